import { rename } from './rename.js';
import type { Stage } from './stage.js';

/** Ends a search whose rows come together with those of others: only the fields that go on, under names of the search around it. */
export function handOver(
  names: ReadonlyMap<string, string>,
  branch: Stage,
  command: 'table' | 'fields' = 'table',
): void {
  rename(
    [...names].map(([from, to]) => ({ from, to })),
    branch,
  );
  // Rows that only count still need a field.
  branch.emit({ command, fields: names.size === 0 ? ['_time'] : [...new Set(names.values())] });
}
