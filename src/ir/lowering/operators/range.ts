import { requiredPart } from '../../../kql/syntax.js';
import { functionEntry } from '../../../functions/registry.js';
import { compareCells } from '../../../functions/value-key.js';
import { evaluateConstant } from '../constants.js';
import type { Literal } from '../../expression.js';
import type { KqlType } from '../../types.js';
import type { Value } from '../../value.js';
import { columnsOf, refuse, spanOf } from '../context.js';
import { lowerExpression } from '../lower-expression.js';
import type { LowerSource } from './lower-operator.js';

/** Rows that are written out; more than this is no constant table but a data source. */
const MAX_ROWS = 10_000;

/** `range x from a to b step c`: the rows are known when converting, so it is a datatable. */
export const lowerRange: LowerSource = (context, node) => {
  const [column] = columnsOf(context, node);
  const [from, to, step] = ['From', 'To', 'Step'].map((name) => lowerExpression(context, requiredPart(node, name)));
  const type = column?.type ?? 'long';
  const span = spanOf(context, node);
  const [first, last, by] = [from!, to!, step!].map(evaluateConstant);
  if (column === undefined || first === undefined || last === undefined || by === undefined) {
    return refuse(context, node, 'RP2004', 'a range that is not constant');
  }
  const values = steps(first, last, by, type);
  if (values.length > MAX_ROWS) return refuse(context, node, 'RP2004', `a range of more than ${MAX_ROWS} rows`);
  const rows = values.map((value): Literal[] => [{ kind: 'literal', type, value, span }]);
  return { op: 'datatable', rows, columns: [column], span };
};

/** The values from the first to the last, inclusive; none when a step leads nowhere. */
function steps(first: Value, last: Value, step: Value, type: KqlType): Value[] {
  const plus = functionEntry('+');
  const next = (value: Value): Value => plus.evaluate([value, step], { now: 0n, types: [type, type], result: type });
  const values: Value[] = [];
  if ([first, last, step].includes(null)) return values;
  const direction = compareCells(next(first), first, 'asc', 'first');
  for (let value = first; direction !== 0 && value !== null && values.length <= MAX_ROWS; value = next(value)) {
    if (compareCells(value, last, 'asc', 'first') * direction > 0) break;
    values.push(value);
  }
  return values;
}
