import type { Expression } from '../../../../src/ir/expression.js';
import type { MvExpand } from '../../../../src/ir/relation.js';
import { rename, withStep, type BuildOperator } from '../draft.js';
import type { Expansion, Variable } from '../pipeline.js';

export const buildMvExpand: BuildOperator<MvExpand> = (relation, building) => {
  const draft = building.build(relation.input);
  const items = relation.items.map(({ name, value }) => ({
    value: rename(draft, value, building),
    variable: building.add(draft, name, 'dynamic', { kind: 'loop' }),
  }));
  const { itemIndex, bagExpansion, span } = relation;
  const position = itemIndex === null ? null : building.add(draft, itemIndex, 'long', { kind: 'loop' });
  const step: Expansion = { kind: 'expansion', items, position, bagExpansion, span };
  const expanded = relation.items.map(({ name, type }, index): [string, Variable] => {
    const { variable } = items[index]!;
    if (type === 'dynamic') return [name, variable];
    const element: Expression = { kind: 'column', name: variable.key, type: 'dynamic', span };
    const value: Expression = { kind: 'call', fn: 'cast', args: [element], type, span };
    return [name, building.add(draft, name, type, { kind: 'value', value })];
  });
  const scope = new Map([...draft.scope, ...expanded]);
  if (position !== null) scope.set(position.label, position);
  return withStep({ ...draft, scope }, step);
};
