import { rename } from './rename.js';
import type { Stage } from './stage.js';

/** Ends a search whose rows are appended to another: only the fields that go on, under names of the search around it. */
export function handOver(names: ReadonlyMap<string, string>, branch: Stage): void {
  rename(
    [...names].map(([from, to]) => ({ from, to })),
    branch,
  );
  branch.emit({ command: 'table', fields: [...new Set(names.values())] });
}
