import type { Expression } from './expression.js';
import type { Assignment, Relation } from './relation.js';

/** Direct sub-expressions; every walk over expressions is built on this. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'column':
    case 'literal':
      return [];
    case 'call':
      return expression.args;
    case 'member':
      return [expression.object];
    case 'index':
      return [expression.object, expression.index];
  }
}

/** The expression with its direct sub-expressions replaced; the same object when none changed. */
export function mapChildren(expression: Expression, change: (child: Expression) => Expression): Expression {
  switch (expression.kind) {
    case 'column':
    case 'literal':
      return expression;
    case 'call': {
      const args = expression.args.map(change);
      return args.every((arg, index) => arg === expression.args[index]) ? expression : { ...expression, args };
    }
    case 'member': {
      const object = change(expression.object);
      return object === expression.object ? expression : { ...expression, object };
    }
    case 'index': {
      const [object, index] = [change(expression.object), change(expression.index)];
      return object === expression.object && index === expression.index ? expression : { ...expression, object, index };
    }
  }
}

/** Rebuilds an expression from its leaves upwards. */
export const rewrite = (expression: Expression, change: (expression: Expression) => Expression): Expression =>
  change(mapChildren(expression, (child) => rewrite(child, change)));

/** Names of the columns that an expression reads. */
export function columnsRead(expression: Expression, into = new Set<string>()): Set<string> {
  if (expression.kind === 'column') into.add(expression.name);
  for (const child of childrenOf(expression)) columnsRead(child, into);
  return into;
}

/** Direct inputs of an operator. */
export function inputsOf(relation: Relation): readonly Relation[] {
  switch (relation.op) {
    case 'source':
    case 'datatable':
      return [];
    case 'join':
      return [relation.left, relation.right];
    case 'where':
    case 'extend':
    case 'project':
    case 'mv-expand':
    case 'let':
      return [relation.input];
  }
}

export function mapInputs(relation: Relation, change: (input: Relation) => Relation): Relation {
  switch (relation.op) {
    case 'source':
    case 'datatable':
      return relation;
    case 'join':
      return { ...relation, left: change(relation.left), right: change(relation.right) };
    case 'where':
    case 'extend':
    case 'project':
    case 'mv-expand':
    case 'let':
      return { ...relation, input: change(relation.input) };
  }
}

/** The expressions that an operator holds itself, not those of its inputs. */
export function expressionsOf(relation: Relation): readonly Expression[] {
  switch (relation.op) {
    case 'source':
    case 'let':
    case 'join':
      return [];
    case 'datatable':
      return relation.rows.flat();
    case 'where':
      return [relation.predicate];
    case 'extend':
    case 'project':
      return relation.assignments.map(({ value }) => value);
    case 'mv-expand':
      return relation.items.map(({ value }) => value);
  }
}

/** Changes the expressions of one operator. */
export function mapExpressions(relation: Relation, change: (expression: Expression) => Expression): Relation {
  const assign = <T extends Assignment>(assignment: T): T => ({ ...assignment, value: change(assignment.value) });
  switch (relation.op) {
    case 'source':
    case 'let':
    case 'join':
    case 'datatable':
      return relation;
    case 'where':
      return { ...relation, predicate: change(relation.predicate) };
    case 'extend':
    case 'project':
      return { ...relation, assignments: relation.assignments.map(assign) };
    case 'mv-expand':
      return { ...relation, items: relation.items.map(assign) };
  }
}

/** Rebuilds a whole query from its sources upwards. */
export const rewriteRelation = (relation: Relation, change: (relation: Relation) => Relation): Relation =>
  change(mapInputs(relation, (input) => rewriteRelation(input, change)));

/** All operators of a query, sources first. */
export const operatorsOf = (relation: Relation): Relation[] => [...inputsOf(relation).flatMap(operatorsOf), relation];
