import type { Expression } from './expression.js';
import { operatorOf } from './operators/registry.js';
import type { Relation } from './relation.js';
import { queriesIn } from './walk-expression.js';

/** Direct inputs of an operator. */
export const inputsOf = (relation: Relation): readonly Relation[] => operatorOf(relation).inputs(relation);

/** The operator on changed inputs; the same object when none changed. */
export function mapInputs(relation: Relation, change: (input: Relation) => Relation): Relation {
  const before = inputsOf(relation);
  const inputs = before.map(change);
  return inputs.every((input, index) => input === before[index])
    ? relation
    : operatorOf(relation).withInputs(relation, inputs);
}

/** The expressions that an operator holds itself, not those of its inputs. */
export const expressionsOf = (relation: Relation): readonly Expression[] => operatorOf(relation).expressions(relation);

/** Changes the expressions of one operator; the same object when none changed. */
export function mapExpressions(relation: Relation, change: (expression: Expression) => Expression): Relation {
  if (expressionsOf(relation).every((expression) => change(expression) === expression)) return relation;
  return operatorOf(relation).mapExpressions(relation, change);
}

/** Rebuilds a whole query from its sources upwards. What is shared (`let`) is rebuilt once and stays shared. */
export function rewriteRelation(relation: Relation, change: (relation: Relation) => Relation): Relation {
  const done = new Map<Relation, Relation>();
  const visit = (node: Relation): Relation => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const rebuilt = change(mapInputs(node, visit));
    done.set(node, rebuilt);
    return rebuilt;
  };
  return visit(relation);
}

/** All operators of a query, sources first, those of queries inside expressions too; what is shared comes once. */
export function operatorsOf(relation: Relation): Relation[] {
  const found = new Set<Relation>();
  const visit = (node: Relation): void => {
    if (found.has(node)) return;
    for (const input of [...inputsOf(node), ...expressionsOf(node).flatMap(queriesIn)]) visit(input);
    found.add(node);
  };
  visit(relation);
  return [...found];
}

/** The tables of Sentinel's that a query reads, by name. */
export const sourceTables = (query: Relation): ReadonlySet<string> =>
  new Set(operatorsOf(query).flatMap((node) => (node.op === 'source' ? [node.table] : [])));
