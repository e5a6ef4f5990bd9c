import type { Span } from '../../../src/diagnostics/diagnostic.js';
import { reason } from '../codes.js';
import type { Modifier } from '../document/model.js';
import { all, any, bounded, FALSE, TRUE, type Formula } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import { isEmpty, plainText, textAtom } from './field-test.js';
import type { Field } from './field.js';
import { testJson } from './json-text.js';
import { quoteRegex } from './regex.js';
import type { FieldTerm, Part, Term } from './term.js';
import type { TextTest } from './text-match.js';

export const TEXT_TESTS: ReadonlyMap<string, TextTest> = new Map<string, TextTest>([
  ['==', { match: 'whole', cased: true }],
  ['=~', { match: 'whole', cased: false }],
  ['contains', { match: 'contains', cased: false }],
  ['contains_cs', { match: 'contains', cased: true }],
  ['startswith', { match: 'starts', cased: false }],
  ['startswith_cs', { match: 'starts', cased: true }],
  ['endswith', { match: 'ends', cased: false }],
  ['endswith_cs', { match: 'ends', cased: true }],
  ['has', { match: 'term', cased: false }],
  ['has_cs', { match: 'term', cased: true }],
  ['hasprefix', { match: 'term-start', cased: false }],
  ['hasprefix_cs', { match: 'term-start', cased: true }],
  ['hassuffix', { match: 'term-end', cased: false }],
  ['hassuffix_cs', { match: 'term-end', cased: true }],
]);

/** When the text of `subject` meets `test` with `text`. Text is never null, so that the negation is when it does not. */
export function testText(context: Context, subject: Term, test: TextTest, text: string, span: Span): Formula {
  if (/\p{Surrogate}/u.test(text)) return unknown(context, reason('RP3017', [], span));
  switch (subject.kind) {
    case 'field':
      return subject.as === 'text' || subject.as === 'dynamic'
        ? testFolded(context, subject, test, text, span)
        : uncomputable(context, span);
    case 'literal':
      return testLiteral(context, subject.value, test, text, span);
    case 'choice':
      return any(subject.branches.map(({ when, then }) => all([when, testText(context, then, test, text, span)])));
    case 'json': {
      const { object } = subject;
      const inObject = object === null ? FALSE : testText(context, object, test, text, span);
      return testJson(context, subject, inObject, test, text, span);
    }
    case 'part':
      return testPart(context, subject, test, text, span);
    case 'opaque':
    case 'aggregate':
      return unknown(context, subject.why);
    case 'flag':
    case 'pieces':
    case 'clock':
    case 'bin':
      return uncomputable(context, span);
  }
}

const uncomputable = (context: Context, span: Span): Formula =>
  unknown(context, reason('RP3001', [snippet(context, span)], span));

/** Text in one case meets a case-sensitive test only if the literal is in that case, and then in any case. */
function testFolded(context: Context, subject: FieldTerm, test: TextTest, text: string, span: Span): Formula {
  if (subject.fold === null) return testField(context, subject.field, test, text, span);
  const folded = subject.fold === 'lower' ? text.toLowerCase() : text.toUpperCase();
  if (test.cased && folded !== text) return FALSE;
  return testField(context, subject.field, { ...test, cased: false }, text, span);
}

function testField(context: Context, field: Field, test: TextTest, text: string, span: Span): Formula {
  if (text === '') return testEmptyText(context, field, test, span);
  if (readsJson(field, test, text)) return unknown(context, reason('RP3022', [field.path], span));
  const upper = testCase(context, field, test, text, span);
  // Which letters beyond ASCII fold is up to the Sigma engine; KQL folds none.
  if (test.cased || !hasForeignCase(text)) return upper;
  const lower = testCase(context, field, { ...test, cased: true }, text, span);
  return bounded(context.serial(), upper, lower, { reason: reason('RP3020', [snippet(context, span)], span) });
}

/** A literal that only the text of a list or object can meet; a search in a whole JSON column is another matter. */
const readsJson = ({ shape }: Field, { match }: TextTest, text: string): boolean =>
  shape.kind !== 'single' &&
  shape.kind !== 'object' &&
  ((match === 'ends' ? /[\]}]$/ : /^[[{]/).test(text) || (match !== 'whole' && text.includes('"')));

