import type { Value } from '../ir/value.js';

/** A row of the reference interpreter: one value a column, and the event IDs that it came from. */
export interface Row {
  readonly values: readonly Value[];
  readonly evidence: ReadonlySet<string>;
}
