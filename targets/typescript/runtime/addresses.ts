/** IP addresses: numbers of 32 or 128 bits with the length of their prefix. */
export const ADDRESS_HELPERS = {
  Network: {
    source: `
/** An address, its host bits kept, and how many leading bits name its network. */
interface Network {
  readonly address: bigint;
  readonly prefix: number;
}`,
  },
  textsIn: {
    needs: ['Dynamic', 'toText'],
    source: `
/** The texts of values; an array stands for its elements. */
function textsIn(...values: readonly Dynamic[]): string[] {
  return values.flatMap((value) => (Array.isArray(value) ? (value as readonly Dynamic[]) : [value])).map(toText);
}`,
  },
  network4: {
    needs: ['Network', 'address4'],
    source: `
/** \`10.1.2.3\`, \`10.1.2.3/8\`. */
function network4(text: string): Network | null {
  const match = /^([^/]{7,15})(?:\\/(\\d{1,3}))?$/.exec(text);
  const address = match === null ? null : address4(match[1]!);
  const prefix = Number(match?.[2] ?? 32);
  return address === null || prefix > 32 ? null : { address, prefix };
}`,
  },
  address4: {
    source: `
/** Four octets without leading zeros. */
function address4(text: string): bigint | null {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^(?:0|[1-9]\\d{0,2})$/.test(octet) && Number(octet) < 256)) return null;
  return octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}`,
  },
  masked: {
    source: `
/** The address with all bits behind the first \`prefix\` cleared. */
function masked(address: bigint, prefix: number, width: 32 | 128): bigint {
  const host = BigInt(width - prefix);
  return (address >> host) << host;
}`,
  },
  anyKnown: {
    source: `
/** True as soon as one is true, else null when one could not be told, else false. */
function anyKnown(results: readonly (boolean | null)[]): boolean | null {
  return results.includes(true) ? true : results.includes(null) ? null : false;
}`,
  },
  isInRange4: {
    needs: ['masked', 'network4'],
    source: `
/** Null when one of the two is no address. */
function isInRange4(address: string, range: string): boolean | null {
  const [host, network] = [network4(address), network4(range)];
  if (host === null || network === null) return null;
  return masked(host.address, network.prefix, 32) === masked(network.address, network.prefix, 32);
}`,
  },
  isPrivate4: {
    needs: ['isInRange4'],
    source: `
/** The ranges of RFC 1918; null for what is no address. */
function isPrivate4(address: string): boolean | null {
  const results = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((range) => isInRange4(address, range));
  return results.includes(null) ? null : results.includes(true);
}`,
  },
  isInAnyRange4: {
    needs: ['anyKnown', 'isInRange4'],
    source: `
function isInAnyRange4(address: string, ranges: readonly string[]): boolean | null {
  return anyKnown(ranges.map((range) => isInRange4(address, range)));
}`,
  },
  compare4: {
    needs: ['masked', 'network4'],
    source: `
/** Under the shortest of the prefixes; null for what is no address. */
function compare4(first: string, second: string, mask: number | null = 32): number | null {
  const [a, b] = [network4(first), network4(second)];
  if (a === null || b === null || mask === null || mask < 0 || mask > 32) return null;
  const prefix = Math.min(a.prefix, b.prefix, mask);
  const [left, right] = [masked(a.address, prefix, 32), masked(b.address, prefix, 32)];
  return left < right ? -1 : Number(left > right);
}`,
  },
  isMatch4: {
    needs: ['compare4'],
    source: `
function isMatch4(first: string, second: string, mask: number | null = 32): boolean | null {
  const order = compare4(first, second, mask);
  return order === null ? null : order === 0;
}`,
  },
  prefix4: {
    needs: ['network4'],
    source: `
function prefix4(address: string): number | null {
  return network4(address)?.prefix ?? null;
}`,
  },
  number4: {
    needs: ['masked', 'network4'],
    source: `
/** The masked number of an address. */
function number4(address: string, mask: number | null = 32): number | null {
  const network = network4(address);
  if (network === null || mask === null || mask < 0 || mask > 32) return null;
  return Number(masked(network.address, Math.min(network.prefix, mask), 32));
}`,
  },
  formatIpv4Mask: {
    needs: ['masked', 'network4'],
    source: `
/** Of an address given as text or as its number; '' for what is none. */
function formatIpv4Mask(address: string | bigint | null, mask: number | null = 32): string {
  const number = typeof address === 'bigint' && address >= 0n && address <= 0xffffffffn ? { address, prefix: 32 } : null;
  const network = typeof address === 'string' ? network4(address) : number;
  if (network === null || mask === null || mask < 0 || mask > 32) return '';
  const prefix = Math.min(network.prefix, mask);
  const bits = masked(network.address, prefix, 32);
  return \`\${[24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.')}/\${prefix}\`;
}`,
  },
  formatIpv4: {
    needs: ['formatIpv4Mask'],
    source: `
function formatIpv4(address: string | bigint | null, mask: number | null = 32): string {
  return formatIpv4Mask(address, mask).split('/')[0] ?? '';
}`,
  },
  network6: {
    needs: ['Network', 'address6', 'network4'],
    source: `
/** As network4 over 128 bits; IPv4 as IPv6 holds it, its prefix counted from its own first bit. */
function network6(text: string): Network | null {
  const v4 = network4(text.replace(/^::(?=\\d+\\.)/, ''));
  if (v4 !== null) return { address: (0xffffn << 32n) | v4.address, prefix: v4.prefix + 96 };
  const match = /^([^/]*)(?:\\/(\\d{1,3}))?$/.exec(text);
  const address = match === null ? null : address6(match[1]!);
  const prefix = Number(match?.[2] ?? 128);
  return address === null || prefix > 128 ? null : { address, prefix };
}`,
  },
  address6: {
    needs: ['groups6'],
    source: `
/** RFC 4291, section 2.2. */
function address6(text: string): bigint | null {
  const halves = text.length > 45 ? [] : text.split('::');
  const [head, tail] = halves.map(groups6);
  if (halves.length > 2 || head === undefined || head === null || tail === null) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n);
}`,
  },
  groups6: {
    needs: ['address4'],
    source: `
/** Groups of 16 bits; the last 32 may be written as IPv4. */
function groups6(text: string): bigint[] | null {
  const groups: bigint[] = [];
  const parts = text === '' ? [] : text.split(':');
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 ? address4(part) : null;
    if (v4 !== null) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[\\da-f]{1,4}$/i.test(part)) groups.push(BigInt(\`0x\${part}\`));
    else return null;
  }
  return groups;
}`,
  },
  isInRange6: {
    needs: ['masked', 'network6'],
    source: `
/** Null when one of the two is no address. */
function isInRange6(address: string, range: string): boolean | null {
  const [host, network] = [network6(address), network6(range)];
  if (host === null || network === null) return null;
  return masked(host.address, network.prefix, 128) === masked(network.address, network.prefix, 128);
}`,
  },
  isInAnyRange6: {
    needs: ['anyKnown', 'isInRange6'],
    source: `
function isInAnyRange6(address: string, ranges: readonly string[]): boolean | null {
  return anyKnown(ranges.map((range) => isInRange6(address, range)));
}`,
  },
  compare6: {
    needs: ['masked', 'network6'],
    source: `
/** Under the shortest of the prefixes; between two IPv4 addresses a mask up to 32 is one of IPv4. */
function compare6(first: string, second: string, mask?: number | null): number | null {
  const [a, b, bits] = [network6(first), network6(second), mask === undefined ? 128 : mask];
  if (a === null || b === null || bits === null || bits < 0 || bits > 128) return null;
  const isV4 = mask !== undefined && bits <= 32 && !first.includes(':') && !second.includes(':');
  const prefix = Math.min(a.prefix, b.prefix, isV4 ? bits + 96 : bits);
  const [left, right] = [masked(a.address, prefix, 128), masked(b.address, prefix, 128)];
  return left < right ? -1 : Number(left > right);
}`,
  },
  isMatch6: {
    needs: ['compare6'],
    source: `
function isMatch6(first: string, second: string, mask?: number | null): boolean | null {
  const order = compare6(first, second, mask);
  return order === null ? null : order === 0;
}`,
  },
  canonical6: {
    needs: ['masked', 'network6'],
    source: `
/** Eight groups of four digits; '' for what is no address. */
function canonical6(address: string, mask: number | null = 128): string {
  const network = network6(address);
  if (network === null || mask === null || mask < 0 || mask > 128) return '';
  const bits = masked(network.address, Math.min(network.prefix, mask), 128);
  return bits.toString(16).padStart(32, '0').replace(/.{4}(?!$)/g, '$&:');
}`,
  },
  hasIpv4: {
    needs: ['address4', 'isAlphanumeric'],
    source: `
/** Whether one of the addresses stands in a text, with no letter or digit beside it. */
function hasIpv4(text: string, addresses: readonly string[]): boolean {
  return addresses.some((address) => {
    if (address4(address) === null) return false;
    for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
      if (!isAlphanumeric(text.charCodeAt(at - 1)) && !isAlphanumeric(text.charCodeAt(at + address.length))) return true;
    }
    return false;
  });
}`,
  },
  hasIpv4Prefix: {
    needs: ['address4', 'hasIpv4', 'isAlphanumeric'],
    source: `
/** The same for the beginnings of addresses: up to three octets, each with its dot. */
function hasIpv4Prefix(text: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => {
    const missing = 5 - prefix.split('.').length;
    if (!prefix.endsWith('.') || missing < 1) return hasIpv4(text, [prefix]);
    if (address4(prefix + Array.from({ length: missing }, () => '0').join('.')) === null) return false;
    const octet = '(?:25[0-5]|2[0-4]\\\\d|1\\\\d\\\\d|[1-9]?\\\\d)';
    const rest = new RegExp(\`^\${Array.from({ length: missing }, () => octet).join('\\\\.')}(?![0-9A-Za-z])\`);
    for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) {
      const end = at + prefix.length;
      if (!isAlphanumeric(text.charCodeAt(at - 1)) && rest.test(text.slice(end, end + 16))) return true;
    }
    return false;
  });
}`,
  },
} as const;
