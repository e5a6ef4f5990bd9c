import { call, text } from '../sql/build.js';
import type { SqlExpression } from '../sql/tree.js';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** KQL's case-insensitive operators fold ASCII letters only: https://learn.microsoft.com/kusto/query/in-operator */
export const lowerAscii = (value: string): string => value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * `sql` folded as far as a comparison with the (lower-case) constants can tell. `lower` folds Unicode: it makes ASCII
 * letters of two characters outside ASCII, the Kelvin sign (k) and the dotted capital I (i), and it changes what a
 * constant outside ASCII would be compared with. Where neither can matter it is used, being what a person would write.
 */
export function fold(sql: SqlExpression, constants: readonly string[]): SqlExpression {
  const all = constants.join('');
  const letters = [...UPPER].filter((letter) => all.includes(letter.toLowerCase())).join('');
  if (letters === '') return sql;

  if (/^[\x00-\x7f]*$/.test(all) && !/[ik]/.test(all)) return call('lower', sql);
  return call('translate', sql, text(letters), text(letters.toLowerCase()));
}

/** Every ASCII letter folded, for a comparison with something that is not known. */
export const foldAll = (sql: SqlExpression): SqlExpression =>
  call('translate', sql, text(UPPER), text(UPPER.toLowerCase()));
