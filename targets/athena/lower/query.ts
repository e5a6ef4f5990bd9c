import type { Expression } from '../../../src/ir/expression.js';
import type { Relation } from '../../../src/ir/relation.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Column } from '../../../src/ir/types.js';
import { expressionsOf, inputsOf } from '../../../src/ir/traverse.js';
import { childrenOf } from '../../../src/ir/walk-expression.js';
import type { Reason } from '../../../src/target/target.js';
import { externalTables } from '../external.js';
import type { AthenaSettings } from '../settings.js';
import { NULL, array, binary, call, cast, coalesce, column, lambda, text } from '../sql/build.js';
import { Names } from '../sql/names.js';
import type { SqlColumn, SqlExpression, SqlQuery } from '../sql/tree.js';
import { flush, isOrderable, selectOf, type Block } from './block.js';
import { describe, type Cell } from './cell.js';
import { LoweringContext, type Clock } from './context.js';
import { toJsonText } from './dynamic.js';
import { nullOf } from './null-of.js';
import { lowerRelation } from './relation.js';
import { solid, toText } from './text.js';

/** How a value of the result reads as a KQL value. */
export type Decoding = 'plain' | 'json';

export interface OutputColumn extends Column {
  readonly alias: string;
  /** `json`: a text of JSON. A dynamic value that is a plain text is `plain`. */
  readonly decoding: Decoding;
}

export interface LoweredQuery {
  readonly query: SqlQuery;
  readonly output: readonly OutputColumn[];
  /** The last column: an array of event IDs. */
  readonly evidence: string;
  /** Not empty: the query is not what the rule says, and must not be used. */
  readonly refusals: readonly Reason[];
  readonly assumptions: readonly Reason[];
}

/** Nesting that is lowered and printed; both recurse. */
const MAX_DEPTH = 400;

/** The rule's plan as SQL. The one way to a query, for the artifact and for the embedded engine alike. */
export function lowerQuery(ir: RuleIR, settings: AthenaSettings, clock: Clock): LoweredQuery {
  const context = new LoweringContext(settings, clock, externalTables(ir.source));
  if (isTooDeep(ir)) {
    context.refuse('RP3211', [MAX_DEPTH], ir.plan.span);
    return { query: NOTHING, output: [], evidence: '', refusals: context.refusals, assumptions: [] };
  }
  const block = lowerRelation(ir.plan, context);
  const selected = select(ir, block, context);
  const final = isOrderable(block, selected.columns) ? { block, ...selected } : onTop(ir, block, context);

  return {
    query: { ctes: context.ctes, select: selectOf(final.block, final.columns) },
    output: final.output,
    evidence: final.columns.at(-1)?.alias ?? '',
    refusals: context.refusals,
    assumptions: context.assumptions,
  };
}

interface Selected {
  readonly columns: readonly SqlColumn[];
  readonly output: readonly OutputColumn[];
}

/** The columns of the result, the evidence last. */
function select(ir: RuleIR, block: Block, context: LoweringContext): Selected {
  const names = new Names();
  const output: OutputColumn[] = [];
  const columns: SqlColumn[] = [];
  for (const each of ir.output) {
    const cell = block.cells.get(each.name) ?? { form: 'null' };
    const alias = names.unique(each.name);
    columns.push({ value: result(cell, each, context, ir), alias });
    output.push({ ...each, alias, decoding: decodingOf(cell, each) });
  }
  const evidence = names.unique('evidence');
  const ids = ir.hidden.evidence.map((name) => block.cells.get(name) ?? ({ form: 'null' } as const));
  columns.push({ value: evidenceOf(ids, context, ir), alias: evidence });
  return { columns, output };
}

/** An alias hides a column that the order goes by: the rows are written first, with the order in columns of its own. */
function onTop(ir: RuleIR, block: Block, context: LoweringContext): Selected & { readonly block: Block } {
  const columns = new Set(ir.plan.columns.map(({ name }) => name));
  const { limit, ...unlimited } = block;
  const written = flush(unlimited, { columns, solid: new Set() }, context);
  const above: Block = limit === undefined ? written : { ...written, limit };
  return { block: above, ...select(ir, above, context) };
}

