import {
  EMPTY,
  aggregate,
  and,
  array,
  attempt,
  binary,
  call,
  cast,
  coalesce,
  column,
  integer,
  isNotNull,
  lambda,
  text,
  when,
} from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { arrayCell, type Cell, type ElementForm, type JsonCell } from '../cell.js';
import { toJson, toJsonText } from '../dynamic.js';
import { extractScalar, solid, toText } from '../text.js';
import type { AggregateLowering, AggregateTable } from './entry.js';

/** Both conditions, where the first may be none. */
export const both = (filter: SqlExpression | null, condition: SqlExpression): SqlExpression =>
  filter === null ? condition : and([filter, condition]);

/** What DISTINCT tells apart as KQL does: NULL for null, "" for no text. Null for what has no values. */
export function countable(cell: Cell, { context, span }: AggregateLowering): SqlExpression | null {
  switch (cell.form) {
    case 'null':
      return null;
    case 'text':
      return solid(cell);
    case 'interval':
      return integer(cell.millis);
    case 'boolean':
    case 'integer':
    case 'double':
    case 'instant':
    case 'duration':
    case 'dynamic-text':
      return cell.sql;
    default:
      return toJsonText(cell, context, span);
  }
}

/** The elements that a value adds to a set or list, as elements of an SQL array; null where only JSON text will do. */
function element(cell: Cell, lowering: AggregateLowering): { sql: SqlExpression; form: ElementForm } | null {
  const { context, span } = lowering;
  switch (cell.form) {
    case 'text':
      return { sql: solid(cell), form: 'text' };
    case 'dynamic-text':
      return { sql: cell.sql, form: 'text' };
    case 'instant':
    case 'interval':
    case 'duration':
      return { sql: toText(cell, context, span).sql, form: 'text' };
    case 'boolean':
    case 'integer':
      return { sql: cell.sql, form: cell.form };
    default:
      return null;
  }
}

/** Whether an element can be NULL, which no set or list has. */
export const isNullable = (cell: Cell): boolean =>
  !(cell.form === 'text' || ((cell.form === 'integer' || cell.form === 'boolean') && !cell.nullable));

/** `[a,b]` of JSON texts. */
const jsonArray = (texts: SqlExpression): SqlExpression =>
  binary('||', binary('||', text('['), coalesce(call('array_join', texts, text(',')), EMPTY)), text(']'));

const madeJson = (document: SqlExpression): Cell => ({
  form: 'json',
  document,
  parsed: false,
  keys: [],
  trusted: true,
  made: true,
});

/** Of no rows array_agg is NULL, and KQL's array empty. Groups have rows, if not all pass the filter. */
function orEmpty(sql: SqlExpression, filtered: boolean, form: ElementForm): SqlExpression {
  return filtered ? coalesce(sql, cast(array(), EMPTY_ARRAYS[form])) : sql;
}

const EMPTY_ARRAYS = {
  text: 'text-array',
  json: 'json-array',
  integer: 'bigint-array',
  double: 'double-array',
  boolean: 'boolean-array',
} as const;

/** The size that is written, as the number of elements that stay. */
function sized(sql: SqlExpression, lowering: AggregateLowering): SqlExpression {
  if (lowering.aggregate.args.length < 2) return sql;
  const size = lowering.arg(1);
  if (size.form !== 'integer' || size.sql.kind !== 'integer' || size.sql.value < 0n || size.sql.value >= MAX_SIZE)
    return sql;
  return call('slice', sql, integer(1), size.sql);
}

const MAX_SIZE = 1_048_576n;

/** make_set: in the order of the elements' texts, as the reference has it. */
function makeSet(lowering: AggregateLowering): Cell[] {
  const cell = lowering.arg(0);
  if (cell.form === 'null') return [arrayCell(cast(array(), 'text-array'))];
  if (cell.form === 'array' && cell.element === 'text') return [setOfArrays(cell.sql, lowering)];
  const each = element(cell, lowering);
  if (each === null) return [setOfDynamic(cell, lowering)];
  const { sql, form } = each;
  const filter = isNullable(cell) ? both(lowering.filter, isNotNull(sql)) : lowering.filter;
  if (form === 'text') {
    const set = sorted(aggregate('array_agg', [sql], { distinct: true, filter }));
    return [arrayCell(sized(orEmpty(set, filter !== null || lowering.total, 'text'), lowering))];
  }
  // Numbers by their texts, which are their JSON texts too.
  const set = sorted(aggregate('array_agg', [cast(sql, 'text')], { distinct: true, filter }));
  return [madeJson(jsonArray(sized(set, lowering)))];
}

const sorted = (sql: SqlExpression): SqlExpression => call('array_sort', sql);

/** Arrays give their elements. */
function setOfArrays(sql: SqlExpression, lowering: AggregateLowering): Cell {
  const all = call('flatten', aggregate('array_agg', [sql], { filter: both(lowering.filter, isNotNull(sql)) }));
  const present = call('filter', all, lambda(['e'], isNotNull(column('e'))));
  const set = sorted(call('array_distinct', present));
  return arrayCell(sized(coalesce(set, cast(array(), 'text-array')), lowering));
}

/** Any dynamic values: pairs of an element's text and its JSON, in that order. */
function setOfDynamic(cell: Cell, lowering: AggregateLowering): Cell {
  const json = toJson(cell, lowering.context, lowering.span);
  const isArray = isNotNull(attempt(cast(json, 'json-array')));
  const elements = when(isArray, attempt(cast(json, 'json-array')), array(json));
  const all = call('flatten', aggregate('array_agg', [elements], { filter: both(lowering.filter, isNotNull(json)) }));
  const one: JsonCell = { form: 'json', document: column('e'), parsed: true, keys: [], trusted: true };
  const jsonText = call('json_format', column('e'));
  const pair = call('row', coalesce(extractScalar(one), jsonText), jsonText);
  const present = call('filter', all, lambda(['e'], binary('<>', jsonText, text('null'))));
  const pairs = sorted(call('array_distinct', call('transform', present, lambda(['e'], pair))));
  const second: SqlExpression = { kind: 'subscript', object: column('p'), at: 2 };
  return madeJson(jsonArray(call('transform', sized(pairs, lowering), lambda(['p'], second))));
}

/** make_list: in the order of the rows. */
const makeList =
  (nulls: boolean) =>
  (lowering: AggregateLowering): Cell[] => {
    const cell = lowering.arg(0);
    const orderBy = lowering.orderBy();
    const { context, span, filter } = lowering;
    if (cell.form === 'null' && !nulls) return [arrayCell(cast(array(), 'text-array'))];
    const each = element(cell, lowering);
    if (each !== null) {
      const present = nulls || !isNullable(cell) ? filter : both(filter, isNotNull(each.sql));
      const list = aggregate('array_agg', [each.sql], { orderBy, filter: present });
      return [arrayCell(sized(orEmpty(list, present !== null || lowering.total, each.form), lowering), each.form)];
    }
    const json = toJsonText(cell, context, span);
    const value = nulls ? coalesce(json, text('null')) : json;
    const present = nulls ? filter : both(filter, isNotNull(json));
    return [madeJson(jsonArray(sized(aggregate('array_agg', [value], { orderBy, filter: present }), lowering)))];
  };

export const COLLECTIONS: AggregateTable = {
  make_set: makeSet,
  make_list: makeList(false),
  make_list_with_nulls: makeList(true),
};
