import type { Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { text } from '../json.js';
import { parseAddress4 } from './address.js';
import { rangesOf } from './ipv4.js';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';

/**
 * Whether a text holds an address that begins with `prefix`: a whole address, or up to three octets each with its dot.
 * What stands beside the address must be no ASCII letter or digit.
 * https://learn.microsoft.com/kusto/query/has-ipv4-prefix-function
 */
function hasAddress(source: string, prefix: string, whole: boolean): boolean {
  const octets = prefix.split('.').length - 1;
  const complete =
    prefix.endsWith('.') && octets <= 3
      ? `${prefix}${Array(4 - octets)
          .fill('0')
          .join('.')}`
      : prefix;
  if (parseAddress4(complete) === null || (whole && complete !== prefix)) return false;
  const rest =
    complete === prefix
      ? ''
      : Array<string>(4 - octets)
          .fill(OCTET)
          .join('\\.');
  const start = prefix.replaceAll('.', '\\.');
  return new RegExp(`(?<![0-9A-Za-z])${start}${rest}(?![0-9A-Za-z])`).test(source);
}

const CHOICE = 'a dot beside the address delimits it as well: 1.2.3.4.5 has 1.2.3.4';

const search = (name: string, whole: boolean): FunctionEntry => ({
  name,
  page: `${name.replaceAll('_', '-')}-function`,
  nulls: 'never',
  choice: CHOICE,
  evaluate: ([source, ...prefixes]: readonly Value[]) =>
    rangesOf(prefixes).some((prefix) => hasAddress(text(source!), text(prefix), whole)),
});

export const HAS_IPV4 = functions(
  search('has_ipv4', true),
  search('has_any_ipv4', true),
  search('has_ipv4_prefix', false),
  search('has_any_ipv4_prefix', false),
);
