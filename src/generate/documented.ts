/** What an entry of a CloudTrail record's `resources` has, each a text (CloudTrail User Guide, "CloudTrail record contents"). */
const ENTRY_KEYS: ReadonlySet<string> = new Set(['ARN', 'accountId', 'type']);

/**
 * Whether a record keeps to what is documented where targets rest on it: Athena's table has a column for each key of an
 * entry of `resources`, and no place for anything else.
 */
export function isDocumented({ resources }: Readonly<Record<string, unknown>>): boolean {
  if (resources === undefined || resources === null) return true;
  return Array.isArray(resources) && resources.every(isEntry);
}

const isEntry = (entry: unknown): boolean =>
  typeof entry === 'object' &&
  entry !== null &&
  !Array.isArray(entry) &&
  Object.entries(entry).every(([key, value]) => ENTRY_KEYS.has(key) && typeof value === 'string');
