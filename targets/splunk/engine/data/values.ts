/**
 * The values of SPL. A field holds text, one value or several; there are no types and no nulls in rows: a field that is
 * null is absent. Inside an eval expression values have types (Search Reference, "eval", "Usage").
 */
export type FieldValue = string | readonly string[];

/**
 * Text that came out of a field, in an expression: it counts as a number where it looks like one, and keeps its spelling
 * where it is compared with a string literal.
 */
export class FieldText {
  private parsed: number | null | undefined;
  constructor(readonly text: string) {}
  get number(): number | null {
    if (this.parsed === undefined) this.parsed = parseNumber(this.text);
    return this.parsed;
  }
}

export type Scalar = boolean | number | string | FieldText;
export type EvalValue = null | Scalar | readonly Scalar[];

export const isMulti = (value: EvalValue): value is readonly Scalar[] => Array.isArray(value);

/** The number that a whole text spells, or null. No spaces, no hexadecimal. */
export const parseNumber = (text: string): number | null =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u.test(text) ? Number(text) : null;

/** Numbers are shown with at most 15 significant digits, as eval does without exact(). */
export function formatNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
}

/** The text of a value as a field stores it. */
export function textOf(value: Scalar): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value.text;
}

/** What arithmetic makes of a value: text that spells a number is one, anything else is null. */
export function numberOf(value: Scalar): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return parseNumber(value);
  return typeof value === 'boolean' ? null : value.number;
}

/** A multivalue result in its simplest form: nothing is null, one value is that value. */
export function multi(values: readonly Scalar[]): EvalValue {
  return values.length === 0 ? null : values.length === 1 ? values[0]! : values;
}

export function simplest(values: readonly string[]): FieldValue | undefined {
  return values.length === 0 ? undefined : values.length === 1 ? values[0] : values;
}

export const valuesOf = (value: FieldValue | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

export const scalarsOf = (value: EvalValue): readonly Scalar[] =>
  value === null ? [] : isMulti(value) ? value : [value];

export function fromField(value: FieldValue | undefined): EvalValue {
  if (value === undefined) return null;
  return typeof value === 'string' ? new FieldText(value) : multi(value.map((text) => new FieldText(text)));
}

/** Orders text by code point, which is the order of its UTF-8 bytes. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) {
      // A surrogate stands for a code point above every other UTF-16 unit.
      const aHigh = a >= 0xd800 && a <= 0xdfff;
      const bHigh = b >= 0xd800 && b <= 0xdfff;
      return aHigh === bHigh ? a - b : aHigh ? 1 : -1;
    }
  }
  return left.length - right.length;
}

/** Numbers before text, numbers by value, text by code point: the "auto" order of sort, min and max. */
export function compareAuto(left: string, right: string): number {
  const a = parseNumber(left);
  const b = parseNumber(right);
  if (a !== null && b !== null) return a - b;
  if (a !== null || b !== null) return a !== null ? -1 : 1;
  return compareText(left, right);
}

/** ASCII letters fold; what Splunk folds beyond them is documented nowhere. */
export const foldCase = (text: string): string => text.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase());
