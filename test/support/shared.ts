import { existsSync } from 'node:fs';
import path from 'node:path';

/** Public rules, searches and logs that are no part of the project: beside it where they are, or where the variable says. */
export const SHARED = process.env['RULEPORT_SHARED'] ?? path.resolve(import.meta.dirname, '..', '..', '..', 'shared');

/** A folder or file of it, or null where it is not at hand. */
export function sharedPath(...parts: readonly string[]): string | null {
  const found = path.join(SHARED, ...parts);
  return existsSync(found) ? found : null;
}
