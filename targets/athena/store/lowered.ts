import type { StoreQuery } from '../../../src/target/store.js';
import { lowerQuery, type LoweredQuery } from '../lower/query.js';
import { readSettings } from '../settings.js';

/** The text that `convert` wrote, unchanged. */
export function sqlOf({ rule, conversion }: StoreQuery): string {
  const query = conversion.artifacts.find(({ role }) => role === 'query');
  if (query === undefined) throw new Error(`${rule.rule.name}: there is no Athena query to run`);
  return query.content;
}

/** The tree that the text was printed from, which knows what its columns hold. */
export const loweredOf = ({ rule, window, settings }: StoreQuery): LoweredQuery =>
  lowerQuery(rule, readSettings(settings).settings, { now: window.end, window });
