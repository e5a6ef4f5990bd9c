import type { Expression } from '../../../src/ir/expression.js';
import { and, call, compare, FALSE, or, test, text, TRUTH, type Condition, type Value } from '../spl/expression.js';
import { literalInteger, literalText, type Lower, type Predicate } from './context.js';
import { quotedJson, type StringList } from './dynamic.js';
import { END, literalPattern } from './patterns.js';

/** A set as a multivalue, and the pattern of the element in it; null where there is no such form. */
interface Search {
  readonly values: Value;
  readonly pattern: string;
  /** That there is a set at all. */
  readonly isSet: Condition | null;
}

/** `set_has_element` of a constant: null where the set is no array. */
export const setHasElement: Predicate = {
  holds: (args, context, whole) => {
    const search = searchFor(args, context, whole);
    return search === null ? FALSE : test('isnotnull', find(search));
  },
  fails: (args, context, whole) => {
    const search = searchFor(args, context, whole);
    if (search === null) return FALSE;
    const absent = test('isnull', find(search));
    return search.isSet === null ? absent : and(search.isSet, absent);
  },
};

const find = ({ values, pattern }: Search): Value => call('mvfind', values, text(`^${pattern}${END}`));

const searchFor: Lower<Search | null> = ([set, element], context, whole) => {
  const values = context.dynamic(set!);
  const search =
    values.kind === 'list'
      ? inList(values, element!)
      : values.kind === 'json'
        ? inJson(quotedJson(values), element!)
        : null;
  if (search === null)
    context.refuse('RP3103', whole.span, 'set_has_element', 'a constant of the type of the set, and an array');
  return search;
};

/** The elements of a list are texts: of one type, or else told apart from none that could be of another. */
function inList({ values, of }: StringList, element: Expression): Search | null {
  const spelled = spelling(element);
  if (spelled === null) return null;
  const [type] = spelled;
  if (of !== type && !(of === 'int' && type === 'long')) return null;
  return { values, pattern: literalPattern(spelled[1]), isSet: null };
}

/** Elements in their JSON spelling; a text that JSON may spell in several ways is not looked for. */
function inJson(json: Value, element: Expression): Search | null {
  const spelled = spelling(element);
  if (spelled === null || (spelled[0] === 'string' && !/^[A-Za-z0-9 ._:/@*-]*$/.test(spelled[1]))) return null;
  const [type, content] = spelled;
  const values = call('json_array_to_mv', json, TRUTH);
  const isSet = or(test('isnotnull', values), compare('==', json, text('[]')));
  return { values, pattern: literalPattern(type === 'string' ? `"${content}"` : content), isSet };
}

function spelling(element: Expression): readonly ['string' | 'bool' | 'long', string] | null {
  const [constant, whole] = [literalText(element), literalInteger(element)];
  if (constant !== null) return element.type === 'string' ? ['string', constant] : null;
  if (whole !== null) return ['long', String(whole)];
  if (element.kind !== 'literal' || typeof element.value !== 'boolean') return null;
  return ['bool', String(element.value)];
}
