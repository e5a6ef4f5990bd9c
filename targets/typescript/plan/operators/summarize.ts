import { aggregateEntry } from '../../../../src/functions/aggregates/registry.js';
import type { Summarize } from '../../../../src/ir/relation.js';
import { orderOf, start, valueOf, type BuildOperator } from '../draft.js';
import type { AggregateCall } from '../pipeline.js';

export const buildSummarize: BuildOperator<Summarize> = (relation, building) => {
  const input = building.build(relation.input);
  const keys = relation.keys.map(({ name, value }) => valueOf(input, name, value, building));
  const order = orderOf(input, relation.order);
  const aggregates = relation.aggregates.map(({ fn, args, filter, outputs }): AggregateCall => {
    const names = outputs.map(({ name }) => name);
    return {
      fn,
      args: args.map((arg, index) => valueOf(input, names[index] ?? names[0] ?? fn, arg, building)),
      expressions: args,
      filter: filter === null ? null : valueOf(input, `${names[0] ?? fn}If`, filter, building),
      outputs,
      order: aggregateEntry(fn).ordered ? order : [],
      span: relation.span,
    };
  });
  const groups = { relation, input: building.seal(input), keys, aggregates };
  return start(
    { kind: 'groups', groups },
    (draft) => [
      ...relation.keys.map(({ name, value }, index) => {
        const variable = keys[index]!;
        return [name, building.add(draft, name, value.type, { kind: 'field', side: 'row', variable })] as const;
      }),
      ...aggregates.flatMap((aggregate) =>
        aggregate.outputs.map(({ name, type }, output) => {
          return [name, building.add(draft, name, type, { kind: 'aggregate', aggregate, output })] as const;
        }),
      ),
    ],
    input.name,
  );
};
