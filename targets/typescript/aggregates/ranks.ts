import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import { arrayOf, keyword, tupleOf } from '../ast/type-nodes.js';
import { toJson } from '../expressions/convert.js';
import { dynamicOf, isWhole, typeNode, type Lowered } from '../expressions/lowered.js';
import type { HelperName } from '../runtime/helpers.js';
import type { Accumulated, Accumulating, LowerAggregate } from './accumulating.js';
import { refuseType } from './numbers.js';
import { doubleOf } from './pairs.js';
import { whenPresent } from './present.js';

/** How values of a type are sorted; null where there is no order of them. */
function comparison({ type }: Lowered): HelperName | null {
  if (type === 'real') return 'compareReals';
  return type === 'string' || type === 'dynamic' ? null : 'compareCells';
}

/** The ranks, which are constants: one by one, or as one array. */
function ranksOf({ aggregate }: Accumulating, from: number): number[] | null {
  const ranks = aggregate.expressions.slice(from).flatMap((expression): unknown => {
    if (expression.kind !== 'literal') return [null];
    return Array.isArray(expression.value) ? expression.value : [expression.value];
  });
  const numbers = (ranks as unknown[]).map((rank) =>
    typeof rank === 'bigint' || typeof rank === 'number' ? Number(rank) : null,
  );
  return numbers.every((rank) => rank !== null) ? numbers : null;
}

interface Kept {
  readonly update: t.Statement[];
  readonly group: t.Expression;
}

/** Keeps the values that are there. */
function plain(x: Accumulating, value: Lowered, type: t.TSType): Kept {
  const { row, group } = x.member(x.aggregate.outputs[0]!.name, arrayOf(type), b.array([]), false);
  return { group, update: whenPresent(value, s.expressionStatement(b.method(row, 'push', value.node))) };
}

/** Keeps the values with their weights, where these are above 0. */
function weighted(x: Accumulating, value: Lowered, type: t.TSType, weight: Lowered): Kept {
  const pair = tupleOf([type, keyword('number')]);
  const { row, group } = x.member(x.aggregate.outputs[0]!.name, arrayOf(pair), b.array([]), false);
  const number = doubleOf(weight, x);
  const push = s.expressionStatement(b.method(row, 'push', b.array([value.node, number])));
  const counts = s.ifThen(b.binary(number, '>', b.num(0)), s.together([push]));
  return { group, update: whenPresent(value, ...whenPresent(weight, counts)) };
}

type Rank = (rank: number) => Lowered;

const ranked =
  (
    isWeighted: boolean,
    outputOf: (ranks: readonly number[], at: Rank, group: t.Expression, x: Accumulating) => Lowered,
  ) =>
  (x: Accumulating): Accumulated => {
    const [value, weight] = [x.argument(0), isWeighted ? x.argument(1) : null];
    const compare = comparison(value);
    const ranks = ranksOf(x, isWeighted ? 2 : 1);
    if (compare === null || ranks === null) return refuseType(x, value);
    if (weight !== null && !isWhole(weight.type) && weight.type !== 'real') return refuseType(x, weight);
    const own = { ...value, nullable: false };
    const type = typeNode(own, (alias) => void x.query.parts.helpers.add(alias as HelperName));
    const { update, group } = weight === null ? plain(x, value, type) : weighted(x, value, type, weight);
    const at: Rank = (rank) => {
      x.query.parts.helpers.add(compare);
      const helper = weight === null ? 'nearestRank' : 'weightedRank';
      return { ...own, node: x.writer.helper(helper, group, b.num(rank), b.id(compare)), nullable: true };
    };
    return { update, outputs: [() => outputOf(ranks, at, group, x)] };
  };

const one = (isWeighted: boolean): LowerAggregate => ranked(isWeighted, (ranks, at) => at(ranks[0] ?? 0));

const array = (isWeighted: boolean): LowerAggregate =>
  ranked(isWeighted, (ranks, at, group, { writer, aggregate }) => {
    const values = b.array(ranks.map((rank) => toJson(at(rank), writer, aggregate.span)));
    const isEmpty = b.binary(b.member(group, 'length'), '===', b.num(0));
    return dynamicOf(b.conditional(isEmpty, b.nul(), values));
  });

export const percentile = one(false);
export const weightedPercentile = one(true);
export const percentileArray = array(false);
export const weightedPercentileArray = array(true);
