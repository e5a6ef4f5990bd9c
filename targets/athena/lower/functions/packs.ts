import { array, binary, call, cast } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { arrayCell, describe, type BagEntry, type Cell } from '../cell.js';
import { dynamicOf, toJson, toJsonArray, toJsonText } from '../dynamic.js';
import { solid } from '../text.js';
import { condition, refuseForms, textArg, type FunctionTable, type Lowering } from './entry.js';

/** bag_pack: keys and values in turn; a key given twice keeps its last value. */
function pack(lowering: Lowering): Cell {
  const { call: node, context } = lowering;
  const entries = new Map<string, BagEntry>();
  for (let at = 0; at + 1 < node.args.length; at += 2) {
    const key = textArg(lowering, at).sql;
    if (key.kind !== 'string') return context.refuse('RP3207', ['a key of bag_pack'], node.args[at]?.span ?? node.span);
    entries.set(key.value, { key: key.value, value: lowering.arg(at + 1) });
  }
  const list = [...entries.values()];
  const document: SqlExpression = {
    kind: 'json-bag',
    entries: list.map(({ key, value }) => ({ key, value: jsonValue(value, lowering) })),
  };
  return { form: 'json', document, parsed: true, keys: [], trusted: true, bag: true, unordered: true, entries: list };
}

const jsonValue = (cell: Cell, { context, call: node }: Lowering): SqlExpression =>
  cell.form === 'null' ? cast({ kind: 'null' }, 'json') : toJson(cell, context, node.span);

function packArray(lowering: Lowering): Cell {
  const cells = lowering.call.args.map((_, at) => dynamicOf(lowering.arg(at)));
  const forms = new Set(cells.map(({ form }) => form));
  const [form] = [...forms];
  const sqls = cells.flatMap((cell) => ('sql' in cell ? [cell.sql] : []));
  if (forms.size === 1 && form === 'dynamic-text') return arrayCell(array(...sqls));
  if (forms.size === 1 && (form === 'integer' || form === 'boolean' || form === 'double'))
    return arrayCell(array(...sqls), form);
  if (cells.length === 0) return arrayCell(cast(array(), 'text-array'));
  return arrayCell(array(...cells.map((cell) => jsonValue(cell, lowering))), 'json');
}

/** array_concat: null when an argument is no array, as || is NULL. */
function concat(lowering: Lowering): Cell {
  const { call: node, context } = lowering;
  const cells = node.args.map((_, at) => lowering.arg(at));
  const elements = new Set(cells.map((cell) => (cell.form === 'array' ? cell.element : null)));
  const [element] = [...elements];
  const plain = elements.size === 1 && element !== null && element !== undefined;
  const sqls = cells.map((cell) => (plain && cell.form === 'array' ? cell.sql : toJsonArray(cell, context, node.span)));
  return arrayCell(
    sqls.reduce((left, right) => binary('||', left, right)),
    plain ? element : 'json',
  );
}

/** set_has_element: null when the set is no array. */
function hasElement(lowering: Lowering): Cell {
  const { call: node, context } = lowering;
  const set = lowering.arg(0);
  const value = lowering.arg(1);
  if (set.form === 'null' || set.form === 'dynamic-text') return { form: 'null' };
  if (set.form === 'array' && set.element === 'text' && value.form === 'text')
    return condition(call('contains', set.sql, solid(value)), true);
  if (value.form === 'double' || (set.form !== 'array' && set.form !== 'json'))
    return refuseForms(lowering, describe(set));
  // By JSON texts, in which equal values are alike: whole numbers, texts and bools.
  const texts = call('transform', toJsonArray(set, context, node.span), {
    kind: 'lambda',
    parameters: ['e'],
    body: call('json_format', { kind: 'column', table: null, name: 'e' }),
  });
  if (value.form === 'null') return refuseForms(lowering, describe(value));
  const wanted = toJsonText(value, context, node.span);
  return condition(call('contains', texts, wanted), true);
}

export const PACKS: FunctionTable = {
  bag_pack: pack,
  pack_array: packArray,
  array_concat: concat,
  set_has_element: hasElement,
};
