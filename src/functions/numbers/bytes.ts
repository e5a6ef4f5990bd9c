import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { count, real } from '../values.js';
import { round } from './rounding.js';

const UNITS = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** A size in a unit, or in the largest one of which it has at least one. */
function formatBytes(size: number, precision: number, unit: string): string {
  if (!Number.isFinite(size)) return '';
  const power = unit === '' ? largest(Math.abs(size)) : UNITS.indexOf(unit);
  return `${round(size / 1024 ** power, Math.min(precision, 15))} ${UNITS[power] ?? ''}`;
}

function largest(size: number): number {
  let power = 0;
  while (power + 1 < UNITS.length && size >= 1024 ** (power + 1)) power++;
  return power;
}

export const BYTES = functions({
  name: 'format_bytes',
  page: 'format-bytes-function',
  nulls: 'never',
  choice: 'zeros at the end of the fraction are left out; null, NaN, infinities and a negative precision give ""',
  fault: ([, , unit]) =>
    typeof unit === 'string' && unit !== '' && !UNITS.includes(unit) ? `the unit '${unit}'` : null,
  evaluate: ([size, precision = 0n, unit = '']) => {
    const [bytes, digits] = [real(size), count(precision)];
    const isKnown = text(unit) === '' || UNITS.includes(text(unit));
    return bytes === null || digits === null || digits < 0 || !isKnown ? '' : formatBytes(bytes, digits, text(unit));
  },
});
