/** Reading raw CloudTrail records: what a column of the AWSCloudTrail table is made of. */
export const RECORD_HELPERS = {
  isRecord: {
    needs: ['isObject'],
    source: `
/** Any of these fields makes an object a CloudTrail record. */
function isRecord(value: unknown): value is CloudTrailRecord {
  if (!isObject(value)) return false;
  const has = (field: string): boolean => Object.hasOwn(value, field);
  return has('eventName') || has('eventSource') || has('eventTime') || has('eventID');
}`,
  },
  isFinding: {
    needs: ['isObject'],
    source: `
/** A GuardDuty finding has these fields and none of a CloudTrail record. */
function isFinding(value: unknown): value is GuardDutyFinding {
  if (!isObject(value)) return false;
  const has = (field: string): boolean => Object.hasOwn(value, field);
  if (has('eventName') || has('eventSource') || has('eventTime') || has('eventID')) return false;
  return has('schemaVersion') && has('service');
}`,
  },
  isObject: {
    source: `
function isObject(value: unknown): value is object {
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
  whole: {
    source: `
/** A raw number without its fraction; anything else is null. */
function whole(raw: unknown): number | null {
  return typeof raw === 'number' && Number.isFinite(raw) ? Math.trunc(raw) + 0 : null;
}`,
  },
  dynamicValue: {
    needs: ['Dynamic'],
    source: `
/** A raw value as a dynamic column has it. */
function dynamicValue(raw: unknown): Dynamic {
  return (raw ?? null) as Dynamic;
}`,
  },
  boolCell: {
    source: `
function boolCell(raw: unknown): boolean | null {
  return typeof raw === 'boolean' ? raw : null;
}`,
  },
  wholeCell: {
    source: `
function wholeCell(raw: unknown): number | null {
  return Number.isSafeInteger(raw) ? Number(raw) + 0 : null;
}`,
  },
  realCell: {
    source: `
function realCell(raw: unknown): number | null {
  return typeof raw === 'number' ? raw : null;
}`,
  },
  given: {
    source: `
/** @throws TypeError for an input that the caller has left out */
function given<Row>(rows: readonly Row[] | undefined, name: string): readonly Row[] {
  if (rows === undefined) throw new TypeError(\`the input \${name} was not given\`);
  return rows;
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
