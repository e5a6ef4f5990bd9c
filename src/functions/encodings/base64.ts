import { Guid, isArray, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { checkElements } from '../limits.js';
import { fromBase64, fromUtf8, toBase64, utf8 } from './bytes.js';

const CHOICE = 'padding is needed; blanks and characters beyond base64 make it none';

/** Bytes as longs; null when one is none. */
function bytesOf(value: Value): Uint8Array | null {
  if (!isArray(value)) return null;
  const isByte = (item: Value): item is bigint => typeof item === 'bigint' && item >= 0n && item <= 255n;
  return value.every(isByte) ? Uint8Array.from(value, Number) : null;
}

/** .NET stores the first three groups of a guid with their lowest byte first. */
const GUID_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

function guidOf(bytes: Uint8Array | null): Guid | null {
  if (bytes?.length !== 16) return null;
  const digits = GUID_ORDER.map((place) => (bytes[place] ?? 0).toString(16).padStart(2, '0')).join('');
  return new Guid(digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
}

function guidBytes({ text: written }: Guid): Uint8Array {
  const digits = written.replaceAll('-', '');
  return Uint8Array.from(GUID_ORDER, (place) => Number.parseInt(digits.slice(place * 2, place * 2 + 2), 16));
}

export const BASE64 = functions(
  {
    name: 'base64_encode_tostring',
    aliases: ['base64_encodestring'],
    page: 'base64-encode-tostring-function',
    nulls: 'never',
    evaluate: ([value]) => toBase64(utf8(text(value!))),
  },
  {
    name: 'base64_decode_tostring',
    aliases: ['base64_decodestring'],
    page: 'base64-decode-tostring-function',
    nulls: 'never',
    choice: `${CHOICE}, and then the result is ""`,
    evaluate: ([value]) => {
      const bytes = fromBase64(text(value!));
      return (bytes === null ? null : fromUtf8(bytes)) ?? '';
    },
  },
  {
    name: 'base64_encode_fromarray',
    page: 'base64-encode-fromarray-function',
    nulls: 'never',
    choice: 'what is no array of bytes gives ""',
    evaluate: ([value]) => {
      const bytes = bytesOf(value!);
      return bytes === null ? '' : toBase64(bytes);
    },
  },
  {
    name: 'base64_decode_toarray',
    page: 'base64-decode-toarray-function',
    nulls: 'own',
    choice: `${CHOICE}, and then the result is null`,
    evaluate: ([value]) => {
      const bytes = fromBase64(text(value!));
      if (bytes === null) return null;
      checkElements(bytes.length);
      return Array.from(bytes, BigInt);
    },
  },
  {
    name: 'base64_encode_fromguid',
    page: 'base64-encode-fromguid-function',
    nulls: 'never',
    choice: 'null gives ""',
    evaluate: ([value]) => (value instanceof Guid ? toBase64(guidBytes(value)) : ''),
  },
  {
    name: 'base64_decode_toguid',
    page: 'base64-decode-toguid-function',
    nulls: 'own',
    choice: `the inverse of base64_encode_fromguid, although the page swaps two bytes; ${CHOICE}, and then the result is null`,
    evaluate: ([value]) => guidOf(fromBase64(text(value!))),
  },
);
