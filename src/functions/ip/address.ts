/**
 * IP addresses as text and as numbers, with their prefix length. IPv6 holds IPv4 as `::ffff:a.b.c.d`.
 * https://learn.microsoft.com/kusto/query/ipv4-is-match-function#ip-prefix-notation
 */
export interface Network {
  /** The address as written, its host bits kept. */
  readonly address: bigint;
  /** How many leading bits name the network; all of them when no prefix is written. */
  readonly prefix: number;
}

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);
const GROUP = /^[\da-f]{1,4}$/i;

/** The number of a dotted address without a prefix: four decimal octets, no leading zeros, no blanks. */
export function parseAddress4(text: string): bigint | null {
  const match = IPV4.exec(text);
  return match === null ? null : match.slice(1).reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

/** The number of an IPv6 address with a colon: RFC 4291, section 2.2. */
function parseAddress6(text: string): bigint | null {
  if (text.length > 45) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupsOf);
  if (head == null || tail === null) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...(tail ?? [])];
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** Groups of 16 bits; the last 32 bits may be written as IPv4. */
function groupsOf(text: string): bigint[] | null {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 ? parseAddress4(part) : null;
    if (v4 !== null) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (GROUP.test(part)) groups.push(BigInt(`0x${part}`));
    else return null;
  }
  return groups;
}

const PREFIXED = /^([^/]*)(?:\/(\d{1,3}))?$/;

/** `10.1.2.3`, `10.1.2.3/8`; null for anything else. */
export function parseNetwork4(text: string): Network | null {
  const match = PREFIXED.exec(text);
  const address = match === null ? null : parseAddress4(match[1]!);
  const prefix = Number(match?.[2] ?? 32);
  return address === null || prefix > 32 ? null : { address, prefix };
}

/**
 * As `parseNetwork4` over 128 bits. `a.b.c.d` and `::a.b.c.d` are IPv4 as IPv6 holds it, and their prefix counts from their
 * own first bit: https://learn.microsoft.com/kusto/query/parse-ipv6-mask-function
 */
export function parseNetwork6(text: string): Network | null {
  const v4 = parseNetwork4(text.replace(/^::(?=\d+\.)/, ''));
  if (v4 !== null) return { address: (0xffffn << 32n) | v4.address, prefix: v4.prefix + 96 };
  const match = PREFIXED.exec(text);
  const address = match === null ? null : parseAddress6(match[1]!);
  const prefix = Number(match?.[2] ?? 128);
  return address === null || prefix > 128 ? null : { address, prefix };
}

/** The address with all bits behind the first `prefix` of `width` cleared. */
export function masked(address: bigint, prefix: number, width: 32 | 128): bigint {
  const host = BigInt(width - prefix);
  return (address >> host) << host;
}

export const formatAddress4 = (address: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.');

/** Eight groups of four digits, as `parse_ipv6` prints them. */
export const formatAddress6 = (address: bigint): string =>
  address.toString(16).padStart(32, '0').match(/.{4}/g)!.join(':');
