import { printExpression } from '../print-expression.js';
import type { Where } from '../relation.js';
import { columnsRead } from '../walk-expression.js';
import { hidesNothing, oneInput, type Operator } from './operator.js';

export const WHERE: Operator<Where> = {
  ...oneInput<Where>(),
  expressions: ({ predicate }) => [predicate],
  mapExpressions: (relation, change) => ({ ...relation, predicate: change(relation.predicate) }),
  print: ({ input, predicate }) => [{ input, indent: false }, `where ${printExpression(predicate)}`],
  makes: () => [],
  output: 'passes',
  hide: hidesNothing,
  needs: ({ predicate }, needed) => [columnsRead(predicate, new Set(needed))],
  prune: (relation, _needed, [input]) => ({ ...relation, input: input!, columns: input!.columns }),
};
