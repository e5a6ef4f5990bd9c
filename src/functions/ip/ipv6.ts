import type { Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { count } from '../values.js';
import { formatAddress6, masked, parseNetwork6 } from './address.js';
import { anyOf, rangesOf } from './ipv4.js';

const ADDRESS_CHOICE = 'IPv4 octets are decimal without leading zeros; blanks and zones (%eth0) make it no address';

function isInRange6(address: Value, range: Value): boolean | null {
  const [host, network] = [parseNetwork6(text(address)), parseNetwork6(text(range))];
  if (host === null || network === null) return null;
  return masked(host.address, network.prefix, 128) === masked(network.address, network.prefix, 128);
}

function compare([first, second, mask]: readonly Value[]): -1n | 0n | 1n | null {
  const [a, b] = [parseNetwork6(text(first!)), parseNetwork6(text(second!))];
  const bits = mask === undefined ? 128 : count(mask);
  if (a === null || b === null || bits === null || bits < 0 || bits > 128) return null;
  // Two IPv4 addresses count their mask from their own first bit, as their prefixes do.
  const own = [first!, second!].every((value) => !text(value).includes(':')) && mask !== undefined && bits <= 32;
  const prefix = Math.min(a.prefix, b.prefix, own ? bits + 96 : bits);
  const [left, right] = [masked(a.address, prefix, 128), masked(b.address, prefix, 128)];
  return left < right ? -1n : left > right ? 1n : 0n;
}

/** Canonical text of the masked address, `""` for what is none. */
function canonical(address: Value, mask: Value): string {
  const [network, bits] = [parseNetwork6(text(address)), count(mask)];
  if (network === null || bits === null || bits < 0 || bits > 128) return '';
  return formatAddress6(masked(network.address, Math.min(network.prefix, bits), 128));
}

export const IPV6 = functions(
  {
    name: 'ipv6_compare',
    page: 'ipv6-compare-function',
    nulls: 'own',
    choice: `${ADDRESS_CHOICE}; a mask beyond 0 to 128 is null; between two IPv4 addresses a mask up to 32 is one of IPv4`,
    evaluate: compare,
  },
  {
    name: 'ipv6_is_match',
    page: 'ipv6-is-match-function',
    nulls: 'own',
    choice: `${ADDRESS_CHOICE}; a mask beyond 0 to 128 is null; between two IPv4 addresses a mask up to 32 is one of IPv4`,
    evaluate: (args) => {
      const order = compare(args);
      return order === null ? null : order === 0n;
    },
  },
  {
    name: 'ipv6_is_in_range',
    page: 'ipv6-is-in-range-function',
    nulls: 'own',
    choice: `${ADDRESS_CHOICE}; a prefix of the address itself is ignored`,
    evaluate: ([address, range]) => isInRange6(address!, range!),
  },
  {
    name: 'ipv6_is_in_any_range',
    page: 'ipv6-is-in-any-range-function',
    nulls: 'own',
    choice: `${ADDRESS_CHOICE}; a prefix of the address itself is ignored; true although another range is none`,
    evaluate: ([address, ...ranges]) => anyOf(rangesOf(ranges).map((range) => isInRange6(address!, range))),
  },
  {
    name: 'parse_ipv6',
    page: 'parse-ipv6-function',
    nulls: 'never',
    choice: ADDRESS_CHOICE,
    evaluate: ([address]) => canonical(address!, 128n),
  },
  {
    name: 'parse_ipv6_mask',
    page: 'parse-ipv6-mask-function',
    nulls: 'never',
    choice: ADDRESS_CHOICE,
    evaluate: ([address, mask]) => canonical(address!, mask!),
  },
);
