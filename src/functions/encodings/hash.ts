import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { DateTime, TimeSpan, type Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { text } from '../json.js';
import { count } from '../values.js';
import { utf8 } from './bytes.js';
import { xxHash64 } from './xxhash64.js';

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A digest of the value's text: the documented hash of a datetime is that of its ISO text. */
const digest = (name: string, hash: (bytes: Uint8Array) => Uint8Array): FunctionEntry => ({
  name,
  page: `${name.replace('_', '-')}-function`,
  nulls: 'never',
  choice: 'lower-case digits of the hash of the UTF-8 text that tostring gives',
  evaluate: ([value]: readonly Value[]) => hex(hash(utf8(text(value!)))),
});

/** The bytes that `hash()` reads: numbers and times as 64 bits, lowest byte first, else the text. */
function bytesOf(value: Value): Uint8Array {
  const whole = value instanceof DateTime || value instanceof TimeSpan ? value.ticks : value;
  if (typeof whole !== 'bigint' && typeof whole !== 'number') return utf8(text(value));
  const bytes = new DataView(new ArrayBuffer(8));
  if (typeof whole === 'bigint') bytes.setBigInt64(0, whole, true);
  else bytes.setFloat64(0, whole, true);
  return new Uint8Array(bytes.buffer);
}

function hash([value, modulus]: readonly Value[]): Value {
  const found = xxHash64(bytesOf(value!));
  if (modulus === undefined) return found;
  const size = count(modulus);
  if (size === null || size <= 0) return null;
  const rest = found % BigInt(size);
  return rest < 0n ? rest + BigInt(size) : rest;
}

const HASH_CHOICE =
  'numbers and times are hashed as 64 bits, everything else as its text; a modulus of 0 or less is null';

export const HASH = functions(digest('hash_sha256', sha256), digest('hash_sha1', sha1), digest('hash_md5', md5), {
  name: 'hash',
  aliases: ['hash_xxhash64'],
  page: 'hash-function',
  nulls: 'own',
  choice: HASH_CHOICE,
  evaluate: hash,
});
