import { isArray, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { count } from '../values.js';
import { formatAddress4, masked, parseNetwork4 } from './address.js';

const ADDRESS_CHOICE = 'octets are decimal without leading zeros; blanks make it no address';
const HOST_CHOICE = `${ADDRESS_CHOICE}; a prefix of the address itself is ignored`;

/** The ranges of RFC 1918. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** Whether an address is in a range; null when one of the two is none. */
export function isInRange4(address: Value, range: Value): boolean | null {
  const [host, network] = [parseNetwork4(text(address)), parseNetwork4(text(range))];
  if (host === null || network === null) return null;
  return masked(host.address, network.prefix, 32) === masked(network.address, network.prefix, 32);
}

/** True as soon as one is true, else null when one could not be told, else false. */
export const anyOf = (results: readonly (boolean | null)[]): boolean | null =>
  results.includes(true) ? true : results.includes(null) ? null : false;

/** Ranges as arguments, or in dynamic arrays. */
export const rangesOf = (args: readonly Value[]): readonly Value[] =>
  args.flatMap((value) => (isArray(value) ? value : [value]));

/** Below 0, 0, above 0 under the shortest of the prefixes; null for what is no address. */
function compare([first, second, mask = 32n]: readonly Value[]): -1n | 0n | 1n | null {
  const [a, b, bits] = [parseNetwork4(text(first!)), parseNetwork4(text(second!)), count(mask)];
  if (a === null || b === null || bits === null || bits < 0 || bits > 32) return null;
  const prefix = Math.min(a.prefix, b.prefix, bits);
  const [left, right] = [masked(a.address, prefix, 32), masked(b.address, prefix, 32)];
  return left < right ? -1n : left > right ? 1n : 0n;
}

/** The masked number of an address; null for what is no address, or a mask beyond 0 to 32. */
function maskedNumber(address: Value, mask: Value): bigint | null {
  const [network, bits] = [parseNetwork4(text(address)), count(mask)];
  if (network === null || bits === null || bits < 0 || bits > 32) return null;
  return masked(network.address, Math.min(network.prefix, bits), 32);
}

/** An address given as text or as its number. */
function formatted(address: Value, mask: Value, withPrefix: boolean): string {
  const bits = count(mask);
  if (bits === null || bits < 0 || bits > 32) return '';
  if (typeof address === 'bigint') {
    if (address < 0n || address > 0xffffffffn) return '';
    return formatAddress4(masked(address, bits, 32)) + (withPrefix ? `/${bits}` : '');
  }
  const network = parseNetwork4(text(address));
  if (network === null) return '';
  const prefix = Math.min(network.prefix, bits);
  return formatAddress4(masked(network.address, prefix, 32)) + (withPrefix ? `/${prefix}` : '');
}

export const IPV4 = functions(
  {
    name: 'ipv4_is_private',
    page: 'ipv4-is-private-function',
    nulls: 'own',
    choice: HOST_CHOICE,
    evaluate: ([address]) => {
      const results = PRIVATE.map((range) => isInRange4(address!, range));
      return results.includes(null) ? null : results.includes(true);
    },
  },
  {
    name: 'ipv4_is_in_range',
    page: 'ipv4-is-in-range-function',
    nulls: 'own',
    choice: HOST_CHOICE,
    evaluate: ([address, range]) => isInRange4(address!, range!),
  },
  {
    name: 'ipv4_is_in_any_range',
    page: 'ipv4-is-in-any-range-function',
    nulls: 'own',
    choice: `${HOST_CHOICE}; true although another range is none; without ranges false`,
    evaluate: ([address, ...ranges]) => anyOf(rangesOf(ranges).map((range) => isInRange4(address!, range))),
  },
  {
    name: 'ipv4_is_match',
    page: 'ipv4-is-match-function',
    nulls: 'own',
    choice: `${ADDRESS_CHOICE}; a mask beyond 0 to 32 is null`,
    evaluate: (args) => {
      const order = compare(args);
      return order === null ? null : order === 0n;
    },
  },
  {
    name: 'ipv4_compare',
    page: 'ipv4-compare-function',
    nulls: 'own',
    choice: `${ADDRESS_CHOICE}; a mask beyond 0 to 32 is null`,
    evaluate: compare,
  },
  {
    name: 'ipv4_netmask_suffix',
    page: 'ipv4-netmask-suffix-function',
    nulls: 'own',
    choice: ADDRESS_CHOICE,
    evaluate: ([address]) => {
      const network = parseNetwork4(text(address!));
      return network === null ? null : BigInt(network.prefix);
    },
  },
  {
    name: 'parse_ipv4',
    page: 'parse-ipv4-function',
    nulls: 'own',
    choice: ADDRESS_CHOICE,
    evaluate: ([address]) => maskedNumber(address!, 32n),
  },
  {
    name: 'parse_ipv4_mask',
    page: 'parse-ipv4-mask-function',
    nulls: 'own',
    choice: `${ADDRESS_CHOICE}; a mask beyond 0 to 32 is null`,
    evaluate: ([address, mask]) => maskedNumber(address!, mask!),
  },
  {
    name: 'format_ipv4',
    page: 'format-ipv4-function',
    nulls: 'never',
    choice: ADDRESS_CHOICE,
    evaluate: ([address, mask = 32n]) => formatted(address!, mask, false),
  },
  {
    name: 'format_ipv4_mask',
    page: 'format-ipv4-mask-function',
    nulls: 'never',
    choice: ADDRESS_CHOICE,
    evaluate: ([address, mask = 32n]) => formatted(address!, mask, true),
  },
);
