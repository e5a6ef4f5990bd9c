import { printExpression, printOrder } from '../print-expression.js';
import type { Window } from '../relation.js';
import { columnsRead } from '../walk-expression.js';
import { available, hidesNothing, keep, oneInput, without, type Operator } from './operator.js';

const names = ({ calls }: Pick<Window, 'calls'>): string[] => calls.map(({ name }) => name);

export const WINDOW: Operator<Window> = {
  ...oneInput<Window>(),
  expressions: ({ calls }) => calls.flatMap(({ args }) => args),
  mapExpressions: (relation, change) => ({
    ...relation,
    calls: relation.calls.map((each) => ({ ...each, args: each.args.map(change) })),
  }),
  print: ({ input, calls, order }) => {
    const printed = calls.map(({ name, fn, args }) => `${name} = ${fn}(${args.map(printExpression).join(', ')})`);
    const by = order.length === 0 ? '' : ` in order of ${printOrder(order)}`;
    return [{ input, indent: false }, `window ${printed.join(', ')}${by}`];
  },
  makes: names,
  output: 'passes',
  hide: (relation, inputs) => hidesNothing({ ...relation, order: inputs[0]!.order }, inputs),
  needs: (relation, needed) => {
    const calls = keep(relation.calls, needed);
    const below = without(needed, names({ calls }));
    if (calls.length === 0) return [below];
    for (const arg of calls.flatMap(({ args }) => args)) columnsRead(arg, below);
    for (const { name } of relation.order) below.add(name);
    return [below];
  },
  prune: (relation, needed, [input]) => {
    const calls = keep(relation.calls, needed);
    if (calls.length === 0) return input!;
    return { ...relation, input: input!, calls, columns: available(relation.columns, input!, names({ calls })) };
  },
};
