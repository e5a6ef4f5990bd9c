/** A character that must not stand raw in a query text: controls, line and paragraph separators, text direction marks. */

const HIDDEN = /([\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff])/u;

/**
 * A string literal. Single quotes are doubled, a backslash is a plain character in both dialects, and characters that
 * could hide what the query says are written as `chr(n)`. A value with lone surrogates has no UTF-8 form: see `hasLoneSurrogate`.
 */
export function stringLiteral(value: string): string {
  const parts = value.split(HIDDEN).filter((part) => part !== '');
  const printed = parts.map((part) =>
    HIDDEN.test(part) ? `chr(${part.codePointAt(0)})` : `'${part.replaceAll("'", "''")}'`,
  );
  if (printed.length === 0) return "''";
  return printed.length === 1 ? printed.join('') : `(${printed.join(' || ')})`;
}

export const hasLoneSurrogate = (value: string): boolean => /\p{Surrogate}/u.test(value);

/** `2024-01-31 00:00:00 UTC`, milliseconds only where there are some. */
export function instantText(millis: number): string {
  const iso = new Date(millis).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${millis % 1000 === 0 ? '' : iso.slice(19, 23)} UTC`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ['DAY', 86_400_000],
  ['HOUR', 3_600_000],
  ['MINUTE', 60_000],
  ['SECOND', 1000],
];

/** `INTERVAL '10' MINUTE` in the largest unit that divides it. */
export function intervalLiteral(millis: number): string {
  const size = Math.abs(millis);
  const sign = millis < 0 ? '-' : '';
  for (const [unit, length] of UNITS) {
    if (size % length === 0 && size > 0) return `INTERVAL ${sign}'${size / length}' ${unit}`;
  }
  return `INTERVAL ${sign}'${(size / 1000).toFixed(3)}' SECOND`;
}

export function doubleLiteral(value: number): string {
  if (Number.isNaN(value)) return "CAST('NaN' AS DOUBLE)";
  if (!Number.isFinite(value)) return value > 0 ? "CAST('Infinity' AS DOUBLE)" : "CAST('-Infinity' AS DOUBLE)";
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return `${digits}E${exponent.replace('+', '')}`;
}

/** A comment of whole lines, out of which no text can break; `{{` would be read by CloudFormation even there. */
export const commentLines = (lines: readonly string[]): string =>
  lines
    .map((line) =>
      line
        .replace(new RegExp(HIDDEN.source, 'gu'), ' ')
        .replace(/\p{Surrogate}/gu, '?')
        .replace(/\{(?=\{)/g, '{ '),
    )
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');
