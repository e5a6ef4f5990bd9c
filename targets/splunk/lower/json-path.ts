import { call, text, type Value } from '../spl/expression.js';

/** A key of an object, or a position in an array from its start. */
export type JsonStep = string | number;

/** Characters that mean nothing in a path of `json_extract` (Search Reference, "JSON functions"): no dot, brace, `*`, quote. */
const PLAIN_KEY = /^[A-Za-z0-9_:/ -]+$/;

/**
 * `json_extract(json, "a.b{0}.c")`: NULL where the path leads nowhere. Null for a path that cannot be written; a single key
 * of odd characters can, with `json_extract_exact`.
 */
export function jsonExtract(json: Value, path: readonly JsonStep[]): Value | null {
  if (path.length === 0) return json;
  if (path.every((step) => typeof step === 'number' || PLAIN_KEY.test(step))) {
    return call('json_extract', json, text(pathText(path)));
  }
  return path.length === 1 ? call('json_extract_exact', json, text(String(path[0]))) : null;
}

function pathText(path: readonly JsonStep[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}{${step}}`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
