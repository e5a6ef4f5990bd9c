import type { Call, Expression } from '../../../src/ir/expression.js';
import type {
  Assignment,
  Datatable,
  Extend,
  Join,
  Let,
  MvExpand,
  Project,
  Relation,
  Source,
  Where,
} from '../../../src/ir/relation.js';
import { mapChildren } from '../../../src/ir/walk-expression.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { columnOf } from '../../../src/schema/table.js';
import { tableByName } from '../../../src/schema/tables.js';
import { variablesOf } from './uses.js';
import type { Definition, JoinSide, Origin, Pipeline, QueryPlan, Side, Step, Variable } from './pipeline.js';

/** A pipeline under construction and what each column of the query means at this point. */
interface Draft {
  name: string;
  readonly origin: Origin;
  readonly steps: Step[];
  readonly variables: Map<string, Variable>;
  readonly scope: ReadonlyMap<string, Variable>;
}

type Build<R extends Relation> = (relation: R) => Draft;

/** Cuts the plan of a rule into pipelines and gives every column version its own variable. */
export function buildPlan(ir: RuleIR): QueryPlan {
  const draft = build(ir.plan);
  const variable = (name: string): Variable => lookUp(draft, name);
  return {
    pipeline: seal(draft),
    output: ir.output.map((column) => ({ column, variable: variable(column.name) })),
    evidence: ir.hidden.evidence.map(variable),
  };
}

type KnownOp = 'source' | 'datatable' | 'where' | 'extend' | 'project' | 'mv-expand' | 'join' | 'let';

const BUILDERS: { readonly [Op in KnownOp]: Build<Extract<Relation, { op: Op }>> } = {
  source: buildSource,
  datatable: buildDatatable,
  where: buildWhere,
  extend: buildExtend,
  project: buildProject,
  'mv-expand': buildMvExpand,
  join: buildJoin,
  let: buildLet,
};

const build = (relation: Relation): Draft =>
  ((BUILDERS as Readonly<Record<string, unknown>>)[relation.op] as Build<Relation>)(relation);

function buildSource(relation: Source): Draft {
  const table = tableByName(relation.table);
  const time = table && columnOf(table, table.timeColumn);
  if (table === undefined || time === undefined) throw new Error(`no schema for the table ${relation.table}`);
  const variables = new Map<string, Variable>();
  const scope = new Map<string, Variable>();
  // The window is on the time of the event, whether or not the query reads it.
  const timeVariable = add({ variables }, time.name, time.type, { kind: 'raw', column: time });
  for (const { name, type } of relation.columns) {
    const column = columnOf(table, name);
    if (column === undefined) throw new Error(`no column ${name} in the table ${relation.table}`);
    const variable = name === time.name ? timeVariable : add({ variables }, name, type, { kind: 'raw', column });
    scope.set(name, variable);
  }
  return { name: '', origin: { kind: 'log', table, time: timeVariable }, steps: [], variables, scope };
}

function buildDatatable(relation: Datatable): Draft {
  const variables = new Map<string, Variable>();
  const columns = relation.columns.map(({ name, type }) => add({ variables }, name, type, { kind: 'loop' }));
  const scope = new Map(columns.map((variable) => [variable.label, variable]));
  return {
    name: '',
    origin: { kind: 'rows', variables: columns, rows: relation.rows },
    steps: [],
    variables,
    scope,
  };
}

function buildWhere(relation: Where): Draft {
  const draft = build(relation.input);
  draft.steps.push({ kind: 'filter', predicate: rename(draft, relation.predicate), span: relation.span });
  return draft;
}

function buildExtend(relation: Extend): Draft {
  const draft = build(relation.input);
  return { ...draft, scope: new Map([...draft.scope, ...define(draft, relation.assignments)]) };
}

function buildProject(relation: Project): Draft {
  const draft = build(relation.input);
  return { ...draft, scope: define(draft, relation.assignments) };
}

/** All expressions of one operator read the row before it, so the scope changes only after the last. */
function define(draft: Draft, assignments: readonly Assignment[]): Map<string, Variable> {
  return new Map(
    assignments.map(({ name, value }) => {
      // A column that is only passed on stays the variable that it is.
      if (value.kind === 'column') return [name, lookUp(draft, value.name)];
      return [name, add(draft, name, value.type, { kind: 'value', value: rename(draft, value) })];
    }),
  );
}

