import type { KqlType } from '../../../src/ir/types.js';
import { call, choose, field, NULL, number, test, text, TRUTH, type Condition, type Value } from '../spl/expression.js';
import { jsonExtract, type JsonStep } from './json-path.js';

/**
 * KQL's dynamic values in a language without types. What is inside a JSON text stays a path into that text for as long as
 * possible: an extracted string that looks like JSON would else be taken for an object.
 */
export type Dynamic =
  | JsonPlace
  | StringList
  /** A string, or null. */
  | { readonly kind: 'scalar'; readonly value: Value; readonly nullable: boolean }
  /** Any value's text, of which nothing more is known. */
  | { readonly kind: 'opaque'; readonly value: Value };

/** An array of values without structure, as a multivalue of their texts. */
export interface StringList {
  readonly kind: 'list';
  readonly values: Value;
  /** The type of the elements, null for any. */
  readonly of: KqlType | null;
  /** It has at most one element. */
  readonly single: boolean;
  /** It may have no element, which is a field without a value. */
  readonly nullable: boolean;
}

/** A place in a JSON text. */
export interface JsonPlace {
  readonly kind: 'json';
  readonly root: Value;
  readonly path: readonly JsonStep[];
  /** The root is spelled as KQL would write it, so that it may stand for the value's text. */
  readonly spelled: boolean;
  /** The root may be `""`, which is no JSON and stands for null. */
  readonly empty: boolean;
}

export const NULL_DYNAMIC: Dynamic = { kind: 'scalar', value: NULL, nullable: true };

/** Why a dynamic value has no SPL form. */
export type DynamicFault = 'path';

export function member(object: Dynamic, key: JsonStep): Dynamic | DynamicFault {
  switch (object.kind) {
    case 'json': {
      const path = [...object.path, key];
      return jsonExtract(object.root, path) === null ? 'path' : { ...object, path, spelled: true };
    }
    case 'opaque':
      return member({ kind: 'json', root: object.value, path: [], spelled: true, empty: true }, key);
    case 'list':
    case 'scalar':
      return NULL_DYNAMIC;
  }
}

/** An element; negative positions count from the end. */
export function element(array: Dynamic, index: number): Dynamic | DynamicFault {
  if (array.kind === 'list' && array.single) {
    if (index !== 0 && index !== -1) return NULL_DYNAMIC;
    return elementOf(array, array.values, array.nullable);
  }
  if (array.kind === 'list') {
    // `split` gives at least one element, so the first and the last are always there.
    const nullable = array.nullable || (index !== 0 && index !== -1);
    return elementOf(array, call('mvindex', array.values, number(index)), nullable);
  }
  if ((array.kind === 'json' || array.kind === 'opaque') && index < 0) {
    const root = call('mvindex', call('json_array_to_mv', quotedJson(array), TRUTH), number(index));
    return { kind: 'json', root, path: [], spelled: false, empty: false };
  }
  return member(array, index);
}

/** Of other elements than strings no more is known than their text. */
export const elementOf = ({ of }: StringList, value: Value, nullable: boolean): Dynamic =>
  of === 'string' ? { kind: 'scalar', value, nullable } : { kind: 'opaque', value };

/** The value's text, NULL for null: strings as they are, arrays and objects as JSON. */
export function dynamicText(value: Dynamic): Value | DynamicFault {
  switch (value.kind) {
    case 'json':
      if (value.path.length > 0) return jsonExtract(value.root, value.path) ?? 'path';
      return wholeText(value);
    case 'list':
      return listText(value.values);
    case 'scalar':
      // `split` of an empty string has one empty element in KQL; Splunk's manual promises none.
      return value.nullable ? value.value : call('coalesce', value.value, text(''));
    case 'opaque':
      return value.value;
  }
}

/** JSON that is not spelled as KQL would write it is written anew; text that is no JSON is a string. */
function wholeText({ root, spelled, empty }: JsonPlace): Value {
  const itself = empty ? call('nullif', root, text('')) : root;
  return spelled ? itself : choose(test('json_valid', root), call('json_extract', root), itself);
}

/** A list of the value twice: `json_extract` takes the quotes off a string, but not inside of a list. */
function listedTwice({ root, path }: JsonPlace): Value | null {
  const once = path.length === 0 ? null : jsonExtract(root, path);
  return once?.kind === 'call' ? { ...once, args: [...once.args, once.args[1]!] } : null;
}

/** Whether the value is a string: its quotes tell `"1"` and 1 apart. Null: unknown. */
export function isText(place: JsonPlace): Condition | null {
  const twice = listedTwice(place);
  return twice === null ? null : test('match', call('coalesce', twice, text('')), text('^[[] *"'));
}

/**
 * The value as JSON, a string in its quotes, so that the text `[1]` is no array. A whole text that is no JSON, which stands
 * for a string, stays as it is. NULL or `null` where there is no value.
 */
export function quotedJson(value: Dynamic): Value {
  switch (value.kind) {
    case 'json':
      return quotedPlace(value);
    case 'list':
      return listText(value.values);
    case 'scalar':
      if (value.value === NULL || isPlainText(value.value)) return value.value;
      return call('mvindex', call('json_array_to_mv', call('mv_to_json_array', value.value), TRUTH), number(0));
    case 'opaque':
      return value.value;
  }
}

/** A constant that is no JSON. */
const isPlainText = (value: Value): boolean =>
  value.kind === 'text' && /^(?!true$|false$|null$)[A-Za-z]/.test(value.value);

function quotedPlace(place: JsonPlace): Value {
  const twice = listedTwice(place);
  if (twice !== null) return call('mvindex', call('json_array_to_mv', twice, TRUTH), number(0));
  const { root, spelled, empty } = place;
  const itself = empty ? call('nullif', root, text('')) : root;
  if (spelled) return itself;
  return call('coalesce', choose(test('match', root, text('^\\s*[[{]')), call('json_extract', root), NULL), itself);
}

/** A list as the text of a JSON array, for places that hold one value. */
export const listText = (values: Value): Value => call('coalesce', call('mv_to_json_array', values), text('[]'));

export const isNullableDynamic = (value: Dynamic): boolean =>
  value.kind === 'json' || value.kind === 'opaque' || (value.kind === 'scalar' && value.nullable);

/** The same value once its text, or its multivalue, is in a field. */
export function inField(value: Dynamic, name: string): Dynamic {
  switch (value.kind) {
    case 'json':
      // A path stays a path; only a whole text moves.
      return value.path.length > 0 ? value : { ...value, root: field(name) };
    case 'list':
      return { ...value, values: field(name) };
    case 'scalar':
      return { ...value, value: field(name) };
    case 'opaque':
      return { ...value, value: field(name) };
  }
}
