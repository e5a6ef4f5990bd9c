import {
  FALSE,
  NULL,
  and,
  binary,
  call,
  coalesce,
  equal,
  integer,
  isDistinct,
  isNull,
  not,
  or,
  text,
  when,
} from '../../sql/build.js';
import type { BinaryOperator, SqlExpression } from '../../sql/tree.js';
import { describe, isConstant, type BooleanCell, type Cell, type JsonCell, type TextCell } from '../cell.js';
import { extract, extractScalar, solid } from '../text.js';
import { condition, refuseForms, type FunctionTable, type LowerFunction, type Lowering, type Mode } from './entry.js';

/**
 * Equality with KQL's nulls: `null == x` is false, `null != x` is true, of two nulls both are null.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
 */
function equality(left: Cell, right: Cell, negated: boolean, lowering: Lowering): BooleanCell | null {
  if (left.form === 'text' && right.form === 'text') return equalTexts(left, right, negated, lowering);
  if (isDynamic(left) && !isDynamic(right)) return equalDynamic(left, right, negated, lowering);
  if (isDynamic(right) && !isDynamic(left)) return equalDynamic(right, left, negated, lowering);
  if (left.form === 'boolean' && right.form === 'boolean') {
    const constant = equalToConstant(left, right, negated, lowering.mode);
    if (constant !== null) return constant;
  }
  const [a, b] = [scalarSql(left), scalarSql(right)];
  if (a === null || b === null || !comparable(left, right)) return null;
  return condition(
    equalNullable(
      { sql: a, nullable: isNullable(left) },
      { sql: b, nullable: isNullable(right) },
      negated,
      lowering.mode,
    ),
    isNullable(left) && isNullable(right),
  );
}

