/** Reading raw CloudTrail records: what a column of the AWSCloudTrail table is made of. */
export const RECORD_HELPERS = {
  isRecord: {
    source: `
function isRecord(value: unknown): value is CloudTrailRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}`,
  },
  text: {
    source: `
/** A raw value as a text column has it: missing is '', and what is no string is its JSON text. */
function text(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  return raw === undefined || raw === null ? '' : JSON.stringify(raw);
}`,
  },
  flag: {
    source: `
/** A raw value as a bool column has it. CloudTrail writes some flags as text. */
function flag(raw: unknown): boolean | null {
  const word = String(typeof raw === 'string' || typeof raw === 'boolean' ? raw : '').toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : null;
}`,
  },
  valueAt: {
    source: `
/** The raw value at a path: keys of objects, positions in arrays, own properties only. */
function valueAt(record: unknown, path: readonly (string | number)[]): unknown {
  let value = record;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) !== (typeof step === 'number') || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}`,
  },
  mayMatch: {
    source: `
/** Whether a record's text has the literals of an alternative, or an escape that may hide one. */
function mayMatch(json: string): boolean {
  if (literals.some((all) => all.every((literal) => json.includes(literal)))) return true;
  return json.includes('\\\\u') || json.includes('\\\\/');
}`,
  },
  eventIds: {
    needs: ['compareText'],
    source: `
/** The distinct event IDs behind a row, in order. */
function eventIds(...ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => id !== '').sort(compareText);
}`,
  },
} as const;
