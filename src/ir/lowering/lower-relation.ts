import { listPart, part, requiredPart, simpleName, type SyntaxNode } from '../../kql/syntax.js';
import type { Literal } from '../expression.js';
import {
  JOIN_KINDS,
  type Assignment,
  type Join,
  type JoinKey,
  type JoinKind,
  type MvExpandItem,
  type Project,
  type Relation,
} from '../relation.js';
import type { Column } from '../types.js';
import { columnsOf, refuse, spanOf, type LoweringContext } from './context.js';
import { lowerAssignments, lowerPositional } from './lower-assignments.js';
import { lowerExpression } from './lower-expression.js';

type LowerOperator = (context: LoweringContext, operator: SyntaxNode, input: Relation) => Relation;

/** One line an operator, by the parser's name of its node. */
const OPERATORS: ReadonlyMap<string, LowerOperator> = new Map<string, LowerOperator>([
  ['FilterOperator', lowerWhere],
  ['ExtendOperator', lowerExtend],
  ['ProjectOperator', lowerProject],
  ['ProjectAwayOperator', (c, o, i) => lowerSelection(c, o, i, 'project-away')],
  ['ProjectKeepOperator', (c, o, i) => lowerSelection(c, o, i, 'project-keep')],
  ['ProjectReorderOperator', (c, o, i) => lowerSelection(c, o, i, 'project-reorder')],
  ['ProjectRenameOperator', lowerRename],
  ['MvExpandOperator', lowerMvExpand],
  ['JoinOperator', lowerJoin],
]);

export function lowerRelation(context: LoweringContext, node: SyntaxNode): Relation {
  const kind = context.kusto.kindOf(node);
  switch (kind) {
    case 'PipeExpression': {
      const input = lowerRelation(context, requiredPart(node, 'Expression'));
      return lowerOperator(context, requiredPart(node, 'Operator'), input);
    }
    case 'ParenthesizedExpression':
      return lowerRelation(context, requiredPart(node, 'Expression'));
    case 'NameReference':
      return lowerName(context, node);
    case 'DataTableExpression':
      return lowerDatatable(context, node);
    case 'PrintOperator':
      return lowerPrint(context, node);
    default:
      return refuse(context, node, 'RP2002', operatorName(node));
  }
}

function lowerOperator(context: LoweringContext, operator: SyntaxNode, input: Relation): Relation {
  const lower = OPERATORS.get(context.kusto.kindOf(operator));
  return lower === undefined
    ? refuse(context, operator, 'RP2002', operatorName(operator))
    : lower(context, operator, input);
}

/** The keyword that an operator begins with, as written. */
const operatorName = (node: SyntaxNode): string => /^[\w-]+/.exec(node.toString().trim())?.[0] ?? 'expression';

/** Operators take hints and options; what is not known here changes the meaning and is refused. */
function refuseParameters(
  context: LoweringContext,
  operator: SyntaxNode,
  known: readonly string[] = [],
): Map<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode>();
  for (const parameter of listPart(operator, 'Parameters')) {
    const name = simpleName(requiredPart(parameter, 'Name'));
    // Hints tell Kusto how to run, never what to return.
    if (name.startsWith('hint.')) continue;
    if (!known.includes(name)) refuse(context, parameter, 'RP2004', `the parameter '${name}'`);
    found.set(name, requiredPart(parameter, 'Expression'));
  }
  return found;
}

function lowerName(context: LoweringContext, node: SyntaxNode): Relation {
  const name = simpleName(node);
  const binding = context.bindings.get(name);
  if (binding?.kind === 'tabular') return binding.value;
  return { op: 'source', table: name, columns: columnsOf(context, node), span: spanOf(node) };
}

function lowerWhere(context: LoweringContext, operator: SyntaxNode, input: Relation): Relation {
  refuseParameters(context, operator);
  const predicate = lowerExpression(context, requiredPart(operator, 'Condition'));
  return { op: 'where', input, predicate, columns: columnsOf(context, operator), span: spanOf(operator) };
}

function lowerExtend(context: LoweringContext, operator: SyntaxNode, input: Relation): Relation {
  const columns = columnsOf(context, operator);
  const assignments = lowerAssignments(context, listPart(operator, 'Expressions'), columns, input.columns);
  return { op: 'extend', input, assignments, columns, span: spanOf(operator) };
}

function lowerProject(context: LoweringContext, operator: SyntaxNode, input: Relation): Relation {
  const columns = columnsOf(context, operator);
  const assignments = lowerPositional(context, listPart(operator, 'Expressions'), columns);
  return { op: 'project', keyword: 'project', input, assignments, columns, span: spanOf(operator) };
}

/** The variants that only choose and order columns: the binder has resolved their wildcards. */
function lowerSelection(
  context: LoweringContext,
  operator: SyntaxNode,
  input: Relation,
  keyword: Project['keyword'],
): Relation {
  const columns = columnsOf(context, operator);
  const span = spanOf(operator);
  const assignments = columns.map(({ name, type }): Assignment => ({
    name,
    value: { kind: 'column', name, type, span },
  }));
  return { op: 'project', keyword, input, assignments, columns, span };
}

/** `project-rename new = old` keeps positions, so the binder's columns stand in the order of the input's. */
function lowerRename(context: LoweringContext, operator: SyntaxNode, input: Relation): Relation {
  const columns = columnsOf(context, operator);
  const span = spanOf(operator);
  const assignments = columns.map(({ name, type }, position): Assignment => {
    const from = input.columns[position];
    if (from === undefined) return refuse(context, operator, 'RP2004', 'this form of project-rename');
    return { name, value: { kind: 'column', name: from.name, type, span } };
  });
  return { op: 'project', keyword: 'project-rename', input, assignments, columns, span };
}

