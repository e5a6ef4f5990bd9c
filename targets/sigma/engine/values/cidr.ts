/** An IP network: the bytes of its address and the number of bits that count. */
export interface CidrBlock {
  readonly bytes: readonly number[];
  readonly bits: number;
}

/** `10.0.0.0/8`, `2001:db8::/32`; an address alone is a network of one. Null for all else, set host bits included. */
export function parseCidr(text: string): CidrBlock | null {
  const match = /^([^/]+)(?:\/([0-9]{1,3}))?$/.exec(text);
  const bytes = match === null ? null : parseAddress(match[1]!);
  if (match === null || bytes === null) return null;
  const bits = match[2] === undefined ? bytes.length * 8 : Number(match[2]);
  const block = { bytes, bits };
  return bits <= bytes.length * 8 && bytes.every((byte, index) => (byte & ~maskOf(block, index)) === 0) ? block : null;
}

/** False for text that is no address, such as the service names that CloudTrail has for `sourceIPAddress`. */
export function isInBlock(text: string, block: CidrBlock): boolean {
  const bytes = parseAddress(text);
  return (
    bytes !== null &&
    bytes.length === block.bytes.length &&
    bytes.every((byte, index) => (byte & maskOf(block, index)) === block.bytes[index])
  );
}

const maskOf = (block: CidrBlock, index: number): number =>
  (0xff00 >> Math.min(8, Math.max(0, block.bits - index * 8))) & 0xff;

function parseAddress(text: string): readonly number[] | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): readonly number[] | null {
  const parts = text.split('.');
  // Leading zeros are refused: some systems read them as octal.
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255))
    return null;
  return parts.map(Number);
}

/** RFC 4291, with `::` and with a dotted end; no zones. */
function parseIpv6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':').map(groupBytes)));
  const last = groups.at(-1)!;
  const tail = last.at(-1) === null ? parseIpv4(text.slice(text.lastIndexOf(':') + 1)) : null;
  if (tail !== null) last[last.length - 1] = tail;

  const [head, rest] = groups.map((half) => half.flatMap((group) => group ?? [NaN]));
  if (head === undefined || [...head, ...(rest ?? [])].some(Number.isNaN)) return null;
  if (rest === undefined) return head.length === 16 ? head : null;
  const missing = 16 - head.length - rest.length;
  return missing < 2 ? null : [...head, ...new Array<number>(missing).fill(0), ...rest];
}

function groupBytes(group: string): readonly number[] | null {
  if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return null;
  const value = parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