/** What the result has as JSON: Athena shows an array as `[a, b]`, in which nobody can tell a comma from a comma. */
const JSON_FORMS: ReadonlySet<Cell['form']> = new Set(['json', 'array', 'resource', 'resources']);

/** The text of a whole number or a bool is its JSON. */
const decodingOf = (cell: Cell, { type }: Column): Decoding =>
  JSON_FORMS.has(cell.form) || (type === 'dynamic' && (cell.form === 'integer' || cell.form === 'boolean'))
    ? 'json'
    : 'plain';

/** A column of the result, in the form that its reader expects. */
function result(cell: Cell, column: Column, context: LoweringContext, ir: RuleIR): SqlExpression {
  if (JSON_FORMS.has(cell.form)) return toJsonText(cell, context, ir.plan.span);
  switch (cell.form) {
    case 'text':
      if (cell.unordered === true) context.refuse('RP3208', [], ir.plan.span);
      return solid(cell);
    case 'null':
      return nullOf(column.type);
    case 'interval':
    case 'duration':
      return toText(cell, context, ir.plan.span).sql;
    case 'instant':
      return column.type === 'dynamic' ? toText(cell, context, ir.plan.span).sql : cell.sql;
    default:
      return 'sql' in cell ? cell.sql : NULL;
  }
}

/** The distinct event IDs behind a row, in order; an event without ID is none. */
function evidenceOf(ids: readonly Cell[], context: LoweringContext, ir: RuleIR): SqlExpression {
  const texts = ids.flatMap((cell): SqlExpression[] => (cell.form === 'text' ? [cell.sql] : []));
  const arrays = ids.flatMap((cell): SqlExpression[] => (cell.form === 'array' ? [cell.sql] : []));
  for (const cell of ids)
    if (!['text', 'array', 'null'].includes(cell.form))
      context.refuse('RP3202', ['evidence', describe(cell)], ir.plan.span);
  const notEmpty = lambda(['id'], binary('<>', column('id'), text('')));
  const [one] = arrays;
  if (arrays.length === 1 && one !== undefined && texts.length === 0) return call('filter', one, notEmpty);
  if (texts.length === 0 && arrays.length === 0) return cast(array(), 'text-array');
  // After an outer join an array can be missing, and would make NULL of the whole.
  const lists = arrays.map((each) => coalesce(each, cast(array(), 'text-array')));
  const all = [...(texts.length === 0 ? [] : [array(...texts)]), ...lists].reduce((a, b) => binary('||', a, b));
  const present = call('filter', all, notEmpty);
  return texts.length === 1 && arrays.length === 0 ? present : call('array_sort', call('array_distinct', present));
}

/** Whether operators or expressions nest deeper than recursion should go; found without recursion, each operator once. */
function isTooDeep(ir: RuleIR): boolean {
  const expressions: (readonly [Expression, number])[] = [];
  const depths = new Map<Relation, number>();
  const relations: (readonly [Relation, number])[] = [[ir.plan, 1]];
  for (let next = relations.pop(); next !== undefined; next = relations.pop()) {
    const [relation, depth] = next;
    if (depth > MAX_DEPTH) return true;
    if ((depths.get(relation) ?? 0) >= depth) continue;
    if (!depths.has(relation)) for (const expression of expressionsOf(relation)) expressions.push([expression, 1]);
    depths.set(relation, depth);
    for (const input of inputsOf(relation)) relations.push([input, depth + 1]);
  }
  for (let next = expressions.pop(); next !== undefined; next = expressions.pop()) {
    const [expression, depth] = next;
    if (depth > MAX_DEPTH) return true;
    for (const child of childrenOf(expression)) expressions.push([child, depth + 1]);
  }
  return false;
}

const NOTHING: SqlQuery = {
  ctes: [],
  select: { columns: [], from: { kind: 'table', database: null, name: '', alias: null }, where: [] },
};