function lowerMvExpand(context: LoweringContext, operator: SyntaxNode, input: Relation): Relation {
  const parameters = refuseParameters(context, operator, ['with_itemindex', 'bagexpansion', 'kind']);
  if (part(operator, 'RowLimitClause') !== null) refuse(context, operator, 'RP2004', "the 'limit' of mv-expand");
  const columns = columnsOf(context, operator);
  const nodes = listPart(operator, 'Expressions');
  const itemIndex = parameters.get('with_itemindex');
  const expansion = String((parameters.get('bagexpansion') ?? parameters.get('kind'))?.LiteralValue ?? 'bag');
  const items = lowerAssignments(
    context,
    nodes.map((node) => requiredPart(node, 'Expression')),
    columns,
    input.columns,
  ).map((assignment): MvExpandItem => {
    const column = columns.find(({ name }) => name === assignment.name);
    return { ...assignment, type: column?.type ?? 'dynamic' };
  });
  return {
    op: 'mv-expand',
    input,
    items,
    itemIndex: itemIndex === undefined ? null : simpleName(itemIndex),
    bagExpansion: expansion === 'array' ? 'array' : 'bag',
    columns,
    span: spanOf(operator),
  };
}

/** Other spellings of the same kinds: https://learn.microsoft.com/kusto/query/join-operator */
const KIND_ALIASES: Readonly<Record<string, JoinKind>> = {
  anti: 'leftanti',
  leftantisemi: 'leftanti',
  rightantisemi: 'rightanti',
};

function lowerJoin(context: LoweringContext, operator: SyntaxNode, left: Relation): Relation {
  const parameters = refuseParameters(context, operator, ['kind']);
  const written = String(parameters.get('kind')?.LiteralValue ?? 'innerunique');
  const kind = JOIN_KINDS.find((candidate) => candidate === written) ?? KIND_ALIASES[written];
  if (kind === undefined) return refuse(context, operator, 'RP2004', `the join kind '${written}'`);
  const right = lowerRelation(context, requiredPart(operator, 'Expression'));
  const columns = columnsOf(context, operator);
  const rightNames = rightColumnNames(kind, left.columns, right.columns, columns);
  const condition = requiredPart(operator, 'ConditionClause');
  if (context.kusto.kindOf(condition) !== 'JoinOnClause') refuse(context, condition, 'RP2004', 'join … where');
  const on = listPart(condition, 'Expressions').map((node) => joinKey(context, node));
  const join: Join = { op: 'join', kind, left, right, on, rightNames, leftOrder: [], columns, span: spanOf(operator) };
  return join;
}

function rightColumnNames(
  kind: JoinKind,
  left: readonly Column[],
  right: readonly Column[],
  all: readonly Column[],
): string[] {
  if (kind.endsWith('semi') || kind.endsWith('anti')) return [];
  return all.slice(left.length, left.length + right.length).map(({ name }) => name);
}

/** `on a` or `on $left.a == $right.b`. */
function joinKey(context: LoweringContext, node: SyntaxNode): JoinKey {
  if (context.kusto.kindOf(node) === 'NameReference') {
    const name = simpleName(node);
    return { left: name, right: name };
  }
  if (context.kusto.kindOf(node) !== 'EqualExpression')
    return refuse(context, node, 'RP2004', 'a join condition other than ==');
  const sides = new Map<string, string>();
  for (const name of ['Left', 'Right']) {
    const side = requiredPart(node, name);
    if (context.kusto.kindOf(side) !== 'PathExpression') return refuse(context, side, 'RP2004', 'this join condition');
    sides.set(simpleName(requiredPart(side, 'Expression')), simpleName(requiredPart(side, 'Selector')));
  }
  const left = sides.get('$left');
  const right = sides.get('$right');
  if (left === undefined || right === undefined) return refuse(context, node, 'RP2004', 'this join condition');
  return { left, right };
}

function lowerDatatable(context: LoweringContext, node: SyntaxNode): Relation {
  const columns = columnsOf(context, node);
  const cells = listPart(node, 'Values').map((value, index): Literal => {
    const cell = lowerExpression(context, value);
    const type = columns[index % columns.length]?.type ?? 'dynamic';
    if (cell.kind !== 'literal') return refuse(context, value, 'RP2004', 'a datatable cell that is no literal');
    // `datatable(a:real)[1]`: the cell takes the column's type, as Kusto reads it.
    return {
      ...cell,
      type,
      value: type === 'real' && typeof cell.value === 'bigint' ? Number(cell.value) : cell.value,
    };
  });
  const rows = Array.from({ length: cells.length / Math.max(columns.length, 1) }, (_, row) =>
    cells.slice(row * columns.length, (row + 1) * columns.length),
  );
  return { op: 'datatable', rows, columns, span: spanOf(node) };
}

function lowerPrint(context: LoweringContext, node: SyntaxNode): Relation {
  const columns = columnsOf(context, node);
  const span = spanOf(node);
  const input: Relation = { op: 'datatable', rows: [[]], columns: [], span };
  const assignments = lowerPositional(context, listPart(node, 'Expressions'), columns);
  return { op: 'extend', input, assignments, columns, span };
}
