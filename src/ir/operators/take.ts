import { printOrder } from '../print-expression.js';
import type { Take } from '../relation.js';
import { hidesNothing, noExpressions, oneInput, type Operator } from './operator.js';

export const TAKE: Operator<Take> = {
  ...oneInput<Take>(),
  ...noExpressions<Take>(),
  print: ({ input, count, order }) => [
    { input, indent: false },
    `take ${count}${order.length === 0 ? '' : ` in order of ${printOrder(order)}`}`,
  ],
  makes: () => [],
  output: 'passes',
  hide: (relation, inputs) => hidesNothing({ ...relation, order: inputs[0]!.order }, inputs),
  needs: ({ order }, needed) => [new Set([...needed, ...order.map(({ name }) => name)])],
  prune: (relation, _needed, [input]) => ({ ...relation, input: input!, columns: input!.columns }),
};
