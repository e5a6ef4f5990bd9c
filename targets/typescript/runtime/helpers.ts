import { ADDRESS_HELPERS } from './addresses.js';
import { ARRAY_HELPERS } from './arrays.js';
import { CALENDAR_HELPERS } from './calendar.js';
import { CLOCK_HELPERS } from './clock.js';
import { CONVERSION_HELPERS } from './conversions.js';
import { DYNAMIC_HELPERS } from './dynamic.js';
import { ENCODING_HELPERS } from './encodings.js';
import { JOIN_HELPERS } from './joins.js';
import { GROUP_HELPERS } from './groups.js';
import { MATHEMATICS_HELPERS } from './mathematics.js';
import { NUMBER_HELPERS } from './numbers.js';
import { ORDER_HELPERS } from './order.js';
import { PATTERN_HELPERS } from './patterns.js';
import { RECORD_HELPERS } from './record.js';
import { ROUNDING_HELPERS } from './rounding.js';
import { WINDOW_HELPERS } from './windows.js';
import { TEXT_HELPERS } from './text.js';

/**
 * The functions and types that an emitted module may need, as TypeScript source: constant texts, nothing is ever put into
 * them. A module contains those that it uses and, through `needs`, those that they use.
 */
export interface Helper {
  readonly needs?: readonly string[];
  readonly source: string;
}

export const HELPERS = {
  ...RECORD_HELPERS,
  ...ORDER_HELPERS,
  ...TEXT_HELPERS,
  ...ENCODING_HELPERS,
  ...PATTERN_HELPERS,
  ...DYNAMIC_HELPERS,
  ...ARRAY_HELPERS,
  ...NUMBER_HELPERS,
  ...MATHEMATICS_HELPERS,
  ...CLOCK_HELPERS,
  ...CALENDAR_HELPERS,
  ...CONVERSION_HELPERS,
  ...ROUNDING_HELPERS,
  ...ADDRESS_HELPERS,
  ...JOIN_HELPERS,
  ...GROUP_HELPERS,
  ...WINDOW_HELPERS,
} as const satisfies Readonly<Record<string, Helper>>;

export type HelperName = keyof typeof HELPERS;

export const HELPER_NAMES = Object.keys(HELPERS) as HelperName[];

/** The sources of some helpers and of all that they need, in the order of the table. */
export function helperSources(wanted: Iterable<HelperName>): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const helper: Helper = HELPERS[name as HelperName];
    helper.needs?.forEach(visit);
  };
  for (const name of wanted) visit(name);
  return HELPER_NAMES.filter((name) => found.has(name)).map((name) => HELPERS[name].source.trim());
}
