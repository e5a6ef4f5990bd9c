import { ARITHMETIC } from './arithmetic.js';
import { COMPARISON } from './comparison.js';
import type { LowerFunction } from './entry.js';
import { LOGIC } from './logic.js';
import { MATCHING } from './matching.js';
import { STRINGS } from './strings.js';
import { TIME } from './time.js';

/** Every KQL function and operator that has an exact form in Athena SQL, by the IR's name for it. */
export const SQL_FUNCTIONS: ReadonlyMap<string, LowerFunction> = new Map(
  Object.entries({ ...LOGIC, ...COMPARISON, ...MATCHING, ...STRINGS, ...ARITHMETIC, ...TIME }),
);
