import type { Sort, Take, Window } from '../../../../src/ir/relation.js';
import { orderOf, start, valueOf, type BuildOperator, type Building, type Draft } from '../draft.js';
import type { OrderedStage, Variable, WindowColumn } from '../pipeline.js';

export const buildSort: BuildOperator<Sort> = ({ input, keys, span }, building) => {
  const draft = building.build(input);
  const order = keys.map(({ value, direction, nulls }) => ({
    variable: valueOf(draft, 'sortKey', value, building),
    direction,
    nulls,
  }));
  return inOrder(draft, { order, count: null, calls: [], span }, building);
};

export const buildTake: BuildOperator<Take> = ({ input, order, count, span }, building) => {
  const draft = building.build(input);
  return inOrder(draft, { order: orderOf(draft, order), count, calls: [], span }, building);
};

export const buildWindow: BuildOperator<Window> = ({ input, order, calls, span }, building) => {
  const draft = building.build(input);
  const columns = calls.map(({ name, fn, type, args }): WindowColumn => ({
    fn,
    name,
    type,
    args: args.map((expression) => ({ expression, variable: valueOf(draft, name, expression, building) })),
  }));
  return inOrder(draft, { order: orderOf(draft, order), count: null, calls: columns, span }, building);
};

function inOrder(input: Draft, stage: Omit<OrderedStage, 'input'>, building: Building): Draft {
  const ordered = { ...stage, input: building.seal(input) };
  return start(
    { kind: 'ordered', ordered },
    (draft) => [
      ...[...input.scope].map(([name, variable]): [string, Variable] => [
        name,
        building.add(draft, name, variable.type, { kind: 'field', side: 'row', variable }),
      ]),
      ...stage.calls.map((call): [string, Variable] => [
        call.name,
        building.add(draft, call.name, call.type, { kind: 'window', call }),
      ]),
    ],
    input.name,
  );
}
