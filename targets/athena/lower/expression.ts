import { notInPlan, type Expression, type Literal } from '../../../src/ir/expression.js';
import { DateTime, TimeSpan, isArray, isBag, type Value } from '../../../src/ir/value.js';
import { jsonText } from '../../../src/functions/json.js';
import { FALSE, NULL, integer, text } from '../sql/build.js';
import { hasLoneSurrogate } from '../sql/literals.js';
import type { SqlExpression } from '../sql/tree.js';
import { describe, type Cell } from './cell.js';
import { folded } from './constant.js';
import type { LoweringContext } from './context.js';
import { index, integerCell, member } from './dynamic.js';
import { constantInstant } from './instant.js';
import type { Mode } from './functions/entry.js';
import { asCondition, truthOf } from './functions/logic.js';
import { SQL_FUNCTIONS } from './functions/table.js';
import { constantText } from './text.js';

/** The columns that an expression can read. */
export type Scope = ReadonlyMap<string, Cell>;

export function lowerExpression(
  expression: Expression,
  scope: Scope,
  context: LoweringContext,
  mode: Mode = 'value',
): Cell {
  switch (expression.kind) {
    case 'column': {
      const cell = scope.get(expression.name);
      if (cell === undefined) throw new Error(`no column ${expression.name} below the operator that reads it`);
      return cell;
    }
    case 'literal':
      return lowerLiteral(expression, context);
    case 'member':
      return member(lowerExpression(expression.object, scope, context), expression.key, context, expression.span);
    case 'index': {
      const object = lowerExpression(expression.object, scope, context);
      return index(object, lowerExpression(expression.index, scope, context), context, expression.span);
    }
    case 'toscalar':
    case 'in-table':
      return notInPlan(expression);
    case 'call': {
      const constant = folded(expression);
      if (constant !== null) return lowerLiteral(constant, context);
      const lower = SQL_FUNCTIONS.get(expression.fn);
      if (lower === undefined) return context.refuse('RP3201', [expression.fn], expression.span);
      const arg = (at: number, argMode: Mode = 'value'): Cell => {
        const argument = expression.args[at];
        if (argument === undefined) throw new Error(`${expression.fn} has no argument ${at}`);
        return lowerExpression(argument, scope, context, argMode);
      };
      return lower({ context, call: expression, mode, arg });
    }
  }
}

/** A condition of WHERE: rows stay for which it is true. */
export function lowerPredicate(expression: Expression, scope: Scope, context: LoweringContext): SqlExpression {
  const cell = lowerExpression(expression, scope, context, 'truth');
  if (cell.form === 'null') return FALSE;
  const condition = asCondition(cell);
  if (condition !== null) return truthOf(condition, 'truth');
  context.refuse('RP3202', ['a condition', describe(cell)], expression.span);
  return FALSE;
}

function lowerLiteral({ value, type, span }: Literal, context: LoweringContext): Cell {
  if (value === null) return type === 'string' ? constantText('') : { form: 'null' };
  if (typeof value === 'string') {
    if (hasLoneSurrogate(value)) return context.refuse('RP3209', [], span);
    if (type === 'dynamic') return { form: 'dynamic-text', sql: text(value), loose: text(value) };
    return constantText(value);
  }
  if (typeof value === 'boolean') return { form: 'boolean', sql: { kind: 'boolean', value }, nullable: false };
  if (typeof value === 'bigint')
    return integerCell(integer(value), { least: value, small: value > -1_000_000_000n && value < 1_000_000_000n });
  if (typeof value === 'number') return { form: 'double', sql: { kind: 'double', value } };
  if (value instanceof DateTime) return constantInstant(value, context, span);
  if (value instanceof TimeSpan) {
    if (value.ticks % 10_000n !== 0n) return context.refuse('RP3210', [], span);
    return { form: 'interval', millis: Number(value.ticks / 10_000n) };
  }
  return collection(value, span, context);
}

/** `dynamic([...])` and `dynamic({...})`: a document written into the query. */
function collection(value: Exclude<Value, null>, span: Literal['span'], context: LoweringContext): Cell {
  if (!isArray(value) && !isBag(value)) return context.refuse('RP3201', ['a literal of this type'], span);
  const document = jsonText(value);
  if (hasLoneSurrogate(document)) return context.refuse('RP3209', [], span);
  return {
    form: 'json',
    document: document === 'null' ? NULL : text(document),
    parsed: false,
    keys: [],
    trusted: true,
    bag: isBag(value),
  };
}
