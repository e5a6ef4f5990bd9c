import { ARITHMETIC } from './arithmetic.js';
import { CALENDAR } from './calendar.js';
import { COMPARISON } from './comparison.js';
import { CONVERSIONS } from './conversions.js';
import type { LowerFunction } from './entry.js';
import { IP } from './ip.js';
import { JOINING } from './joining.js';
import { LOGIC } from './logic.js';
import { MATCHING } from './matching.js';
import { MATHEMATICS } from './mathematics.js';
import { NUMBERS } from './numbers.js';
import { PACKS } from './packs.js';
import { PATTERNS } from './patterns.js';
import { STRINGS } from './strings.js';
import { TIME } from './time.js';

/** Every KQL function and operator that has an exact form in Athena SQL, by the IR's name for it. */
export const SQL_FUNCTIONS: ReadonlyMap<string, LowerFunction> = new Map(
  Object.entries({
    ...LOGIC,
    ...COMPARISON,
    ...MATCHING,
    ...STRINGS,
    ...CONVERSIONS,
    ...ARITHMETIC,
    ...NUMBERS,
    ...TIME,
    ...CALENDAR,
    ...PATTERNS,
    ...JOINING,
    ...MATHEMATICS,
    ...PACKS,
    ...IP,
  }),
);
