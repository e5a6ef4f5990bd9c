import { and, call, not, NULL, test, text, type Value } from '../spl/expression.js';
import type { Lower, Predicate } from './context.js';
import { END } from './patterns.js';
import { filledText, found } from './filled-text.js';

/** An address of four decimal octets without leading zeros, with a prefix length or without one: what KQL takes for one. */
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const PREFIX = '(?:/(?:0{0,2}[0-9]|0?[12][0-9]|0?3[0-2]))?';
const ADDRESS = `^${OCTET}(?:[.]${OCTET}){3}${PREFIX}${END}`;

/** The ranges of RFC 1918. */
const PRIVATE = `^(?:10|172[.](?:1[6-9]|2[0-9]|3[01])|192[.]168)[.]`;

/** Null for a text that is no address, so that neither half holds. */
export const ipv4IsPrivate: Predicate = {
  holds: ([address], context) => {
    const value = filledText(address!, context);
    return and(found(value, ADDRESS), found(value, PRIVATE));
  },
  fails: ([address], context) => {
    const value = filledText(address!, context);
    return and(found(value, ADDRESS), not(found(value, PRIVATE)));
  },
};

/** `ipv4_is_in_range` as `true`, `false` or NULL. `cidrmatch` only sees what is an address and a subnet. */
export const ipv4IsInRange: Lower<Value> = ([address, range], context) => {
  const [value, subnet] = [filledText(address!, context), filledText(range!, context)];
  if (subnet.kind === 'text' && !new RegExp(ADDRESS.replace(END, '$')).test(subnet.value)) return NULL;
  const host = call('replace', value, text('/.*'), text(''));
  const inside = test('cidrmatch', subnetOf(subnet), host);
  const known = subnet.kind === 'text' ? found(value, ADDRESS) : and(found(value, ADDRESS), found(subnet, ADDRESS));
  const answer: Value = { kind: 'if', when: inside, then: text('true'), otherwise: text('false') };
  return { kind: 'case', branches: [{ when: known, value: answer }], otherwise: null };
};

/** In CIDR notation: an address alone is a subnet of its own; `/08` is `/8`. */
function subnetOf(range: Value): Value {
  if (range.kind !== 'text') {
    const whole = call('replace', range, text(`^([^/]*)${END}`), text('\\1/32'));
    return call('replace', whole, text('/0+([0-9])'), text('/\\1'));
  }
  const [host, prefix = '32'] = range.value.split('/');
  return text(`${host}/${Number(prefix)}`);
}