const hasForeignCase = (text: string): boolean =>
  Array.from(text).some((char) => char > '\x7f' && char.toLowerCase() !== char.toUpperCase());

function testEmptyText(context: Context, field: Field, test: TextTest, span: Span): Formula {
  switch (test.match) {
    case 'whole':
      return isEmpty(context, field, span);
    case 'contains':
    case 'starts':
    case 'ends':
      return TRUE;
    default:
      return uncomputable(context, span);
  }
}

const MODIFIER: { readonly [K in 'whole' | 'contains' | 'starts' | 'ends']: readonly Modifier[] } = {
  whole: [],
  contains: ['contains'],
  starts: ['startswith'],
  ends: ['endswith'],
};

function testCase(context: Context, field: Field, { match, cased }: TextTest, text: string, span: Span): Formula {
  switch (match) {
    case 'whole':
    case 'contains':
    case 'starts':
    case 'ends':
      return textAtom(context, field, textModifiers(match, cased, text), plainText(text), span);
    default: {
      const modifiers: readonly Modifier[] = cased || !hasCase(text) ? ['re'] : ['re', 'i'];
      return textAtom(context, field, modifiers, { kind: 'regex', source: termRegex(match, text) }, span, true);
    }
  }
}

const hasCase = (text: string): boolean => text.toLowerCase() !== text.toUpperCase();

const textModifiers = (match: keyof typeof MODIFIER, cased: boolean, text: string): readonly Modifier[] =>
  cased && hasCase(text) ? [...MODIFIER[match], 'cased'] : MODIFIER[match];

/** A term ends where no letter or digit of ASCII follows; an end of the text that is none itself needs no border. */
function termRegex(match: 'term' | 'term-start' | 'term-end', text: string): string {
  const head = match !== 'term-end' && /^[0-9A-Za-z]/.test(text) ? '(^|[^0-9A-Za-z])' : '';
  const tail = match !== 'term-start' && /[0-9A-Za-z]$/.test(text) ? '([^0-9A-Za-z]|$)' : '';
  return `${head}${quoteRegex(text)}${tail}`;
}

/** The first and last piece between separators have a border that Sigma can name; any other part only occurs. */
function testPart(context: Context, part: Part, test: TextTest, text: string, span: Span): Formula {
  const { field, segment } = part;
  if (segment !== null && !text.includes(segment.separator)) {
    const { separator, place } = segment;
    if (place === 'last') {
      if (test.match === 'ends') return testField(context, field, test, text, span);
      if (test.match === 'whole') {
        const asEnd = testField(context, field, { ...test, match: 'ends' }, `${separator}${text}`, span);
        return any([testField(context, field, test, text, span), asEnd]);
      }
    }
    if (place === 'first') {
      if (test.match === 'starts') return testField(context, field, test, text, span);
      if (test.match === 'whole') {
        const asStart = testField(context, field, { ...test, match: 'starts' }, `${text}${separator}`, span);
        return any([testField(context, field, test, text, span), asStart]);
      }
    }
  }
  if (text === '')
    return test.match === 'whole' ? uncomputable(context, span) : testEmptyText(context, field, test, span);
  const occurs = testField(context, field, { match: 'contains', cased: test.cased }, text, span);
  return bounded(context.serial(), occurs, FALSE, { reason: reason('RP3004', [part.text, field.path], span) });
}

const fold = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

function testLiteral(context: Context, subject: unknown, test: TextTest, text: string, span: Span): Formula {
  if (subject === null) return test.match === 'whole' ? FALSE : testLiteral(context, '', test, text, span);
  if (typeof subject !== 'string') return uncomputable(context, span);
  const [whole, wanted] = test.cased ? [subject, text] : [fold(subject), fold(text)];
  const outcome = (met: boolean): Formula => (met ? TRUE : FALSE);
  switch (test.match) {
    case 'whole':
      return outcome(whole === wanted);
    case 'contains':
      return outcome(whole.includes(wanted));
    case 'starts':
      return outcome(whole.startsWith(wanted));
    case 'ends':
      return outcome(whole.endsWith(wanted));
    default:
      return uncomputable(context, span);
  }
}
