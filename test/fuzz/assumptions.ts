import type { Conversion } from '../../src/target/target.js';

type Event = Readonly<Record<string, unknown>>;

/** A change of the two objects of a record whose members may be anything. */
const inParameters =
  (change: (value: unknown) => unknown) =>
  (value: unknown, key: string): unknown =>
    key === 'requestParameters' || key === 'responseElements' ? change(value) : value;

/** What records must be like where a conversion says that it rests on it; by the code of the assumption. */
const KEEPERS: Readonly<Record<string, (value: unknown, key: string) => unknown>> = {
  // No lists and no objects.
  RP3052: inParameters((value) => flat(value)),
  // No text that is itself written as an array or an object.
  RP3158: inParameters((value) => withoutStructures(value)),
  // Elements of one type, and nothing nested in what may be one.
  RP3160: inParameters((value) => flatTexts(value)),
  // Numbers whose sums and products have at most 15 digits.
  RP3167: (value) => (typeof value === 'number' && Math.abs(value) > 1e9 ? 7 : value),
  // No letters beyond ASCII.
  RP3168: (value) => (typeof value === 'string' ? value.replaceAll('é', 'e') : value),
};

/** The codes of what a conversion rests on that random records break; null where its own constants break it. */
export function restsOn({ assumptions, artifacts }: Conversion): readonly string[] | null {
  const codes = [...new Set(assumptions.map(({ code }) => code))].filter((code) => code in KEEPERS).sort();
  if (codes.includes('RP3168') && artifacts.some(({ content }) => /[éÉ]/.test(content))) return null;
  return codes;
}

/** The records as they must be for these codes. */
export function keeping(codes: readonly string[], records: readonly Event[]): readonly Event[] {
  if (codes.length === 0) return records;
  return records.map((record) => {
    const text = JSON.stringify(record, (key, value: unknown) =>
      codes.reduce((each, code) => KEEPERS[code]!(each, key), value),
    );
    return JSON.parse(text) as Event;
  });
}

const withoutStructures = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' && /^[[{]/.test(each) ? 'text' : each,
  );

/** The members of an object, each as `change` makes it; null stays. */
function members(value: unknown, change: (member: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [key, each === null ? null : change(each)]),
  );
}

const flat = (value: unknown): unknown => members(value, (each) => (typeof each === 'object' ? 'nested' : each));
const flatTexts = (value: unknown): unknown => members(flat(value), String);
