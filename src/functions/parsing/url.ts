import type { Bag, Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';

/** RFC 3986, appendix B, for a URL with an authority, and its authority. */
const URL_PARTS = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;
const AUTHORITY = /^(?:([^:@]*)(?::([^@]*))?@)?(\[[^\]]*\]|[^:@]*)(?::(\d*))?$/s;

/** `k1=v1&k2=v2`. */
function parametersOf(query: string): Bag {
  const bag = new Map<string, Value>();
  for (const parameter of query.split('&')) {
    const at = parameter.indexOf('=');
    if (parameter !== '') bag.set(at < 0 ? parameter : parameter.slice(0, at), at < 0 ? '' : parameter.slice(at + 1));
  }
  return bag;
}

/** The parts of an absolute URL, null for what is none. */
function parseUrl(url: string): Value {
  const [, scheme, authority = '', path = '', query = '', fragment = ''] = URL_PARTS.exec(url) ?? [];
  const [, username = '', password = '', host, port = ''] = AUTHORITY.exec(authority) ?? [];
  if (scheme === undefined || host === undefined) return null;
  return new Map<string, Value>([
    ['Scheme', scheme],
    ['Host', host],
    ['Port', port],
    // The documented example has no slash before the path.
    ['Path', path.replace(/^\//, '')],
    ['Username', username],
    ['Password', password],
    ['Query Parameters', parametersOf(query)],
    ['Fragment', fragment],
  ]);
}

const QUERY_CHOICE = 'nothing is decoded; of a parameter given twice the last counts, one without = is ""';

export const PARSE_URL = functions(
  {
    name: 'parse_url',
    aliases: ['parseurl'],
    page: 'parse-url-function',
    nulls: 'own',
    choice: `what is no absolute URL with // gives null; the path stands without its first slash; ${QUERY_CHOICE}`,
    evaluate: ([value]) => parseUrl(text(value!)),
  },
  {
    name: 'parse_urlquery',
    aliases: ['parseurlquery'],
    page: 'parse-url-query-function',
    nulls: 'never',
    choice: `a first ? is no part of it; ${QUERY_CHOICE}`,
    evaluate: ([value]) => new Map([['Query Parameters', parametersOf(text(value!).replace(/^\?/, ''))]]),
  },
);
