import type { Span } from '../../../../src/diagnostics/diagnostic.js';
import type { MvExpand } from '../../../../src/ir/relation.js';
import { NULL, array, attempt, call, coalesce, column, integer, isNotNull, plus, when } from '../../sql/build.js';
import { Names } from '../../sql/names.js';
import type { SqlExpression, SqlUnnest } from '../../sql/tree.js';
import type { Block } from '../block.js';
import { describe, type Cell, type JsonCell } from '../cell.js';
import type { LoweringContext } from '../context.js';
import { elementCell, integerCell, toJsonText } from '../dynamic.js';
import { lowerExpression } from '../expression.js';
import { readable, without } from '../readable.js';
import { preferCoalesce } from '../simplify.js';
import { extract } from '../text.js';
import type { Place } from './place.js';

/** How a value expands to rows: the array to unnest, and the cell of an element in its column or columns. */
interface Expansion {
  readonly array: SqlExpression;
  readonly columns: readonly string[];
  readonly fields: readonly string[] | null;
  readonly element: (columns: readonly SqlExpression[]) => Cell;
}

/**
 * mv-expand: a row for each element; null gives one row with null, an empty array none, a scalar one row with itself.
 * https://learn.microsoft.com/kusto/query/mv-expand-operator
 */
export function lowerMvExpand(relation: MvExpand, place: Place): Block {
  const { request, context } = place;
  const values = relation.items.map(({ value }) => preferCoalesce(value));
  const made = [
    ...relation.items.map(({ name }) => name),
    ...(relation.itemIndex === null ? [] : [relation.itemIndex]),
  ];
  const block = readable(place.open(relation.input), values, without(request, made), context);
  const [item] = relation.items;
  const [value] = values;
  const refuse = (what: string): Block => {
    context.refuse('RP3205', [what], relation.span);
    const none = new Map([
      ...block.cells,
      ...relation.columns.map(({ name }): [string, Cell] => [name, { form: 'null' }]),
    ]);
    return { ...block, cells: none, bare: null };
  };
  if (item === undefined || value === undefined || relation.items.length > 1) return refuse('several columns together');
  if (item.type !== 'dynamic') return refuse(`a value to typeof(${item.type})`);

  const cell = lowerExpression(value, block.cells, context);
  const cells = new Map(block.cells);
  if (cell.form === 'json' && relation.bagExpansion === 'array') return refuse('bags to arrays');
  const expansion = expansionOf(cell, item.name, context, relation.span);
  if (expansion === null) {
    if (!isScalar(cell)) return refuse(describe(cell));
    cells.set(item.name, cell);
    if (relation.itemIndex !== null) cells.set(relation.itemIndex, integerCell(integer(0), { least: 0n, small: true }));
    return { ...block, cells, bare: null };
  }

  const names = new Names(block.names);
  const alias = names.unique(cell.form === 'resources' ? 'resource' : `${item.name.toLowerCase()}_rows`);
  const columns = expansion.columns.map((each) => names.unique(each));
  const position =
    relation.itemIndex !== null && request.columns.has(relation.itemIndex) ? names.unique('ordinal') : null;
  const from: SqlUnnest = {
    kind: 'unnest',
    input: block.from,
    array: expansion.array,
    alias,
    columns,
    fields: expansion.fields,
    ordinality: position,
  };
  const of = (name: string): SqlExpression => column(name, alias);
  cells.set(item.name, expansion.element(columns.map(of)));
  if (relation.itemIndex !== null && position !== null) {
    cells.set(relation.itemIndex, integerCell(plus(of(position), -1n), { least: 0n, small: true }));
  }
  const added = position === null ? columns : [...columns, position];
  return { ...block, from, cells, names: [...block.names, alias, ...added], bare: null };
}

/** A dynamic string or null is one row with itself. */
const isScalar = (cell: Cell): boolean => cell.form === 'null' || cell.form === 'dynamic-text';

function expansionOf(cell: Cell, name: string, context: LoweringContext, span: Span): Expansion | null {
  switch (cell.form) {
    case 'resources':
      return {
        array: coalesce(cell.sql, array(NULL)),
        columns: ['arn', 'accountid', 'type'],
        fields: ['arn', 'accountid', 'type'],
        element: ([arn = NULL, account = NULL, type = NULL]) => ({ form: 'resource', arn, account, type }),
      };
    case 'array':
      return {
        array: coalesce(cell.sql, array(NULL)),
        columns: [name],
        fields: null,
        element: ([sql = NULL]) => elementCell(cell, sql),
      };
    case 'json':
      return {
        array: jsonElements(cell, context, span),
        columns: [name],
        fields: null,
        element: ([document = NULL]) => ({ form: 'json', document, parsed: true, keys: [], trusted: true }),
      };
    default:
      return null;
  }
}

/** The elements of an array, one-entry bags of a bag, or the value itself. */
function jsonElements(cell: JsonCell, context: LoweringContext, span: Span): SqlExpression {
  const json = extract(cell);
  const elements = attempt({ kind: 'cast', operand: json, type: 'json-array' });
  if (cell.bag === true) return entries(json);
  // Text that is no JSON is a dynamic string.
  const whole = cell.keys.length === 0 && !cell.parsed && !cell.trusted;
  const scalar = whole ? call('json_parse', toJsonText(cell, context, span)) : json;
  return when(isNotNull(elements), elements, when(isNotNull(bag(json)), entries(json), array(scalar)));
}

const bag = (json: SqlExpression): SqlExpression => attempt({ kind: 'cast', operand: json, type: 'json-map' });
const entries = (json: SqlExpression): SqlExpression => ({ kind: 'one-entry-bags', json });
