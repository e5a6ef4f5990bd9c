import { operatorOf } from '../../../src/ir/operators/registry.js';
import type { Assignment, OrderKey, Relation } from '../../../src/ir/relation.js';
import { inputsOf, operatorsOf } from '../../../src/ir/traverse.js';

/** What is needed of an operator by all that read it. */
export interface Request {
  readonly columns: ReadonlySet<string>;
  /** Text columns that are better `""` than NULL: keys of joins and groups, and what rows are ordered by. */
  readonly solid: ReadonlySet<string>;
}

interface Collected {
  readonly columns: Set<string>;
  readonly solid: Set<string>;
}

/** The request for each operator of a plan; users stand before what they use, so what is shared hears all of them. */
export function collectRequests(plan: Relation): ReadonlyMap<Relation, Request> {
  const requests = new Map<Relation, Collected>();
  const requestOf = (node: Relation): Collected => {
    const known = requests.get(node) ?? { columns: new Set(), solid: new Set() };
    requests.set(node, known);
    return known;
  };
  for (const { name } of plan.columns) requestOf(plan).columns.add(name);
  for (const node of operatorsOf(plan).reverse()) {
    const { columns, solid } = requestOf(node);
    const below = operatorOf(node).needs(node, columns);
    inputsOf(node).forEach((input, at) => {
      const request = requestOf(input);
      for (const name of below[at] ?? []) request.columns.add(name);
      const present = new Set(input.columns.map(({ name }) => name));
      for (const name of solidBelow(node, solid, at)) if (present.has(name)) request.solid.add(name);
    });
  }
  return requests;
}

const namesOf = (order: readonly OrderKey[]): string[] => order.map(({ name }) => name);

/** Columns that go on under a name of which it is asked to be solid. */
const passed = (assignments: readonly Assignment[], solid: ReadonlySet<string>): string[] =>
  assignments.flatMap(({ name, value }) => (value.kind === 'column' && solid.has(name) ? [value.name] : []));

function solidBelow(node: Relation, solid: ReadonlySet<string>, at: number): Iterable<string> {
  switch (node.op) {
    case 'project':
      return passed(node.assignments, solid);
    case 'extend': {
      const made = new Set(node.assignments.map(({ name }) => name));
      return [...[...solid].filter((name) => !made.has(name)), ...passed(node.assignments, solid)];
    }
    case 'join': {
      if (at === 0) return [...node.on.map(({ left }) => left), ...namesOf(node.leftOrder), ...solid];
      const outputs = node.right.columns.filter((_, index) => solid.has(node.rightNames[index] ?? ''));
      return [...node.on.map(({ right }) => right), ...outputs.map(({ name }) => name)];
    }
    case 'summarize':
      return [...passed(node.keys, new Set(node.keys.map(({ name }) => name))), ...namesOf(node.order)];
    case 'sort':
      return [...solid, ...node.keys.flatMap(({ value }) => (value.kind === 'column' ? [value.name] : []))];
    case 'take':
    case 'window':
      return [...solid, ...namesOf(node.order)];
    default:
      return solid;
  }
}
