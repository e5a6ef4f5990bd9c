import type { Expression } from '../ir/expression.js';
import type { Relation } from '../ir/relation.js';
import { expressionsOf, operatorsOf } from '../ir/traverse.js';
import { childrenOf, columnsRead, queriesIn } from '../ir/walk-expression.js';
import { atomsOf } from './distance.js';

/** A test that a row of an operator's input meets or not. */
export interface Predicate {
  readonly relation: Relation;
  readonly test: Expression;
}

/** Every test of a query that reads a row: of `where`, of conditional aggregates, and the conditions of `iff` and `case`. */
export const predicatesOf = (query: Relation): Predicate[] =>
  operatorsOf(query).flatMap((relation) =>
    [...filtersOf(relation), ...expressionsOf(relation).flatMap(conditionsIn)]
      .flatMap(atomsOf)
      .filter((test, index, all) => all.indexOf(test) === index && readsRow(test))
      .map((test) => ({ relation, test })),
  );

function filtersOf(relation: Relation): Expression[] {
  if (relation.op === 'where') return [relation.predicate];
  if (relation.op === 'summarize') return relation.aggregates.flatMap(({ filter }) => filter ?? []);
  return [];
}

function conditionsIn(expression: Expression): Expression[] {
  const inner = childrenOf(expression).flatMap(conditionsIn);
  if (expression.kind !== 'call' || (expression.fn !== 'iff' && expression.fn !== 'case')) return inner;
  const last = expression.args.length - 1;
  return [...expression.args.filter((_, index) => index % 2 === 0 && index < last), ...inner];
}

const readsRow = (test: Expression): boolean => columnsRead(test).size > 0 || queriesIn(test).length > 0;
