import { EMPTY, NULL, and, binary, coalesce, isNull, not, nullIf, or } from '../../sql/build.js';
import type { CaseBranch, SqlExpression } from '../../sql/tree.js';
import { describe, type BooleanCell, type Cell } from '../cell.js';
import { toJsonText } from '../dynamic.js';
import { solid, toText } from '../text.js';
import { unify } from '../unify.js';
import { condition, refuseForms, type FunctionTable, type LowerFunction, type Lowering, type Mode } from './entry.js';

/** A cell as a condition; the typed null is SQL's. */
export function asCondition(cell: Cell): BooleanCell | null {
  if (cell.form === 'boolean') return cell;
  return cell.form === 'null' ? condition({ kind: 'cast', operand: NULL, type: 'boolean' }, true) : null;
}

const connective =
  (join: (operands: readonly SqlExpression[]) => SqlExpression): LowerFunction =>
  (lowering) => {
    const parts = lowering.call.args.map((_, at) => asCondition(lowering.arg(at, lowering.mode)));
    if (parts.includes(null)) return refuseForms(lowering, 'a dynamic value');
    const sqls = parts.flatMap((part) => (part === null ? [] : [truthOf(part, lowering.mode)]));
    return condition(
      join(sqls),
      parts.some((part) => part?.nullable === true),
    );
  };

/** The shortest form that is right in a mode. */
export const truthOf = (cell: BooleanCell, mode: Mode): SqlExpression =>
  mode === 'truth' && cell.isTrue !== undefined ? cell.isTrue : cell.sql;

function choose(tests: readonly number[], values: readonly number[], lowering: Lowering): Cell {
  const { arg, call, context } = lowering;
  const results = unify(
    values.map((at) => arg(at, 'value')),
    call.type,
    context,
    call.span,
  );
  const branches: CaseBranch[] = [];
  tests.forEach((at, position) => {
    const test = asCondition(arg(at, 'truth'));
    const then = results.sqls[position];
    if (test !== null && then !== undefined) branches.push({ when: truthOf(test, 'truth'), then });
  });
  if (branches.length < tests.length) return refuseForms(lowering, 'a dynamic value');
  const otherwise = results.sqls.at(-1) ?? NULL;
  return results.cell({ kind: 'case', branches, otherwise: otherwise.kind === 'null' ? null : otherwise });
}

export const LOGIC: FunctionTable = {
  and: connective(and),
  or: connective(or),

  not: (lowering) => {
    const inner = lowering.call.args[0];
    if (
      lowering.mode === 'truth' &&
      inner?.kind === 'call' &&
      inner.fn === 'isempty' &&
      inner.args[0]?.type === 'string'
    ) {
      const value = lowering.arg(0, 'value');
      const short = value.form === 'boolean' ? value.isFalse : undefined;
      if (short !== undefined) return condition(short, true);
    }
    const operand = asCondition(lowering.arg(0, 'value'));
    return operand === null ? refuseForms(lowering, 'a dynamic value') : condition(not(operand.sql), operand.nullable);
  },

  iff: (lowering) => choose([0], [1, 2], lowering),

  case: (lowering) => {
    const last = lowering.call.args.length - 1;
    const tests = Array.from({ length: last / 2 }, (_, at) => at * 2);
    return choose(tests, [...tests.map((at) => at + 1), last], lowering);
  },

  // For strings the first that is not empty: https://learn.microsoft.com/kusto/query/coalesce-function
  coalesce: (lowering) => {
    const { arg, call, context } = lowering;
    if (call.type === 'string') {
      const texts = call.args.map((each, at) => toText(arg(at), context, each.span));
      const last = texts.length - 1;
      if (texts.some((each) => each.unordered === true)) return context.refuse('RP3208', [], call.span);
      const [only] = texts;
      // The last one is "" anyway.
      const trailing = texts.at(-1)?.sql;
      if (texts.length === 2 && only !== undefined && trailing?.kind === 'string' && trailing.value === '') return only;
      const sql = coalesce(...texts.map((each, at) => (at === last ? each.sql : nullIf(each.sql, EMPTY))));
      return { form: 'text', sql, nullable: true };
    }
    const results = unify(
      call.args.map((_, at) => arg(at, 'value')),
      call.type,
      context,
      call.span,
    );
    return results.cell(coalesce(...results.sqls));
  },

  isempty: (lowering) => {
    const cell = lowering.arg(0, 'value');
    switch (cell.form) {
      case 'text': {
        const empty = solid(cell);
        return { ...condition(binary('=', empty, EMPTY)), isFalse: binary('<>', cell.sql, EMPTY) };
      }
      case 'json':
        // A dynamic value holding "" is empty too.
        return condition(binary('=', solid(toText(cell, lowering.context, lowering.call.span)), EMPTY));
      case 'dynamic-text':
        return condition(binary('=', coalesce(cell.sql, EMPTY), EMPTY));
      default:
        return isNullCondition(cell, lowering);
    }
  },

  isnull: (lowering) => {
    const cell = lowering.arg(0, 'value');
    if (cell.form === 'text') return condition({ kind: 'boolean', value: false });
    return isNullCondition(cell, lowering);
  },
};

function isNullCondition(cell: Cell, lowering: Lowering): Cell {
  switch (cell.form) {
    case 'null':
      return condition({ kind: 'boolean', value: true });
    case 'interval':
      return condition({ kind: 'boolean', value: false });
    case 'boolean':
    case 'integer':
    case 'double':
    case 'instant':
    case 'duration':
    case 'dynamic-text':
    case 'array':
    case 'resources':
      return condition(isNull(cell.sql));
    case 'resource':
      return condition(isNull(coalesce(cell.arn, cell.account, cell.type)));
    case 'json':
      return condition(isNull(toJsonText(cell, lowering.context, lowering.call.span)));
    default:
      return refuseForms(lowering, describe(cell));
  }
}
