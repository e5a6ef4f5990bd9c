import { NO_SPAN } from '../../diagnostics/diagnostic.js';
import { ascending, freshName, renamer, type WithHidden } from '../hidden.js';
import type { Extend, Join } from '../relation.js';
import type { Column } from '../types.js';
import { printOrder } from '../print-expression.js';
import type { Operator } from './operator.js';

type Side = 'left' | 'right' | 'both';

/** The sides whose columns come out. */
const sideOf = ({ kind }: Join): Side => {
  if (kind === 'leftsemi' || kind === 'leftanti') return 'left';
  return kind === 'rightsemi' || kind === 'rightanti' ? 'right' : 'both';
};

const outputNames = ({ right, rightNames }: Join): ReadonlyMap<string, string> =>
  new Map(right.columns.map(({ name }, index) => [name, rightNames[index] ?? name]));

export const JOIN: Operator<Join> = {
  inputs: ({ left, right }) => [left, right],
  withInputs: (relation, [left, right]) => ({ ...relation, left: left!, right: right! }),
  expressions: () => [],
  mapExpressions: (relation) => relation,
  print: (relation) => {
    const { kind, left, right } = relation;
    const on = relation.on.map((key) => `$left.${key.left} == $right.${key.right}`).join(', ');
    const first = relation.leftOrder.length === 0 ? '' : ` first by ${printOrder(relation.leftOrder)}`;
    const renamed =
      sideOf(relation) !== 'both'
        ? []
        : [...outputNames(relation)]
            .filter(([name, output]) => output !== name)
            .map(([name, output]) => `${name} as ${output}`);
    return [
      { input: left, indent: false },
      `join kind=${kind} on ${on}${first}`,
      { input: right, indent: true },
      ...(renamed.length === 0 ? [] : [`  renamed ${renamed.join(', ')}`]),
    ];
  },
  makes: () => [],
  output: 'mixes',
  hide: (relation, [given, right]) => {
    const left = relation.kind === 'fullouter' ? withPresence(given!, relation) : given;
    const sides = { left: left!.relation, right: right!.relation, leftOrder: left!.order };
    if (sideOf(relation) === 'left') {
      return { ...left!, relation: { ...relation, ...sides, columns: [...relation.columns, ...left!.hidden] } };
    }
    if (sideOf(relation) === 'right') {
      return { ...right!, relation: { ...relation, ...sides, columns: [...relation.columns, ...right!.hidden] } };
    }
    const newName = renamer(
      right!.hidden,
      [...relation.columns, ...left!.hidden].map(({ name }) => name),
    );
    const outputOf = newNameIn(relation, newName);
    // Hidden columns stand among the side's own where it is a join itself: its names go by its columns, not behind them.
    const rightColumns = right!.relation.columns.map(({ name, type }) => ({ name: outputOf(name), type }));
    const rightOrder = right!.order.map((key) => ({ ...key, name: outputOf(key.name) }));
    // Kusto has no order of joined rows. Ruleport's: an outer join that keeps the right side goes by it first.
    const order = relation.kind === 'rightouter' ? [...rightOrder, ...left!.order] : [...left!.order, ...rightOrder];
    return {
      relation: {
        ...relation,
        ...sides,
        rightNames: rightColumns.map(({ name }) => name),
        columns: [...left!.relation.columns, ...rightColumns],
      },
      hidden: [...left!.hidden, ...right!.hidden.map(({ name, type }) => ({ name: newName(name), type }))],
      evidence: [...left!.evidence, ...(relation.evidence === 'both' ? right!.evidence.map(newName) : [])],
      order,
    };
  },
  needs: (relation, needed) => {
    const side = sideOf(relation);
    const order = relation.kind === 'innerunique' ? relation.leftOrder : [];
    const left = new Set([...relation.on.map((key) => key.left), ...order.map(({ name }) => name)]);
    const right = new Set(relation.on.map((key) => key.right));
    if (side !== 'right') for (const { name } of relation.left.columns) if (needed.has(name)) left.add(name);
    if (side === 'right') for (const { name } of relation.right.columns) if (needed.has(name)) right.add(name);
    if (side === 'both') for (const [name, output] of outputNames(relation)) if (needed.has(output)) right.add(name);
    return [left, right];
  },
  prune: (relation, _needed, [left, right]) => {
    const leftOrder = relation.kind === 'innerunique' ? relation.leftOrder : [];
    const sides = { left: left!, right: right!, leftOrder };
    const side = sideOf(relation);
    if (side !== 'both') return { ...relation, ...sides, columns: sides[side].columns };
    const names = outputNames(relation);
    const rightColumns = right!.columns.map(({ name, type }) => ({ name: names.get(name) ?? name, type }));
    const rightNames = rightColumns.map(({ name }) => name);
    return { ...relation, ...sides, rightNames, columns: [...left!.columns, ...rightColumns] };
  },
};

/**
 * A full join's rows without a left row come first: before a row whose own order is by `""` or null, which look the same, so
 * that it goes by whether there is a left row.
 */
function withPresence({ relation, hidden, evidence, order }: WithHidden, join: Join): WithHidden {
  const present: Column = {
    name: freshName('_left', new Set([...join.columns, ...hidden].map(({ name }) => name))),
    type: 'bool',
  };
  const extended: Extend = {
    op: 'extend',
    input: relation,
    assignments: [{ name: present.name, value: { kind: 'literal', type: 'bool', value: true, span: NO_SPAN } }],
    columns: [...relation.columns, present],
    span: NO_SPAN,
  };
  return { relation: extended, hidden: [...hidden, present], evidence, order: [ascending(present.name), ...order] };
}

/** The output name of a column of the right side, its own or a hidden one. */
const newNameIn = (relation: Join, newName: (name: string) => string): ((name: string) => string) => {
  const own = outputNames(relation);
  return (name) => own.get(name) ?? newName(name);
};