function equalTexts(left: TextCell, right: TextCell, negated: boolean, lowering: Lowering): BooleanCell | null {
  if (left.unordered === true || right.unordered === true) {
    lowering.context.refuse('RP3208', [], lowering.call.span);
    return condition(FALSE);
  }
  const [value, other] = left.sql.kind === 'string' ? [right, left] : [left, right];
  if (other.sql.kind === 'string' && other.sql.value !== '') {
    // The text of an object or array starts with a brace or bracket: another constant need not be compared with it.
    const operand = value.scalar !== undefined && !/^[[{]/.test(other.sql.value) ? value.scalar : value.sql;
    const plain = value.nullable ? operand : solid(value);
    if (negated) return condition(value.nullable ? isDistinct(plain, other.sql) : not(equal(plain, other.sql)));
    const sql = lowering.mode === 'truth' || !value.nullable ? plain : coalesce(plain, text(''));
    return condition(equal(sql, other.sql));
  }
  const same = equal(solid(value), solid(other));
  return condition(negated ? not(same) : same);
}

interface Operand {
  readonly sql: SqlExpression;
  readonly nullable: boolean;
}

function equalNullable(a: Operand, b: Operand, negated: boolean, mode: Mode): SqlExpression {
  const plain = equal(a.sql, b.sql);
  if (!a.nullable && !b.nullable) return negated ? not(plain) : plain;
  const differs = isDistinct(a.sql, b.sql);
  if (mode === 'truth') return negated ? differs : plain;
  const exact = negated ? differs : coalesce(plain, FALSE);
  if (!a.nullable || !b.nullable) return exact;
  return when(and([isNull(a.sql), isNull(b.sql)]), NULL, exact);
}

/** `flag == true` as the shorter condition that the flag's own text allows. */
function equalToConstant(left: BooleanCell, right: BooleanCell, negated: boolean, mode: Mode): BooleanCell | null {
  const [flag, constant] = left.sql.kind === 'boolean' ? [right, left] : [left, right];
  if (constant.sql.kind !== 'boolean' || negated || mode !== 'truth') return null;
  const short = constant.sql.value ? flag.isTrue : flag.isFalse;
  return short === undefined ? null : condition(short, true);
}

/** A value inside JSON equals a constant of its own type only: `"5"` is not 5. */
function equalDynamic(value: Cell, other: Cell, negated: boolean, lowering: Lowering): BooleanCell | null {
  if (value.form === 'null') return equalNull(other, negated, lowering.mode);
  if (value.form === 'dynamic-text' && other.form === 'text') {
    const sides = [
      { sql: value.sql, nullable: true },
      { sql: solid(other), nullable: false },
    ] as const;
    return condition(equalNullable(...sides, negated, lowering.mode));
  }
  const constant = scalarSql(other);
  if (value.form !== 'json' || constant === null || !isConstant(constant)) return null;
  const compared = jsonEquals(value, constant);
  if (compared === null) return null;
  return condition(
    equalNullable({ sql: compared[0], nullable: true }, { sql: compared[1], nullable: false }, negated, lowering.mode),
  );
}

/** A null equals nothing; beside another null both answers are null. A text is none: its NULL is the empty one. */
function equalNull(other: Cell, negated: boolean, mode: Mode): BooleanCell {
  const answer = negated ? not(FALSE) : FALSE;
  const sql = scalarSql(other);
  if (sql === null || other.form === 'text' || !isNullable(other)) return condition(answer);
  if (mode === 'truth') return condition(negated ? not(isNull(sql)) : answer);
  return condition(when(isNull(sql), NULL, answer), true);
}

function jsonEquals(value: JsonCell, constant: SqlExpression): readonly [SqlExpression, SqlExpression] | null {
  const json = call('json_format', extract(value));
  if (constant.kind === 'boolean') return [json, text(String(constant.value))];
  if (constant.kind === 'integer') return [json, text(String(constant.value))];
  if (constant.kind !== 'string' || (value.keys.length === 0 && !value.parsed)) return null;
  // A number or bool has the same text as its string: only then must the quotes of JSON tell them apart.
  const ambiguous = constant.value === 'true' || constant.value === 'false' || /^-?[0-9]/.test(constant.value);
  if (!ambiguous) return [extractScalar(value), constant];
  return /^[ !#-[\]-~]*$/.test(constant.value) ? [json, text(JSON.stringify(constant.value))] : null;
}

const isDynamic = (cell: Cell): boolean =>
  ['json', 'dynamic-text', 'array', 'resource', 'resources', 'null'].includes(cell.form);

const isNullable = (cell: Cell): boolean => {
  if (cell.form === 'boolean' || cell.form === 'integer' || cell.form === 'text') return cell.nullable;
  return !('sql' in cell && isConstant(cell.sql));
};

const comparable = (left: Cell, right: Cell): boolean => {
  const numeric = (cell: Cell): boolean => cell.form === 'integer' || cell.form === 'double';
  const span = (cell: Cell): boolean => cell.form === 'interval' || cell.form === 'duration';
  return left.form === right.form || (numeric(left) && numeric(right)) || (span(left) && span(right));
};

function scalarSql(cell: Cell): SqlExpression | null {
  if (cell.form === 'interval') return integer(cell.millis);
  const scalar = ['text', 'boolean', 'integer', 'double', 'instant', 'duration'].includes(cell.form);
  return scalar && 'sql' in cell ? cell.sql : null;
}

const equals =
  (negated: boolean): LowerFunction =>
  (lowering) => {
    const [left, right] = [lowering.arg(0, 'value'), lowering.arg(1, 'value')];
    const { call: node } = lowering;
    // A typed null on both sides is null; on one side it equals nothing.
    if (left.form === 'null' && right.form === 'null') return { form: 'null' };
    return (
      equality(left, right, negated, lowering) ??
      refuseForms(lowering, `${describe(left)} and ${describe(right)} (${node.args.map((arg) => arg.type).join(', ')})`)
    );
  };

const order =
  (operator: BinaryOperator): LowerFunction =>
  (lowering) => {
    const [left, right] = [lowering.arg(0), lowering.arg(1)];
    if (left.form === 'null' || right.form === 'null') return { form: 'null' };
    const [a, b] = [scalarSql(left), scalarSql(right)];
    if (a === null || b === null || !comparable(left, right) || left.form === 'text') {
      return refuseForms(lowering, `${describe(left)} and ${describe(right)}`);
    }
    const reals = [left, right].some(({ form }) => form === 'double');
    const sql: SqlExpression = reals ? { kind: 'order-of-reals', operator, left: a, right: b } : binary(operator, a, b);
    return condition(sql, isNullable(left) || isNullable(right));
  };

/** `in` is an or of `==`, `!in` an and of `!=`: https://learn.microsoft.com/kusto/query/in-cs-operator */
const among =
  (negated: boolean): LowerFunction =>
  (lowering) => {
    const value = lowering.arg(0, 'value');
    const items = lowering.call.args.slice(1).map((_, at) => lowering.arg(at + 1, 'value'));
    const texts = constantTexts(items);
    if (value.form === 'text' && texts !== null) return amongTexts(value, texts, negated, lowering);
    const parts = items.map((item) => equality(value, item, negated, lowering));
    if (parts.includes(null)) return refuseForms(lowering, describe(value));
    const sqls = parts.flatMap((part) => (part === null ? [] : [part.sql]));
    return condition(
      negated ? and(sqls) : or(sqls),
      parts.some((part) => part?.nullable === true),
    );
  };

function constantTexts(items: readonly Cell[]): string[] | null {
  const texts = items.flatMap((item) => (item.form === 'text' && item.sql.kind === 'string' ? [item.sql.value] : []));
  return texts.length === items.length ? [...new Set(texts)] : null;
}

function amongTexts(value: TextCell, texts: readonly string[], negated: boolean, lowering: Lowering): Cell {
  if (value.unordered === true) return lowering.context.refuse('RP3208', [], lowering.call.span);
  const scalar = value.scalar !== undefined && !texts.some((each) => /^[[{]/.test(each)) ? value.scalar : value.sql;
  const loose = lowering.mode === 'truth' && !negated && !texts.includes('');
  const operand = loose || !value.nullable ? scalar : coalesce(scalar, text(''));
  // With "" among the constants, an object's text must not count as "": the whole text is needed.
  const sql = texts.includes('') ? solid(value) : operand;
  const found: SqlExpression =
    texts.length === 1 ? equal(sql, text(texts[0] ?? '')) : { kind: 'in', operand: sql, items: texts.map(text) };
  return condition(negated ? not(found) : found);
}

export const COMPARISON: FunctionTable = {
  '==': equals(false),
  '!=': equals(true),
  '<': order('<'),
  '<=': order('<='),
  '>': order('>'),
  '>=': order('>='),
  in: among(false),
  '!in': among(true),
};
