import type { Span } from '../../../src/diagnostics/diagnostic.js';
import { reason } from '../codes.js';
import { any, all, atom, bounded, FALSE, not, TRUE, type Formula } from '../logic/formula.js';
import type { Context } from './context.js';
import { isEmpty, plainText, textAtom } from './field-test.js';
import { elementField, memberField, positionField, type Field } from './field.js';
import { quoteRegex } from './regex.js';
import type { FieldTerm, JsonTerm } from './term.js';
import type { TextTest } from './text-match.js';

/**
 * Values inside JSON texts, such as policy documents. A text without a backslash has no escapes, so that strings stand in it
 * letter by letter (https://www.rfc-editor.org/rfc/rfc8259#section-7); whatever has one counts as found, for it may hide
 * anything: the author of a policy chooses how it is written. Only presence can be seen, never absence.
 */

/** Parameters that AWS writes as JSON text (IAM, KMS, SNS, SQS and S3 access points); others may be objects as well. */
const TEXTS: ReadonlySet<string> = new Set([
  ...['policyDocument', 'assumeRolePolicyDocument', 'policy', 'Policy', 'policyText', 'resourcePolicy'],
]);

export function jsonIn(field: Field): JsonTerm {
  const isText = TEXTS.has(field.path.split('.').at(-1) ?? '') || field.shape.kind === 'single';
  const object: FieldTerm | null = isText ? null : { kind: 'field', field, as: 'dynamic', fold: null };
  return { kind: 'json', field, key: null, as: 'dynamic', object };
}

export const withForm = (term: JsonTerm, as: JsonTerm['as']): JsonTerm => ({
  ...term,
  as,
  object: term.object === null ? null : { ...term.object, as, countsBooleans: as === 'number' || as === 'whole' },
});

export function jsonMember(term: JsonTerm, key: string): JsonTerm {
  const field = term.object === null ? null : memberField(term.object.field, key);
  return { ...term, key, object: term.object === null || field === null ? null : { ...term.object, field } };
}

/** The first element stands right behind the key, as a single value does. */
export const jsonPosition = (term: JsonTerm, isFirst: boolean): JsonTerm => ({
  ...term,
  key: isFirst ? term.key : null,
  object: term.object === null ? null : { ...term.object, field: positionField(term.object.field) },
});

export const jsonElement = (term: JsonTerm, element: number, as: 'text' | 'dynamic'): JsonTerm => ({
  ...term,
  key: null,
  as,
  object: term.object === null ? null : { ...term.object, field: elementField(term.object.field, element), as },
});

/** A test of the value's text, in the object (as given) or in the JSON. */
export function testJson(
  context: Context,
  term: JsonTerm,
  inObject: Formula,
  test: TextTest,
  text: string,
  span: Span,
): Formula {
  if (text === '') return test.match === 'whole' ? jsonIsEmpty(context, term, span) : TRUE;
  return any([inObject, found(context, term, patternsOf(term, test, text), span)]);
}

/** The value is a number or boolean of this text. */
export const jsonHolds = (context: Context, term: JsonTerm, text: string, span: Span): Formula =>
  found(context, term, patternsOf(term, { match: 'whole', cased: true }, text), span);

/** There may be a value at all: its key is there. */
export const jsonIsFound = (context: Context, term: JsonTerm, span: Span): Formula =>
  any([objectIsFound(term), found(context, term, keyOf(term), span)]);

/** A list in a JSON text without elements leaves no row when it is expanded; one that is missing leaves a row. */
export const jsonListIsEmpty = (context: Context, { field }: JsonTerm, span: Span): Formula =>
  bounded(context.serial(), TRUE, FALSE, { reason: reason('RP3046', [field.path], span) });

/** Null is there, too; it is enough that nothing is where there is no key. */
const objectIsFound = ({ object }: JsonTerm): Formula =>
  object === null ? FALSE : atom(object.field.stream, object.field.path, ['exists'], { kind: 'boolean', value: true });

/** Empty is what is not there; that it is not there is seen only by its key. */
export function jsonIsEmpty(context: Context, term: JsonTerm, span: Span): Formula {
  const why = reason('RP3046', [term.field.path], span);
  const present = keyOf(term).map((pattern) => patternAtom(context, term.field, pattern, span));
  const maybe = any([escape(context, term.field, span), all(present)]);
  return bounded(context.serial(), TRUE, not(any([objectIsFound(term), maybe])), { reason: why });
}

interface Pattern {
  readonly kind: 'contains' | 'regex';
  readonly text: string;
  readonly cased: boolean;
}

const keyOf = ({ key }: JsonTerm): readonly Pattern[] =>
  key === null ? [] : fragments(key).map((text) => ({ kind: 'contains', text: `"${text}"`, cased: true }));

/** What a text must contain for the value in it to pass the test: all of these. */
function patternsOf(term: JsonTerm, { match, cased }: TextTest, text: string): readonly Pattern[] {
  const parts = fragments(text);
  const [only] = parts;
  if (match === 'whole' && only === text && term.key !== null && fragments(term.key).length === 1) {
    // Between a key and its value there is no quotation mark but the value's own; a number or boolean has none.
    const [before, after] = isBare(text) ? ['"?', ''] : ['"', '"'];
    return [{ kind: 'regex', text: `"${quoteRegex(term.key)}"[^"]*${before}${quoteRegex(text)}${after}`, cased }];
  }
  if (match === 'whole' && only === text && !isBare(text)) {
    return [{ kind: 'contains', text: `"${text}"`, cased }];
  }
  return parts.map((part) => ({ kind: 'contains', text: part, cased }));
}

/** A number or boolean may read so, which has no quotation marks. */
const isBare = (text: string): boolean => /^(?:true|false|null|-?\d.*)$/is.test(text);

/** What of a literal stands in JSON as it is: marks of JSON's own may be written with blanks between them, or escaped. */
const fragments = (text: string): readonly string[] =>
  text
    .split(/[[\]{}:,"\\\p{Cc}]*["\\[\]{},\p{Cc}][[\]{}:,"\\\p{Cc}]*|^:+|:+$/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function found(context: Context, { field }: JsonTerm, patterns: readonly Pattern[], span: Span): Formula {
  const tests = patterns.map((pattern) => patternAtom(context, field, pattern, span));
  const upper =
    tests.length === 0 ? not(isEmpty(context, field, span)) : any([escape(context, field, span), all(tests)]);
  return bounded(context.serial(), upper, FALSE, { reason: reason('RP3046', [field.path], span) });
}

const escape = (context: Context, field: Field, span: Span): Formula =>
  textAtom(context, field, ['contains'], plainText('\\'), span);

const LETTER = /[\p{Ll}\p{Lu}\p{Lt}]/u;

function patternAtom(context: Context, field: Field, { kind, text, cased }: Pattern, span: Span): Formula {
  if (kind === 'regex')
    return textAtom(context, field, cased ? ['re'] : ['re', 'i'], { kind: 'regex', source: text }, span);
  return textAtom(
    context,
    field,
    cased && LETTER.test(text) ? ['contains', 'cased'] : ['contains'],
    plainText(text),
    span,
  );
}
