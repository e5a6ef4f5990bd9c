import { EMPTY, binary, call, column, integer, lambda, text, when } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { describe, type Cell, type JsonCell } from '../cell.js';
import { integerCell, toJsonArray } from '../dynamic.js';
import { solid, textCell, toText } from '../text.js';
import { condition, refuseForms, type FunctionTable, type LowerFunction, type Lowering } from './entry.js';
import { exactText } from './text-args.js';

const concat = (left: SqlExpression, right: SqlExpression): SqlExpression => binary('||', left, right);

/** What is no array gives "", null elements are empty texts. */
function strcatArray(lowering: Lowering): Cell {
  const { context, call: node } = lowering;
  const cell = lowering.arg(0);
  const delimiter = solid(exactText(lowering, 1));
  const joined = (texts: SqlExpression): Cell => textCell(call('array_join', texts, delimiter, EMPTY), true);
  if (cell.form === 'null' || cell.form === 'dynamic-text') return textCell(EMPTY);
  if (cell.form === 'array' && cell.element === 'text') return joined(cell.sql);
  if (cell.form !== 'array' && cell.form !== 'json') return refuseForms(lowering, describe(cell));
  const element: JsonCell = { form: 'json', document: column('e'), parsed: true, keys: [], trusted: true };
  const texts = lambda(['e'], toText(element, context, node.span).sql);
  return joined(call('transform', toJsonArray(cell, context, node.span), texts));
}

/** Lower-case digits of the hash of the UTF-8 text. */
const digest =
  (name: string): LowerFunction =>
  (lowering) =>
    textCell(call('lower', call('to_hex', call(name, call('to_utf8', solid(exactText(lowering, 0)))))));

export const JOINING: FunctionTable = {
  strcat_delim: (lowering) => {
    const delimiter = solid(exactText(lowering, 0));
    const parts = lowering.call.args.slice(1).map((_, at) => solid(exactText(lowering, at + 1)));
    return textCell(parts.reduce((left, right) => concat(concat(left, delimiter), right), parts.shift() ?? EMPTY));
  },
  strcat_array: strcatArray,
  reverse: (lowering) => {
    const value = exactText(lowering, 0);
    return textCell(call('reverse', value.sql), value.nullable);
  },
  strcmp: (lowering) => {
    const [left, right] = [solid(exactText(lowering, 0)), solid(exactText(lowering, 1))];
    const order = when(binary('=', left, right), integer(0), when(binary('<', left, right), integer(-1), integer(1)));
    return integerCell(order, { least: -1n, small: true });
  },
  isascii: (lowering) => condition(call('regexp_like', solid(exactText(lowering, 0)), text('\\A[\\x00-\\x7F]*\\z'))),
  hash_sha256: digest('sha256'),
  hash_sha1: digest('sha1'),
  hash_md5: digest('md5'),
  base64_encode_tostring: (lowering) => textCell(call('to_base64', call('to_utf8', solid(exactText(lowering, 0))))),
};
