import type { LogRecord } from '../events/event-source.js';
import { evaluate } from '../interpreter/evaluate.js';
import { EventTables } from '../interpreter/event-tables.js';
import { withInlineTables } from '../interpreter/inline-tables.js';
import type { Row } from '../interpreter/row.js';
import { run } from '../interpreter/run.js';
import type { Relation } from '../ir/relation.js';
import { ticksOfUnixMilliseconds } from '../schema/datetime-text.js';
import type { RunContext } from '../target/engine.js';
import type { Predicate } from './predicates.js';

/** What a run of the reference saw. */
export interface Observation {
  readonly rows: readonly Row[];
  /** For each predicate whether it was met by some row, and failed (false or null) by some row. */
  readonly sides: readonly Sides[];
}

export interface Sides {
  readonly met: boolean;
  readonly failed: boolean;
}

/** Runs a query and looks at which sides of its predicates the rows were. */
export function observe(
  query: Relation,
  predicates: readonly Predicate[],
  records: readonly LogRecord[],
  context: RunContext,
): Observation {
  const tables = withInlineTables({}, context.externals ?? {}, new EventTables(records).within(context.window));
  const sides = predicates.map(() => ({ met: false, failed: false }));
  const rows = run(query, {
    tables,
    now: ticksOfUnixMilliseconds(context.now),
    observe: (relation, [input], execution) => {
      if (!('input' in relation) || input === undefined) return;
      const own = predicates.flatMap((predicate, index) => (predicate.relation === relation ? [index] : []));
      if (own.length === 0) return;
      const scope = execution.scopes(relation.input.columns);
      for (const row of input) {
        const before = scope(row);
        for (const index of own) {
          const side = sides[index]!;
          if (side.met && side.failed) continue;
          if (evaluate(predicates[index]!.test, before) === true) side.met = true;
          else side.failed = true;
        }
      }
    },
  });
  return { rows, sides };
}
