import type { Expression } from '../ir/expression.js';
import type { Relation } from '../ir/relation.js';
import { evaluate } from '../interpreter/evaluate.js';
import { blankExternal, blankRecord } from './blank.js';
import { Random } from './random.js';
import { solve } from './solve.js';
import { Store, type Cell } from './store.js';
import type { Constraint, Leaf, View } from './view.js';
import type { Build, Group } from './views/build.js';
import { viewOfRelation } from './views/registry.js';

/** A row of a relation that was sought, with all that it took. */
export interface Attempt {
  readonly store: Store;
  readonly view: View;
  readonly leaves: readonly Leaf[];
  readonly constraints: readonly Constraint[];
  readonly groups: readonly Group[];
  /** The number of ways at each fork that was met, in order. */
  readonly forks: readonly number[];
  /** What could not be met; empty when the row is there. */
  readonly unmet: readonly Constraint[];
}

export interface Wish {
  /** A condition on the row of the relation, beside what the relation itself asks. */
  readonly test: Expression;
}

/**
 * Seeks records that make a row of a relation.
 * @param base the time of the first record, in ticks as `now`
 * @param turns which way to take at each fork, by its number; 0 where none is given
 */
export function attempt(
  relation: Relation,
  now: bigint,
  base: bigint,
  turns: ReadonlyMap<number, number>,
  seed: number,
  wishes: readonly Wish[] = [],
): Attempt {
  const store = new Store();
  const leaves: Leaf[] = [];
  const constraints: Constraint[] = [];
  const filters: Constraint[] = [];
  const groups: Group[] = [];
  const forks: number[] = [];
  const build: Build = {
    store,
    now,
    leaves,
    constraints,
    filters,
    groups,
    fork: (ways) => {
      forks.push(ways);
      return (turns.get(forks.length - 1) ?? 0) % ways;
    },
    leaf: (kind, name) => {
      const blank = kind === 'record' ? blankRecord(name, leaves.length, base) : blankExternal();
      const leaf = new CellLeaf(kind, name, store.cell<unknown>(blank));
      leaves.push(leaf);
      return leaf;
    },
    share: (kept, dropped) => {
      if (kept === dropped) return;
      (dropped as CellLeaf).cell = (kept as CellLeaf).cell;
      leaves.splice(leaves.indexOf(dropped), 1);
    },
    view: (input) => viewOfRelation(build, input),
  };
  const view = build.view(relation);
  constraints.push(...wishes.map(({ test }): Constraint => ({ view, test, source: 'where', groups: groups.length })));
  const random = new Random(seed);
  let unmet = solve(store, constraints, random);
  if (unmet.length > 0) unmet = solve(store, constraints, random);
  else solve(store, [...constraints, ...filters], random);
  return { store, view, leaves, constraints, groups, forks, unmet };
}

/** A leaf whose content is a cell of the store; two leaves may come to share one. */
class CellLeaf implements Leaf {
  constructor(
    readonly kind: Leaf['kind'],
    readonly name: string,
    public cell: Cell<unknown>,
  ) {}

  get content(): unknown {
    return this.cell.value;
  }

  set content(content: unknown) {
    this.cell.value = content;
  }
}

/** Whether a test holds on a view now. */
export const holds = ({ test, view }: Constraint): boolean => evaluate(test, view.scope) === true;
