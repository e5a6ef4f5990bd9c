import { NO_SPAN } from '../../diagnostics/diagnostic.js';
import { freshName, reference } from '../hidden.js';
import { printExpression } from '../print-expression.js';
import type { OrderKey, Sort } from '../relation.js';
import type { Column } from '../types.js';
import { columnsRead } from '../walk-expression.js';
import { oneInput, type Operator } from './operator.js';

export const SORT: Operator<Sort> = {
  ...oneInput<Sort>(),
  expressions: ({ keys }) => keys.map(({ value }) => value),
  mapExpressions: (relation, change) => ({
    ...relation,
    keys: relation.keys.map((each) => ({ ...each, value: change(each.value) })),
  }),
  print: ({ input, keys }) => {
    const printed = keys.map(({ value, direction, nulls }) => {
      const usual = (direction === 'asc') === (nulls === 'first');
      return `${printExpression(value)} ${direction}${usual ? '' : ` nulls ${nulls}`}`;
    });
    return [{ input, indent: false }, `sort by ${printed.join(', ')}`];
  },
  makes: () => [],
  output: 'passes',
  // The keys are kept under hidden names: their columns may be projected away or set anew before the order is used.
  hide: (relation, [input]) => {
    const taken = new Set([...relation.columns, ...input!.hidden].map(({ name }) => name));
    const made = relation.keys.map(({ value, direction, nulls }) => {
      const name = freshName('_sort', taken);
      taken.add(name);
      return {
        column: { name, type: value.type } satisfies Column,
        value,
        key: { name, direction, nulls } satisfies OrderKey,
      };
    });
    const hidden = [...input!.hidden, ...made.map(({ column }) => column)];
    const columns = [...relation.columns, ...hidden];
    return {
      relation: {
        ...relation,
        input: {
          op: 'extend',
          input: input!.relation,
          assignments: made.map(({ column, value }) => ({ name: column.name, value })),
          columns,
          span: NO_SPAN,
        },
        keys: made.map(({ column, key }) => ({ value: reference(column), direction: key.direction, nulls: key.nulls })),
        columns,
      },
      hidden,
      evidence: input!.evidence,
      order: [...made.map(({ key }) => key), ...input!.order],
    };
  },
  needs: ({ keys }, needed) => {
    const below = new Set(needed);
    for (const { value } of keys) columnsRead(value, below);
    return [below];
  },
  prune: (relation, _needed, [input]) => ({ ...relation, input: input!, columns: input!.columns }),
};
