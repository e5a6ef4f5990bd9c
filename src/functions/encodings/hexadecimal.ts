import { functions } from '../function-entry.js';
import { count } from '../values.js';

export const HEXADECIMAL = functions({
  name: 'tohex',
  page: 'tohex-function',
  nulls: 'never',
  choice: 'null gives the empty string',
  evaluate: ([value, length = 1n], { types }) => {
    if (typeof value !== 'bigint') return '';
    const bits = types[0] === 'int' ? 32 : 64;
    const digits = BigInt.asUintN(bits, value).toString(16);
    return digits.padStart(Math.min(count(length) ?? 1, 16), '0');
  },
});
