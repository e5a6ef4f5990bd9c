import { call, text as constant, type Value } from '../spl/expression.js';

/** A key of an object, or a position in an array from its start. */
export type JsonStep = string | number;

/** Characters that mean nothing in a path of `json_extract` (Search Reference, "JSON functions"): no dot, brace, `*`, quote. */
const PLAIN_KEY = /^[A-Za-z0-9_:/ -]+$/;

/**
 * `json_extract(json, "a.b{0}.c")`: NULL where the path leads nowhere. Null for a path that cannot be written; a single key
 * of odd characters can, with `json_extract_exact`.
 */
export function jsonExtract(text: Value, path: readonly JsonStep[]): Value | null {
  if (path.length === 0) return text;
  const json = unfilled(text);
  if (path.every((step) => typeof step === 'number' || PLAIN_KEY.test(step))) {
    return call('json_extract', json, constant(pathText(path)));
  }
  return path.length === 1 ? call('json_extract_exact', json, constant(String(path[0]))) : null;
}

function pathText(path: readonly JsonStep[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}{${step}}`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** Neither NULL nor `""` is JSON: `coalesce(x,"")` leads nowhere where `x` does not. */
const unfilled = (value: Value): Value => {
  if (value.kind !== 'call' || value.fn !== 'coalesce' || value.args.length !== 2) return value;
  const [filled, filler] = value.args;
  return filler!.kind === 'text' && filler!.value === '' ? filled! : value;
};
