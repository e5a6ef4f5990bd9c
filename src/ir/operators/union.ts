import { NO_SPAN } from '../../diagnostics/diagnostic.js';
import { ascending, freshName, passThrough, type WithHidden } from '../hidden.js';
import type { Literal } from '../expression.js';
import type { Assignment, Project, Relation, Union } from '../relation.js';
import type { Column } from '../types.js';
import { keep, noExpressions, type Operator } from './operator.js';

const literal = (type: Column['type'], value: bigint | null): Literal => ({
  kind: 'literal',
  type,
  value: value === null && type === 'string' ? '' : value,
  span: NO_SPAN,
});

const projected = (input: Relation, assignments: readonly Assignment[], columns: readonly Column[]): Project => ({
  op: 'project',
  keyword: 'project',
  input,
  assignments,
  columns,
  span: NO_SPAN,
});

/** Hidden columns of the inputs by name and type: where an input lacks one it gets null. */
function hiddenColumns(inputs: readonly WithHidden[]): Column[] {
  const columns = new Map<string, Column>();
  for (const { hidden } of inputs) {
    for (const column of hidden) {
      const known = columns.get(column.name);
      if (known === undefined) columns.set(column.name, column);
      else if (known.type !== column.type) columns.set(`${column.name}:${column.type}`, column);
    }
  }
  return [...columns.entries()].map(([key, { type }]) => ({ name: key.replace(':', '_'), type }));
}

const nameOf = (all: readonly Column[], { name, type }: Column): string =>
  all.find((column) => column.name === name && column.type === type)?.name ?? `${name}_${type}`;

export const UNION: Operator<Union> = {
  ...noExpressions<Union>(),
  inputs: ({ inputs }) => inputs,
  withInputs: (relation, inputs) => ({ ...relation, inputs }),
  print: ({ inputs }) => ['union', ...inputs.map((input) => ({ input, indent: true }))],
  makes: () => [],
  output: 'passes',
  hide: (relation, inputs) => {
    const carried = hiddenColumns(inputs);
    // A union of unions is in the order of both.
    const taken = new Set([...relation.columns, ...carried].map(({ name }) => name));
    const branch: Column = { name: freshName('_branch', taken), type: 'long' };
    const hidden = [branch, ...carried];
    const columns = [...relation.columns, ...hidden];
    const branches = inputs.map((input, index) => {
      const present = new Map(input.hidden.map((column) => [nameOf(carried, column), column]));
      const assignments: Assignment[] = [
        ...relation.columns.map(passThrough),
        { name: branch.name, value: literal('long', BigInt(index)) },
        ...carried.map(({ name, type }): Assignment => {
          const own = present.get(name);
          return { name, value: own === undefined ? literal(type, null) : passThrough(own).value };
        }),
      ];
      return projected(input.relation, assignments, columns);
    });
    const renamed = (input: WithHidden, name: string): string => {
      const column = input.hidden.find((each) => each.name === name);
      return column === undefined ? name : nameOf(carried, column);
    };
    const evidence = new Set(inputs.flatMap((input) => input.evidence.map((name) => renamed(input, name))));
    const order = new Map(
      inputs.flatMap((input) =>
        input.order.map((key) => [renamed(input, key.name), { ...key, name: renamed(input, key.name) }]),
      ),
    );
    return {
      relation: { ...relation, inputs: branches, columns },
      hidden,
      evidence: [...evidence],
      order: [ascending(branch.name), ...order.values()],
    };
  },
  needs: ({ inputs }, needed) => inputs.map(() => needed),
  // Inputs may keep more than is asked of them (a key of a group): all must have the same columns.
  prune: (relation, needed, inputs) => {
    const columns = keep(relation.columns, needed);
    const same = (input: Relation): boolean =>
      input.columns.length === columns.length &&
      columns.every(({ name }, index) => input.columns[index]?.name === name);
    const exact = inputs.map((input) => (same(input) ? input : projected(input, columns.map(passThrough), columns)));
    return { ...relation, inputs: exact, columns };
  },
};
