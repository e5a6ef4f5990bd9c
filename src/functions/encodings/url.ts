import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { fromUtf8, utf8 } from './bytes.js';

/** What .NET's HttpUtility leaves as it is, beside letters and digits. */
const UNRESERVED = /[A-Za-z0-9\-_.!*()]/;

/** Percent-encoding in lower case: https://learn.microsoft.com/kusto/query/url-encode-function */
function encode(source: string, blank: string): string {
  return Array.from(utf8(source), (byte) => {
    const character = String.fromCharCode(byte);
    if (byte === 32) return blank;
    return byte < 128 && UNRESERVED.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
  }).join('');
}

/** `%xx` in runs are UTF-8 together; what is no such run stays as written. */
const decode = (source: string): string =>
  source.replaceAll('+', ' ').replace(/(?:%[\da-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (digits) => Number.parseInt(digits, 16));
    return fromUtf8(bytes) ?? run;
  });

const CHOICE = 'letters, digits and -_.!*() stay';

export const URL_ENCODING = functions(
  {
    name: 'url_encode',
    page: 'url-encode-function',
    nulls: 'never',
    choice: CHOICE,
    evaluate: ([value]) => encode(text(value!), '+'),
  },
  {
    name: 'url_encode_component',
    page: 'url-encode-component-function',
    nulls: 'never',
    choice: CHOICE,
    evaluate: ([value]) => encode(text(value!), '%20'),
  },
  {
    name: 'url_decode',
    page: 'url-decode-function',
    nulls: 'never',
    choice: '+ is a blank; escapes that are none, or no UTF-8, stay as they are',
    evaluate: ([value]) => decode(text(value!)),
  },
);
