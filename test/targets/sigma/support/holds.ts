import type { SigmaValue } from '../../../../targets/sigma/document/model.js';
import type { Atom, Formula } from '../../../../targets/sigma/logic/formula.js';

/**
 * Whether a formula without bounds holds for a record, by the Sigma specification, for tests of the algebra and of the
 * translation. No engine: only what formulas hold, nothing of YAML, conditions or time.
 */
export function holds(formula: Formula, record: unknown): boolean {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'atom':
      return matches(formula, valuesAt(record, formula.field.split('.')), record);
    case 'not':
      return !holds(formula.of, record);
    case 'and':
      return formula.of.every((operand) => holds(operand, record));
    case 'or':
      return formula.of.some((operand) => holds(operand, record));
    case 'threshold':
    case 'bounded':
      throw new Error('widen first');
  }
}

/** The values below a path, those of lists one by one; JSON null counts as absent. */
function valuesAt(value: unknown, keys: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((element: unknown) => valuesAt(element, keys));
  const [key, ...rest] = keys;
  if (key === undefined) return value === null || value === undefined ? [] : [value];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
  return valuesAt((value as Readonly<Record<string, unknown>>)[key], rest);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function matches(test: Atom, values: readonly unknown[], record: unknown): boolean {
  if (test.value.kind === 'null') return values.length === 0;
  return values.some((value) => matchesOne(test, test.value, value, record));
}

function matchesOne({ modifiers }: Atom, wanted: SigmaValue, value: unknown, record: unknown): boolean {
  switch (wanted.kind) {
    case 'regex':
      return new RegExp(wanted.source, modifiers.includes('i') ? 'iu' : 'u').test(textOf(value));
    case 'field':
      return valuesAt(record, wanted.name.split('.')).some(
        (other) => textOf(other).toLowerCase() === textOf(value).toLowerCase(),
      );
    case 'boolean':
      return textOf(value).toLowerCase() === String(wanted.value);
    case 'number':
      return compares(modifiers[0], value, wanted.value);
    case 'pattern': {
      const fold = (text: string): string => (modifiers.includes('cased') ? text : text.toLowerCase());
      const whole = fold(textOf(value));
      const text = fold(wanted.parts.map((part) => ('text' in part ? part.text : '')).join(''));
      if (modifiers.includes('contains')) return whole.includes(text);
      if (modifiers.includes('startswith')) return whole.startsWith(text);
      if (modifiers.includes('endswith')) return whole.endsWith(text);
      return whole === text;
    }
    case 'placeholder':
      throw new Error('a list from outside');
    case 'null':
      return false;
  }
}

function compares(modifier: string | undefined, value: unknown, wanted: number): boolean {
  if (modifier === undefined) return textOf(value) === String(wanted);
  if (typeof value !== 'number') return false;
  switch (modifier) {
    case 'lt':
      return value < wanted;
    case 'lte':
      return value <= wanted;
    case 'gt':
      return value > wanted;
    case 'gte':
      return value >= wanted;
    default:
      return false;
  }
}
