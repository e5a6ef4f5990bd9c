import { valueToJson } from '../ir/to-json.js';
import type { Value } from '../ir/value.js';
import { distance } from './distance.js';
import { SCENARIO_ADDRESS, SCENARIO_MARK, eventId } from './blank.js';
import { bestMove, total } from './solve.js';
import { take } from './moves.js';
import type { Attempt } from './attempt.js';
import type { Leaf } from './view.js';

/** Records and rows from outside that belong together. */
export interface Scenario {
  readonly records: readonly Record<string, unknown>[];
  readonly externals: readonly { readonly name: string; readonly cells: ReadonlyMap<string, unknown> }[];
}

/**
 * What the attempt's leaves hold now, with the copies that its groups ask for.
 * @param copies false: one record for each leaf, where only the row itself matters
 */
export function scenarioOf({ store, leaves, constraints, groups }: Attempt, copies = true): Scenario {
  const records = recordsOf(leaves, leaves, 0);
  const externals = leaves
    .filter(({ kind }) => kind === 'external')
    .map(({ name, content }) => ({ name, cells: jsonCells(content as ReadonlyMap<string, Value>) }));
  if (!copies) return { records, externals };
  const state = store.snapshot();
  for (const group of groups) {
    const count = group.copies();
    for (let copy = 1; copy <= count; copy++) {
      for (const moves of group.vary(copy)) {
        const others = constraints.filter(({ test, view }) => distance(test, true, view) === 0);
        const move = bestMove(store, others, take(moves, 12));
        move?.();
        if (total(others) > 0) store.restore(state);
      }
      records.push(...recordsOf(group.leaves, leaves, copy));
      store.restore(state);
    }
  }
  return { records, externals };
}

const recordsOf = (some: readonly Leaf[], all: readonly Leaf[], copy: number): Record<string, unknown>[] =>
  some
    .filter(({ kind }) => kind === 'record')
    .map((leaf) => {
      const record = leaf.content as Record<string, unknown>;
      if (copy === 0) return record;
      const index = all.indexOf(leaf);
      return JSON.parse(JSON.stringify(record).replaceAll(eventId(index), eventId(index, copy))) as typeof record;
    });

const jsonCells = (cells: ReadonlyMap<string, Value>): ReadonlyMap<string, unknown> =>
  new Map([...cells].map(([name, value]) => [name, valueToJson(value)]));

/** The scenario under its number: event IDs, names and addresses of its own. */
export function numbered({ records, externals }: Scenario, number: number): Scenario {
  const mark = String(number).padStart(3, '0');
  const rewrite = (text: string): string =>
    text
      .replaceAll(SCENARIO_MARK, `s${mark}`)
      .replaceAll(SCENARIO_MARK.toUpperCase(), `S${mark}`)
      .replaceAll(SCENARIO_ADDRESS, `198.18.${number >> 8}.${number & 255}`)
      .replaceAll('00000000-0000-4000-8000-', `00000000-0000-4000-8${mark.slice(-3)}-`);
  return {
    records: records.map((record) => JSON.parse(rewrite(JSON.stringify(record))) as Record<string, unknown>),
    externals: externals.map(({ name, cells }) => ({
      name,
      cells: new Map(
        [...cells].map(([column, value]) => [column, JSON.parse(rewrite(JSON.stringify(value))) as unknown]),
      ),
    })),
  };
}
