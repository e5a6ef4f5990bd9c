import type { Value } from '../../ir/value.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { text } from '../json.js';
import { MAX_TEXT } from '../limits.js';
import { fromBase64, fromUtf8 } from './bytes.js';
import { fromGzip, fromZlib } from './inflate.js';

type Decompress = (bytes: Uint8Array, bound: number) => Uint8Array | null;

const decompression = (name: string, page: string, decompress: Decompress): FunctionEntry => ({
  name,
  page,
  nulls: 'never',
  choice: 'what is no base64, no such stream, broken, or no UTF-8, gives ""; so does more than 64 MB',
  evaluate: ([value]: readonly Value[]) => {
    const bytes = fromBase64(text(value!));
    const content = bytes === null ? null : decompress(bytes, MAX_TEXT);
    return (content === null ? null : fromUtf8(content)) ?? '';
  },
});

/** Compressing is left out: the bytes depend on the program that compresses. */
export const COMPRESSION = functions(
  decompression('gzip_decompress_from_base64_string', 'gzip-base64-decompress', fromGzip),
  decompression('zlib_decompress_from_base64_string', 'zlib-base64-decompress-function', fromZlib),
);
