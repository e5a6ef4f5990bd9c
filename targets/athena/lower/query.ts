import type { Expression } from '../../../src/ir/expression.js';
import type { Relation } from '../../../src/ir/relation.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Column } from '../../../src/ir/types.js';
import { expressionsOf, inputsOf } from '../../../src/ir/traverse.js';
import { childrenOf } from '../../../src/ir/walk-expression.js';
import type { Reason } from '../../../src/target/target.js';
import type { AthenaSettings } from '../settings.js';
import { NULL, array, binary, call, text } from '../sql/build.js';
import { Names } from '../sql/names.js';
import type { SqlColumn, SqlExpression, SqlQuery, SqlType } from '../sql/tree.js';
import { describe, type Cell } from './cell.js';
import { LoweringContext, type Clock } from './context.js';
import { toJsonText } from './dynamic.js';
import { lowerRelation } from './relation.js';
import { solid } from './text.js';

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
  const context = new LoweringContext(settings, clock);
  if (isTooDeep(ir)) {
    context.refuse('RP3211', [MAX_DEPTH], ir.plan.span);
    return { query: NOTHING, output: [], evidence: '', refusals: context.refusals, assumptions: [] };
  }
  const columns = new Set(ir.plan.columns.map(({ name }) => name));
  const block = lowerRelation(ir.plan, { columns, solid: new Set() }, context);

  const names = new Names();
  const output: OutputColumn[] = [];
  const selected: SqlColumn[] = [];
  for (const each of ir.output) {
    const cell = block.cells.get(each.name) ?? { form: 'null' };
    const alias = names.unique(each.name);
    selected.push({ value: result(cell, each, context, ir), alias });
    output.push({
      ...each,
      alias,
      decoding: JSON_FORMS.has(cell.form) ? 'json' : 'plain',
    });
  }
  const evidence = names.unique('evidence');
  const ids = ir.hidden.evidence.map((name) => block.cells.get(name) ?? ({ form: 'null' } as const));
  selected.push({ value: evidenceOf(ids, context, ir), alias: evidence });

  return {
    query: { ctes: context.ctes, select: { columns: selected, from: block.from, where: block.where } },
    output,
    evidence,
    refusals: context.refusals,
    assumptions: context.assumptions,
  };
}

/** What the result has as JSON: Athena shows an array as `[a, b]`, in which nobody can tell a comma from a comma. */
const JSON_FORMS: ReadonlySet<Cell['form']> = new Set(['json', 'texts', 'resource', 'resources']);

/** A column of the result, in the form that its reader expects. */
function result(cell: Cell, column: Column, context: LoweringContext, ir: RuleIR): SqlExpression {
  switch (cell.form) {
    case 'text':
      if (cell.unordered === true) context.refuse('RP3208', [], ir.plan.span);
      return solid(cell);
    case 'json':
    case 'texts':
    case 'resource':
    case 'resources':
      return toJsonText(cell, context, ir.plan.span);
    case 'null':
      return { kind: 'cast', operand: NULL, type: NULL_TYPES[column.type] ?? 'text' };
    case 'interval':
      context.refuse('RP3202', ['a column', describe(cell)], ir.plan.span);
      return NULL;
    default:
      return cell.sql;
  }
}

const NULL_TYPES: Readonly<Partial<Record<Column['type'], SqlType>>> = {
  bool: 'boolean',
  int: 'bigint',
  long: 'bigint',
  real: 'double',
  datetime: 'instant',
};

/** The distinct event IDs behind a row, in order; an event without ID is none. */
function evidenceOf(ids: readonly Cell[], context: LoweringContext, ir: RuleIR): SqlExpression {
  const texts = ids.flatMap((cell): SqlExpression[] => {
    if (cell.form === 'text') return [cell.sql];
    if (cell.form !== 'null') context.refuse('RP3202', ['evidence', describe(cell)], ir.plan.span);
    return [];
  });
  const notEmpty: SqlExpression = {
    kind: 'lambda',
    parameters: ['id'],
    body: binary('<>', { kind: 'column', table: null, name: 'id' }, text('')),
  };
  if (texts.length === 0) return { kind: 'cast', operand: array(), type: 'text-array' };
  const present = call('filter', array(...texts), notEmpty);
  return texts.length === 1 ? present : call('array_sort', call('array_distinct', present));
}

/** Whether operators or expressions nest deeper than recursion should go; found without recursion. */
function isTooDeep(ir: RuleIR): boolean {
  const expressions: (readonly [Expression, number])[] = [];
  const relations: (readonly [Relation, number])[] = [[ir.plan, 1]];
  for (let next = relations.pop(); next !== undefined; next = relations.pop()) {
    const [relation, depth] = next;
    if (depth > MAX_DEPTH) return true;
    for (const expression of expressionsOf(relation)) expressions.push([expression, 1]);
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
