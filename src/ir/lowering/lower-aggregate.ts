import { writtenAggregate } from '../../functions/aggregates/registry.js';
import { listPart, requiredPart, simpleName, type SyntaxNode } from '../../kql/syntax.js';
import type { Expression } from '../expression.js';
import { reference } from '../hidden.js';
import type { Aggregate, Assignment } from '../relation.js';
import type { Column } from '../types.js';
import { refuse, type LoweringContext } from './context.js';
import { lowerExpression } from './lower-expression.js';

/** An aggregate whose output columns the binder names; `outputs` is how many. */
export interface LoweredAggregate extends Omit<Aggregate, 'outputs'> {
  readonly outputs: number;
}

/** What `*` stands for. */
export interface Surroundings {
  readonly keys: readonly Assignment[];
  readonly input: readonly Column[];
}

/** Functions with several ranks behind what they are of: https://learn.microsoft.com/kusto/query/percentiles-aggregation-function */
const MANY: Readonly<Record<string, { readonly one: string; readonly ranksFrom: number }>> = {
  percentiles: { one: 'percentile', ranksFrom: 1 },
  percentilesw: { one: 'percentilew', ranksFrom: 2 },
};

/** Aggregates that make a column for each argument. */
const MULTIPLE: ReadonlySet<string> = new Set(['arg_max', 'arg_min', 'take_any']);

export function isAggregateCall(context: LoweringContext, node: SyntaxNode): boolean {
  if (context.kusto.kindOf(node) !== 'FunctionCallExpression') return false;
  const name = simpleName(requiredPart(node, 'Name'));
  return name in MANY || writtenAggregate(name) !== null;
}

/** A call of an aggregate, or several where one call stands for several. */
export function lowerAggregateCall(
  context: LoweringContext,
  node: SyntaxNode,
  { keys, input }: Surroundings,
): LoweredAggregate[] {
  const written = simpleName(requiredPart(node, 'Name'));
  const nodes = listPart(requiredPart(node, 'ArgumentList'), 'Expressions');
  const many = MANY[written];
  if (many !== undefined) {
    const args = nodes.map((argument) => lowerExpression(context, argument));
    const of = args.slice(0, many.ranksFrom);
    return args.slice(many.ranksFrom).map((rank) => {
      return { fn: many.one, args: [...of, rank], filter: null, outputs: 1, star: false };
    });
  }
  const isStar = (argument: SyntaxNode): boolean => context.kusto.kindOf(argument) === 'StarExpression';
  const star = nodes.some(isStar);
  const first = nodes.filter((argument) => !isStar(argument)).map((argument) => lowerExpression(context, argument));
  if (!star) {
    const [aggregate] = split(context, node, written, first);
    const count = MULTIPLE.has(aggregate!.fn) ? aggregate!.args.length : 1;
    return [{ ...aggregate!, outputs: count }];
  }
  // All columns but the keys and the extreme value itself, in the order of the input.
  const named = new Set([
    ...keys.map(({ name }) => name),
    ...first.map((each) => (each.kind === 'column' ? each.name : '')),
  ]);
  const others = input.filter(({ name }) => !named.has(name)).map(reference);
  const [aggregate] = split(context, node, written, [...first, ...others]);
  return [{ ...aggregate!, outputs: aggregate!.args.length, star: true }];
}

/** Takes the predicate of a conditional form out of its arguments. */
function split(
  context: LoweringContext,
  node: SyntaxNode,
  written: string,
  args: readonly Expression[],
): Omit<Aggregate, 'outputs'>[] {
  const found = writtenAggregate(written);
  if (found === null) return refuse(context, node, 'RP2003', written);
  const { entry, predicateAt } = found;
  if (predicateAt === null) return [{ fn: entry.name, args, filter: null, star: false }];
  const filter = args[predicateAt];
  if (filter === undefined) return refuse(context, node, 'RP2003', written);
  return [{ fn: entry.name, args: args.filter((_, index) => index !== predicateAt), filter, star: false }];
}
