import type { Condition } from '../spl/expression.js';

/**
 * Rows that a step is about, while two sides of a join share the rows of the search: the others pass through. Null: all rows.
 */
export type Guard = { readonly applies: Condition; readonly others: Condition } | null;
