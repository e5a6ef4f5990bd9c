import type { Expression } from '../../../src/ir/expression.js';
import type { Datatable, Extend, MvExpand, Project, Relation, Where } from '../../../src/ir/relation.js';
import { childrenOf } from '../../../src/ir/walk-expression.js';
import { FALSE, column } from '../sql/build.js';
import { Names } from '../sql/names.js';
import type { SqlExpression } from '../sql/tree.js';
import { flush, type Block, type Request } from './block.js';
import { isCheap, isConstant, type Cell } from './cell.js';
import type { LoweringContext } from './context.js';
import { lowerExpression, lowerPredicate } from './expression.js';
import { lowerExpand } from './expand.js';
import { lowerJoin } from './join.js';
import { preferCoalesce } from './simplify.js';
import { lowerSource } from './source.js';

/** One operator of the IR onto a block that computes at least the requested columns. */
export function lowerRelation(relation: Relation, request: Request, context: LoweringContext): Block {
  switch (relation.op) {
    case 'source':
      return lowerSource(relation, request, context);
    case 'datatable':
      return lowerDatatable(relation, request, context);
    case 'where':
      return lowerWhere(relation, request, context);
    case 'extend':
      return lowerExtend(relation, request, context);
    case 'project':
      return lowerProject(relation, request, context);
    case 'mv-expand':
      return lowerMvExpand(relation, request, context);
    case 'join':
      return lowerJoin(relation, request, context, lowerRelation);
    case 'let': {
      const block = context.within(relation.name, () => lowerRelation(relation.input, request, context));
      // A name for a bare table would only hide which table it is.
      const bareTable = relation.input.op === 'source';
      return bareTable ? block : { ...flush(block, request, context, relation.name), label: relation.name };
    }
    default:
      throw new Error(`the operator ${relation.op} is refused before it comes here`);
  }
}

function lowerWhere(relation: Where, request: Request, context: LoweringContext): Block {
  const predicate = preferCoalesce(relation.predicate);
  const below = lowerRelation(relation.input, reading(request, [predicate]), context);
  const block = readable(below, [predicate], request.columns, request, context);
  const conditions = conjuncts(predicate).map((each) => lowerPredicate(each, block.cells, context));
  return { ...block, where: [...block.where, ...conditions.flatMap(split)] };
}

const conjuncts = (predicate: Expression): readonly Expression[] =>
  predicate.kind === 'call' && predicate.fn === 'and' ? predicate.args.flatMap(conjuncts) : [predicate];

/** Conditions of their own; what is always true says nothing. */
function split(condition: SqlExpression): readonly SqlExpression[] {
  if (condition.kind === 'boolean' && condition.value) return [];
  return condition.kind === 'logical' && condition.operator === 'AND' ? condition.operands : [condition];
}

/** Every expression reads the row before the operator: https://learn.microsoft.com/kusto/query/extend-operator */
function lowerExtend(relation: Extend, request: Request, context: LoweringContext): Block {
  const wanted = relation.assignments.filter(({ name }) => request.columns.has(name));
  const values = wanted.map(({ value }) => preferCoalesce(value));
  const kept = without(
    request,
    wanted.map(({ name }) => name),
  );
  const below = lowerRelation(relation.input, reading(kept, values), context);
  const block = readable(below, values, kept.columns, kept, context);
  const cells = new Map(block.cells);
  wanted.forEach(({ name }, at) => {
    const value = values[at];
    if (value !== undefined) cells.set(name, lowerExpression(value, block.cells, context));
  });
  return { ...block, cells, bare: values.length === 0 ? block.bare : null };
}

function lowerProject(relation: Project, request: Request, context: LoweringContext): Block {
  const wanted = relation.assignments.filter(({ name }) => request.columns.has(name));
  const values = wanted.map(({ value }) => preferCoalesce(value));
  // A column that goes on under its own name keeps what is asked of it.
  const solid = wanted.flatMap(({ name, value }) =>
    value.kind === 'column' && request.solid.has(name) ? [value.name] : [],
  );
  const kept: Request = { columns: new Set(), solid: new Set(solid) };
  const below = lowerRelation(relation.input, reading(kept, values), context);
  const block = readable(below, values, new Set(), kept, context);
  const cells = new Map<string, Cell>();
  wanted.forEach(({ name }, at) => {
    const value = values[at];
    if (value !== undefined) cells.set(name, lowerExpression(value, block.cells, context));
  });
  const renames = wanted.some(({ name, value }) => value.kind !== 'column' || value.name !== name);
  return { ...block, cells, bare: renames ? null : block.bare };
}

function lowerMvExpand(relation: MvExpand, request: Request, context: LoweringContext): Block {
  const values = relation.items.map(({ value }) => preferCoalesce(value));
  const made = [
    ...relation.items.map(({ name }) => name),
    ...(relation.itemIndex === null ? [] : [relation.itemIndex]),
  ];
  const kept = without(request, made);
  const below = lowerRelation(relation.input, reading(kept, values), context);
  const block = readable(below, values, kept.columns, kept, context);
  return lowerExpand(relation, values, block, request, context);
}

