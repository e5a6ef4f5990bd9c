import { MAX_PATH_PARTS, fieldPath } from '../events/field-path.js';
import type { ValueTest } from '../model.js';
import { parseCidr } from '../values/cidr.js';
import { DATE_PART_RANGE } from '../values/date-part.js';
import { base64, base64Offsets, utf16WithMark, utf16be, utf16le, utf8 } from '../values/encode.js';
import { MANY, parsePattern, plainText, withDashes } from '../values/pattern.js';
import type { Pattern } from '../values/pattern.js';
import { regexTest } from '../values/regex/compile.js';
import { RegexFault } from '../values/regex/tree.js';
import { patternTest } from '../values/text-test.js';
import type { TextTest } from '../values/text.js';
import type { Modifiers } from './modifiers.js';
import { expanded } from './placeholders.js';
import { scalarText } from './scalar.js';
import type { Scalar } from './scalar.js';
import type { Source } from './source.js';

/** What one value asks of a field. @throws QueryError when the modifiers cannot take the value. */
export function readValueTest(
  scalar: Scalar,
  modifiers: Modifiers,
  isKeyword: boolean,
  source: Source,
  at: { readonly start: number },
): ValueTest {
  const takes = (name: string, expected: string): Error => source.fault('RP5226', [name, expected], at);

  if (scalar.kind === 'null') {
    const other = isKeyword ? 'all' : modifiers.names.find((name) => name !== 'neq');
    if (other !== undefined) throw takes(other, 'no null');
    return { kind: 'null' };
  }
  if (modifiers.type === 'exists') {
    if (scalar.kind !== 'boolean') throw takes('exists', 'true or false');
    return { kind: 'exists', expected: scalar.value };
  }
  if (modifiers.datePart !== null || modifiers.order !== null) {
    const name = modifiers.datePart ?? modifiers.order ?? '';
    if (scalar.kind !== 'number') throw takes(name, 'a number');
    if (modifiers.datePart !== null) {
      const [low, high] = DATE_PART_RANGE[modifiers.datePart];
      const isPart = Number.isInteger(scalar.value) && scalar.value >= low && scalar.value <= high;
      if (!isPart) throw takes(name, `a whole number from ${low} to ${high}`);
    }
    return { kind: 'number', part: modifiers.datePart, operator: modifiers.order ?? 'eq', value: scalar.value };
  }
  if (modifiers.type === 'cidr') {
    const block = scalar.kind === 'string' ? parseCidr(scalar.text) : null;
    if (block === null) throw takes('cidr', 'an IP network such as 10.0.0.0/8, its host bits zero');
    return { kind: 'cidr', block };
  }
  if (modifiers.type === 'fieldref') {
    if (scalar.kind !== 'string' || scalar.text === '') throw takes('fieldref', 'the name of a field');
    return { kind: 'field', other: readFieldPath(scalar.text, source, at) };
  }
  try {
    if (modifiers.type === 're') {
      const text = scalar.kind === 'number' ? scalar.text : scalarText(scalar);
      return { kind: 'text', matches: regexTest(text, modifiers.flags) };
    }
    const patterns = patternsOf(scalar, modifiers, source, at).flatMap((pattern) =>
      modified(pattern, modifiers, isKeyword, source, at),
    );
    return { kind: 'text', matches: someOf(patterns.map((pattern) => patternTest(pattern, modifiers.cased))) };
  } catch (error) {
    if (error instanceof RegexFault) throw source.fault('RP5229', [error.message], at);
    throw error;
  }
}

export function readFieldPath(
  name: string,
  source: Source,
  at: { readonly start: number },
): ReturnType<typeof fieldPath> {
  const path = fieldPath(name);
  if (path.parts.length > MAX_PATH_PARTS) throw source.fault('RP5214', [MAX_PATH_PARTS], at);
  return path;
}

/** Keeps the compiling of a pattern fast. */
const MAX_WILDCARDS = 1000;

/** A number is compared as JSON writes it, and as the rule does (`0x17` may be a text in the log). */
function patternsOf(
  scalar: Exclude<Scalar, { kind: 'null' }>,
  modifiers: Modifiers,
  source: Source,
  at: { readonly start: number },
): readonly Pattern[] {
  if (scalar.kind === 'string' && modifiers.expand) return expanded(scalar.text, source, at);
  if (scalar.kind === 'string') return [parsePattern(scalar.text)];
  const texts = new Set([scalarText(scalar), ...(scalar.kind === 'number' ? [scalar.text] : [])]);
  return [...texts].map((text) => [{ text }]);
}

function modified(
  pattern: Pattern,
  modifiers: Modifiers,
  isKeyword: boolean,
  source: Source,
  at: { readonly start: number },
): readonly Pattern[] {
  const encoder = modifiers.base64 ?? modifiers.wide;
  const dashed = modifiers.windash ? withDashes(pattern) : pattern;
  const wildcards = dashed.reduce((count, part) => count + Number('wildcard' in part), 0);
  if (wildcards > MAX_WILDCARDS) throw source.fault('RP5216', [MAX_WILDCARDS], at);
  let patterns: readonly Pattern[] = [dashed];
  if (encoder !== null) {
    const plain = plainText(pattern);
    if (plain === null) throw source.fault('RP5228', [encoder], at);
    patterns = encoded(plain, modifiers).map((text) => [{ text }]);
  }
  const before = isKeyword || modifiers.affix === 'contains' || modifiers.affix === 'endswith' ? [MANY] : [];
  const after = isKeyword || modifiers.affix === 'contains' || modifiers.affix === 'startswith' ? [MANY] : [];
  return patterns.map((inner) => [...before, ...inner, ...after]);
}

const WIDE = { utf16le, wide: utf16le, utf16be, utf16: utf16WithMark } as const;

function encoded(text: string, { wide, base64: to }: Modifiers): readonly string[] {
  const bytes = wide === null ? utf8(text) : WIDE[wide](text);
  if (to === null) return [bytes];
  return to === 'base64' ? [base64(bytes)] : base64Offsets(bytes);
}

function someOf(tests: readonly TextTest[]): TextTest {
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (value) => tests.some((test) => test(value));
}