function buildMvExpand(relation: MvExpand): Draft {
  const draft = build(relation.input);
  const items = relation.items.map(({ name, value }) => ({
    value: rename(draft, value),
    variable: add(draft, name, 'dynamic', { kind: 'loop' }),
  }));
  const position = relation.itemIndex === null ? null : add(draft, relation.itemIndex, 'long', { kind: 'loop' });
  draft.steps.push({ kind: 'expansion', items, position, bagExpansion: relation.bagExpansion, span: relation.span });
  const expanded = relation.items.map(({ name, type }, index): [string, Variable] => {
    const { variable } = items[index] as { variable: Variable };
    if (type === 'dynamic') return [name, variable];
    const element: Expression = { kind: 'column', name: variable.key, type: 'dynamic', span: relation.span };
    const value: Expression = { kind: 'call', fn: 'cast', args: [element], type, span: relation.span };
    return [name, add(draft, name, type, { kind: 'value', value })];
  });
  const scope = new Map([...draft.scope, ...expanded]);
  if (position !== null) scope.set(position.label, position);
  return { ...draft, scope };
}

function buildJoin(relation: Join): Draft {
  const sides = { left: build(relation.left), right: build(relation.right) };
  const join = {
    relation,
    left: joinSide(
      'left',
      sides.left,
      relation.on.map(({ left }) => left),
    ),
    right: joinSide(
      'right',
      sides.right,
      relation.on.map(({ right }) => right),
    ),
    leftOrder: relation.leftOrder.map(({ name }) => lookUp(sides.left, name)),
  };
  const draft = {
    name: '',
    origin: { kind: 'join', join } as const,
    steps: [],
    variables: new Map<string, Variable>(),
  };
  const fields = (side: Side, columns: Relation['columns'], outputs: readonly string[]): [string, Variable][] =>
    outputs.map((output, index) => {
      const variable = lookUp(sides[side], (columns[index] as { name: string }).name);
      return [output, add(draft, output, variable.type, { kind: 'field', side, variable })];
    });
  const keepsLeft = relation.kind !== 'rightsemi' && relation.kind !== 'rightanti';
  const keepsRight = relation.kind !== 'leftsemi' && relation.kind !== 'leftanti';
  const leftNames = relation.left.columns.map(({ name }) => name);
  // A right semi or anti join returns the right side under its own names.
  const rightNames = keepsLeft ? relation.rightNames : relation.right.columns.map(({ name }) => name);
  const scope = new Map([
    ...(keepsLeft ? fields('left', relation.left.columns, leftNames) : []),
    ...(keepsRight ? fields('right', relation.right.columns, rightNames) : []),
  ]);
  return { ...draft, scope };
}

function joinSide(side: Side, draft: Draft, keys: readonly string[]): JoinSide {
  draft.name ||= side;
  return { side, pipeline: seal(draft), keys: keys.map((name) => lookUp(draft, name)) };
}

function buildLet(relation: Let): Draft {
  const draft = build(relation.input);
  return { ...draft, name: draft.name || relation.name };
}

const seal = ({ name, origin, steps, variables }: Draft): Pipeline => ({ name, origin, steps, variables });

function add(
  { variables }: Pick<Draft, 'variables'>,
  label: string,
  type: Variable['type'],
  definition: Definition,
): Variable {
  const variable: Variable = { key: `${variables.size}:${label}`, label, type, definition };
  variables.set(variable.key, variable);
  return variable;
}

function lookUp(draft: Pick<Draft, 'scope'>, column: string): Variable {
  const variable = draft.scope.get(column);
  if (variable === undefined) throw new Error(`the plan reads a column that it does not have: ${column}`);
  return variable;
}

/** The expression with variables for columns. */
function rename(draft: Draft, expression: Expression): Expression {
  if (expression.kind === 'column') return { ...expression, name: lookUp(draft, expression.name).key };
  const renamed = mapChildren(expression, (child) => rename(draft, child));
  return renamed.kind === 'call' && renamed.fn === 'parse_json' ? shareParsed(draft, renamed) : renamed;
}

/** Rules parse the same column again in every expression; here it is one variable. */
function shareParsed(draft: Draft, parse: Call): Expression {
  const [argument] = parse.args;
  if (argument?.kind !== 'column' || argument.type !== 'string') return parse;
  const { variables } = draft;
  const known = [...variables.values()].find(
    ({ definition }) =>
      definition.kind === 'value' && definition.shared === true && variablesOf(definition.value)[0] === argument.name,
  );
  const label = `${variables.get(argument.name)?.label ?? ''}Json`;
  const variable = known ?? add(draft, label, 'dynamic', { kind: 'value', value: parse, shared: true });
  return { kind: 'column', name: variable.key, type: 'dynamic', span: parse.span };
}