function lowerDatatable(relation: Datatable, request: Request, context: LoweringContext): Block {
  const wanted = relation.columns.flatMap((each, at) => (request.columns.has(each.name) ? [{ ...each, at }] : []));
  const names = new Names();
  const cells = new Map<string, Cell>();
  const aliases: string[] = [];
  const rows = relation.rows.map(() => [] as SqlExpression[]);
  for (const { name, at } of wanted) {
    const values = relation.rows.map((row) => {
      const value = row[at];
      return value === undefined ? ({ form: 'null' } as const) : lowerExpression(value, new Map(), context);
    });
    // One row is a constant each, which needs no column.
    const [first = { form: 'null' } as const] = values;
    if (values.length <= 1 && (!('sql' in first) || isConstant(first.sql))) {
      cells.set(name, first);
      continue;
    }
    const column_ = columnOfConstants(values, context, relation);
    if (column_ === null) {
      cells.set(name, { form: 'null' });
      continue;
    }
    const alias = names.unique(name);
    aliases.push(alias);
    column_.sqls.forEach((sql, row) => rows[row]?.push(sql));
    cells.set(name, column_.cell(column(alias)));
  }
  if (aliases.length === 0) {
    aliases.push('one');
    rows.forEach((row) => row.push({ kind: 'integer', value: 1n }));
  }
  const none = rows.length === 0;
  return {
    from: {
      kind: 'values',
      rows: none ? [aliases.map(() => ({ kind: 'null' }))] : rows,
      alias: 'inline_rows',
      columns: aliases,
    },
    where: none ? [FALSE] : [],
    cells,
    names: aliases,
    label: 'inline_rows',
    bare: null,
  };
}

/** The constants of a datatable's column, all in one physical form. */
function columnOfConstants(
  values: readonly Cell[],
  context: LoweringContext,
  relation: Datatable,
): ConstantColumn | null {
  const forms = new Set(values.flatMap(({ form }) => (form === 'null' ? [] : [form])));
  const [form = 'null'] = [...forms];
  const sqls = values.map((cell): SqlExpression => ('sql' in cell ? cell.sql : { kind: 'null' }));
  if (forms.size <= 1 && form === 'null') return null;
  if (forms.size === 1) {
    if (form === 'text') return { sqls, cell: (sql) => ({ form, sql, nullable: false }) };
    if (form === 'boolean') return { sqls, cell: (sql) => ({ form, sql, nullable: true }) };
    if (form === 'integer') {
      const wide = sqls.map((operand): SqlExpression => ({ kind: 'cast', operand, type: 'bigint' }));
      return { sqls: wide, cell: (sql) => ({ form, sql, nullable: true, least: null, small: false }) };
    }
    if (form === 'instant' || form === 'double') return { sqls, cell: (sql) => ({ form, sql }) };
    if (form === 'dynamic-text') return { sqls, cell: (sql) => ({ form, sql, loose: sql }) };
  }
  if (!values.every((cell) => cell.form === 'null' || cell.form === 'json' || cell.form === 'dynamic-text')) {
    context.refuse('RP3201', ['a datatable with columns of this type'], relation.span);
    return null;
  }
  return {
    sqls: values.map((cell) => jsonConstant(cell)),
    cell: (document) => ({ form: 'json', document, parsed: false, keys: [], trusted: true }),
  };
}

interface ConstantColumn {
  readonly sqls: readonly SqlExpression[];
  readonly cell: (sql: SqlExpression) => Cell;
}

const jsonConstant = (cell: Cell): SqlExpression => {
  if (cell.form === 'json') return cell.document;
  if (cell.form !== 'dynamic-text' || cell.sql.kind !== 'string') return { kind: 'null' };
  return { kind: 'string', value: JSON.stringify(cell.sql.value) };
};

/** What is asked of the input: what is asked of the operator, and what its expressions read. */
function reading(request: Request, expressions: readonly Expression[]): Request {
  const columns = new Set(request.columns);
  for (const name of countReads(expressions).keys()) columns.add(name);
  return { columns, solid: request.solid };
}

function without(request: Request, names: readonly string[]): Request {
  const keep = (all: ReadonlySet<string>): Set<string> => new Set([...all].filter((name) => !names.includes(name)));
  return { columns: keep(request.columns), solid: keep(request.solid) };
}

/**
 * The block, or a new one on top of it, so that expressions may be put in the place of the columns that they read: a
 * computed column that is read twice, or is wanted afterwards too, is computed once, below.
 */
function readable(
  block: Block,
  expressions: readonly Expression[],
  after: ReadonlySet<string>,
  request: Request,
  context: LoweringContext,
): Block {
  const reads = countReads(expressions);
  const costly = [...reads].some(([name, count]) => {
    const cell = block.cells.get(name);
    return cell !== undefined && !isCheap(cell) && (count > 1 || after.has(name));
  });
  return costly
    ? flush(block, { columns: new Set([...after, ...reads.keys()]), solid: request.solid }, context)
    : block;
}

function countReads(expressions: readonly Expression[]): Map<string, number> {
  const counts = new Map<string, number>();
  const visit = (expression: Expression): void => {
    if (expression.kind === 'column') counts.set(expression.name, (counts.get(expression.name) ?? 0) + 1);
    childrenOf(expression).forEach(visit);
  };
  expressions.forEach(visit);
  return counts;
}
