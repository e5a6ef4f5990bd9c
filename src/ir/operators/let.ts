import type { Let } from '../relation.js';
import { hidesNothing, noExpressions, oneInput, type Operator } from './operator.js';

export const LET: Operator<Let> = {
  ...oneInput<Let>(),
  ...noExpressions<Let>(),
  print: ({ name, input }) => [`let ${name} =`, { input, indent: true }],
  makes: () => [],
  output: 'passes',
  hide: hidesNothing,
  needs: (_relation, needed) => [needed],
  prune: (relation, _needed, [input]) => ({ ...relation, input: input!, columns: input!.columns }),
};
