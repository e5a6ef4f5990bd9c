/** An address as a number, with its length in bits. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

function parseV4(text: string): bigint | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(text);
  if (match === null) return null;
  const bytes = match.slice(1).map(Number);
  return bytes.some((byte) => byte > 255) ? null : bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function parseV6(text: string): bigint | null {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/u.exec(text);
  let groups = text;
  if (tail !== null) {
    const v4 = parseV4(tail[2]!);
    if (v4 === null) return null;
    groups = `${tail[1]}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
  }
  const halves = groups.split('::');
  if (halves.length > 2) return null;
  const read = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const left = read(halves[0]!);
  const right = halves.length === 2 ? read(halves[1]!) : [];
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = [...left, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...right];
  if (all.some((group) => !/^[0-9a-fA-F]{1,4}$/u.test(group))) return null;
  return all.reduce((sum, group) => sum * 65_536n + BigInt(Number.parseInt(group, 16)), 0n);
}

function parseAddress(text: string): Address | null {
  const v4 = parseV4(text);
  if (v4 !== null) return { bits: 32, value: v4 };
  const v6 = text.length <= 45 ? parseV6(text) : null;
  return v6 === null ? null : { bits: 128, value: v6 };
}

/** A tester for a subnet in CIDR notation, or null for other text. */
export function subnet(cidr: string): ((address: string) => boolean) | null {
  const match = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/u.exec(cidr);
  const base = match === null ? null : parseAddress(match[1]!);
  if (match === null || base === null || Number(match[2]) > base.bits) return null;
  const shift = BigInt(base.bits - Number(match[2]));
  return (text) => {
    const address = parseAddress(text);
    return address !== null && address.bits === base.bits && address.value >> shift === base.value >> shift;
  };
}
