import { operatorOf } from './operators/registry.js';
import type { Relation } from './relation.js';

/** The IR as readable text, one operator a line, in KQL's words; side inputs are indented. A `let` is told where it is first used. */
export const printRelation = (relation: Relation): string => lines(relation, new Set()).join('\n') + '\n';

function lines(relation: Relation, told: Set<Relation>): string[] {
  if (relation.op === 'let') {
    if (told.has(relation)) return [`let ${relation.name}`];
    told.add(relation);
  }
  return operatorOf(relation)
    .print(relation)
    .flatMap((part) => {
      if (typeof part === 'string') return [part];
      const printed = lines(part.input, told);
      return part.indent ? printed.map((line) => `  ${line}`) : printed;
    });
}
