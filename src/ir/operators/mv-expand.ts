import { ascending, freshName } from '../hidden.js';
import { printExpression } from '../print-expression.js';
import type { MvExpand } from '../relation.js';
import type { Column } from '../types.js';
import { columnsRead } from '../walk-expression.js';
import { available, oneInput, without, type Operator } from './operator.js';

const names = ({ items, itemIndex }: Pick<MvExpand, 'items' | 'itemIndex'>): string[] => [
  ...items.map(({ name }) => name),
  ...(itemIndex === null ? [] : [itemIndex]),
];

/** The position column, if there is one and it is needed. */
const neededIndex = ({ itemIndex }: MvExpand, needed: ReadonlySet<string>): string | null =>
  itemIndex !== null && needed.has(itemIndex) ? itemIndex : null;

export const MV_EXPAND: Operator<MvExpand> = {
  ...oneInput<MvExpand>(),
  expressions: ({ items }) => items.map(({ value }) => value),
  mapExpressions: (relation, change) => ({
    ...relation,
    items: relation.items.map((each) => ({ ...each, value: change(each.value) })),
  }),
  print: ({ input, items, itemIndex, bagExpansion }) => {
    const index = itemIndex === null ? '' : ` with_itemindex=${itemIndex}`;
    const kind = bagExpansion === 'array' ? ' bagexpansion=array' : '';
    const printed = items.map(({ name, value, type }) => {
      const cast = type === 'dynamic' ? '' : ` to typeof(${type})`;
      return `${name} = ${printExpression(value)}${cast}`;
    });
    return [{ input, indent: false }, `mv-expand${index}${kind} ${printed.join(', ')}`];
  },
  makes: names,
  output: 'passes',
  hide: (relation, [input]) => {
    const given = relation.itemIndex;
    const taken = [...relation.columns, ...input!.hidden].map(({ name }) => name);
    const item: Column = { name: given ?? freshName('_item', taken), type: 'long' };
    const hidden = given === null ? [...input!.hidden, item] : input!.hidden;
    return {
      ...input!,
      relation: {
        ...relation,
        input: input!.relation,
        itemIndex: item.name,
        columns: [...relation.columns, ...hidden],
      },
      hidden,
      order: [...input!.order, ascending(item.name)],
    };
  },
  // Every item stays, read or not: how many rows come out depends on all of them.
  needs: (relation, needed) => {
    const below = without(needed, names({ ...relation, itemIndex: neededIndex(relation, needed) }));
    for (const { value } of relation.items) columnsRead(value, below);
    return [below];
  },
  prune: (relation, needed, [input]) => {
    const itemIndex = neededIndex(relation, needed);
    const columns = available(relation.columns, input!, names({ ...relation, itemIndex }));
    return { ...relation, input: input!, itemIndex, columns };
  },
};
