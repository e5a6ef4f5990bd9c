import type { Json } from '../../../src/target/engine.js';

/** Expressions and their documented or chosen values. */
export type Cases = readonly (readonly [expression: string, value: Json])[];
