import type { Call, Expression } from '../../../src/ir/expression.js';
import type { Assignment, OrderKey, Relation } from '../../../src/ir/relation.js';
import type { KqlType } from '../../../src/ir/types.js';
import { mapChildren } from '../../../src/ir/walk-expression.js';
import type { Definition, Order, Origin, Pipeline, Step, Variable } from './pipeline.js';
import { variablesOf } from './uses.js';

/** A pipeline under construction and what each column of the query means at this point. */
export interface Draft {
  readonly name: string;
  readonly origin: Origin;
  readonly steps: readonly Step[];
  readonly variables: Map<string, Variable>;
  readonly scope: ReadonlyMap<string, Variable>;
}

/** What the builders of operators share. */
export interface Building {
  /** The draft of an input; what is shared is built once. */
  build(relation: Relation): Draft;
  /** Ends a pipeline: its rows wait in what comes next. */
  seal(draft: Draft, name?: string): Pipeline;
  /** A new variable of a draft. */
  add(draft: Pick<Draft, 'variables'>, label: string, type: KqlType, definition: Definition): Variable;
}

export type BuildOperator<R extends Relation> = (relation: R, building: Building) => Draft;

/** The beginning of a pipeline. `columns` gives each column of the query its variable. */
export function start(
  origin: Origin,
  columns: (draft: Pick<Draft, 'variables'>) => Iterable<readonly [string, Variable]>,
  name = '',
): Draft {
  const variables = new Map<string, Variable>();
  return { name, origin, steps: [], variables, scope: new Map(columns({ variables })) };
}

export const withStep = (draft: Draft, step: Step): Draft => ({ ...draft, steps: [...draft.steps, step] });

/** All expressions of one operator read the row before it, so the scope changes only after the last. */
export const define = (draft: Draft, assignments: readonly Assignment[], building: Building): Map<string, Variable> =>
  new Map(assignments.map(({ name, value }) => [name, valueOf(draft, name, value, building)]));

/** The variable that an expression is. A column that is only passed on stays the variable that it is. */
export function valueOf(draft: Draft, label: string, value: Expression, building: Building): Variable {
  if (value.kind === 'column') return lookUp(draft, value.name);
  const definition: Definition = { kind: 'value', value: rename(draft, value, building) };
  return building.add(draft, label, value.type, definition);
}

export function lookUp(draft: Pick<Draft, 'scope'>, column: string): Variable {
  const variable = draft.scope.get(column);
  if (variable === undefined) throw new Error(`the plan reads a column that it does not have: ${column}`);
  return variable;
}

export const orderOf = (draft: Draft, keys: readonly OrderKey[]): Order =>
  keys.map(({ name, direction, nulls }) => ({ variable: lookUp(draft, name), direction, nulls }));

/** The expression with variables for columns. */
export function rename(draft: Draft, expression: Expression, building: Building): Expression {
  if (expression.kind === 'column') return { ...expression, name: lookUp(draft, expression.name).key };
  const renamed = mapChildren(expression, (child) => rename(draft, child, building));
  return renamed.kind === 'call' && renamed.fn === 'parse_json' ? shareParsed(draft, renamed, building) : renamed;
}

/** Rules parse the same column again in every expression; here it is one variable. */
function shareParsed(draft: Draft, parse: Call, building: Building): Expression {
  const [argument] = parse.args;
  if (argument?.kind !== 'column' || argument.type !== 'string') return parse;
  const { variables } = draft;
  const known = [...variables.values()].find(
    ({ definition }) =>
      definition.kind === 'value' && definition.shared === true && variablesOf(definition.value)[0] === argument.name,
  );
  const label = `${variables.get(argument.name)?.label ?? ''}Json`;
  const definition: Definition = { kind: 'value', value: parse, shared: true };
  const variable = known ?? building.add(draft, label, 'dynamic', definition);
  return { kind: 'column', name: variable.key, type: 'dynamic', span: parse.span };
}
