import { isObject, leafText, parseJson, type JsonValue } from '../data/json.js';
import { parsePath, valuesAt, type PathStep } from '../data/json-path.js';
import { FieldText, multi, scalarsOf, textOf, type EvalValue, type Scalar } from '../data/values.js';
import type { CallSite } from '../syntax/expression.js';
import { refuseAt } from '../syntax/source.js';
import { MANY, scalar, test, whole, type FunctionTable } from './define.js';

const PAGE = 'JSON functions';

/** What json_object() and its like make of a value: fields that hold a JSON object, array or number are taken as such. */
function toJson(value: EvalValue): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (value instanceof FieldText) {
    const json = parseJson(value.text);
    return typeof json === 'object' && json !== null ? json : typeof json === 'number' ? json : value.text;
  }
  return scalarsOf(value).map(toJson);
}

/** The native value of a piece of JSON: objects and arrays as JSON text, true and false as text, null as null. */
function fromJson(json: JsonValue | undefined): EvalValue {
  if (json === undefined || json === null) return null;
  if (typeof json === 'string' || typeof json === 'number') return json;
  return new FieldText(JSON.stringify(json));
}

const document = (value: Scalar): JsonValue | undefined => parseJson(textOf(value));

function steps(path: Scalar, site: CallSite): readonly PathStep[] {
  const parsed = parsePath(textOf(path));
  if (parsed === null) refuseAt(site.place, `'${textOf(path)}' is no path of ${site.name}()`);
  return parsed;
}

/** One path: a value, or a JSON array of all values when the path has `{}`. */
function extract(json: JsonValue, path: Scalar, site: CallSite): JsonValue | undefined {
  const parsed = steps(path, site);
  // "{}" of an object is that object, as the manual's first example has it.
  if (textOf(path) === '{}' && !Array.isArray(json)) return json;
  const found = valuesAt(json, parsed);
  if (!parsed.some((step) => step.kind === 'all')) return found[0];
  return found.length === 0 ? undefined : found;
}

const hasKey = (json: JsonValue | undefined, key: string): json is Readonly<Record<string, JsonValue>> =>
  isObject(json) && Object.hasOwn(json, key);

function pairs(args: readonly EvalValue[], from: number, site: CallSite): [string, EvalValue][] {
  if ((args.length - from) % 2 !== 0) refuseAt(site.place, `${site.name}() takes pairs`);
  const found: [string, EvalValue][] = [];
  for (let index = from; index < args.length; index += 2) {
    const key = args[index]!;
    if (key === null || Array.isArray(key)) refuseAt(site.place, `${site.name}() needs one text as key or path`);
    found.push([textOf(key as Scalar), args[index + 1]!]);
  }
  return found;
}

/** An object with one key set; built from entries, so that a key named `__proto__` is only a key. */
const withKey = (object: Readonly<Record<string, JsonValue>>, key: string, value: JsonValue): JsonValue =>
  Object.hasOwn(object, key)
    ? (Object.fromEntries(Object.entries(object).map(([name, old]) => [name, name === key ? value : old])) as JsonValue)
    : (Object.fromEntries([...Object.entries(object), [key, value]]) as JsonValue);

/** Changes the values at a path; `change` gets undefined where a key is missing. A path that does not fit changes nothing. */
function changed(
  json: JsonValue,
  path: readonly PathStep[],
  at: number,
  change: (old: JsonValue | undefined) => JsonValue | undefined,
): JsonValue {
  const step = path[at];
  if (step === undefined) return change(json) ?? json;
  if (step.kind === 'key') {
    if (!isObject(json)) return json;
    const object = json as Readonly<Record<string, JsonValue>>;
    if (Object.hasOwn(object, step.key))
      return withKey(object, step.key, changed(object[step.key]!, path, at + 1, change));
    const rest = path.slice(at + 1);
    if (rest.some((next) => next.kind !== 'key')) return json;
    let made = change(undefined);
    if (made === undefined) return json;
    for (const next of [...rest].reverse()) made = withKey({}, (next as { key: string }).key, made);
    return withKey(object, step.key, made);
  }
  if (!Array.isArray(json)) return json;
  return (json as readonly JsonValue[]).map((item, index) =>
    step.kind === 'all' || step.index === index ? changed(item, path, at + 1, change) : item,
  );
}

function update(
  args: readonly EvalValue[],
  site: CallSite,
  change: (old: JsonValue | undefined, value: JsonValue) => JsonValue | undefined,
): EvalValue {
  if (args[0] === null || args[0] === undefined) return null;
  let json = document(scalarsOf(args[0])[0]!);
  if (json === undefined) return null;
  for (const [path, value] of pairs(args, 1, site))
    json = changed(json, steps(path, site), 0, (old) => change(old, toJson(value)));
  return fromJson(json);
}

function remove(json: JsonValue, path: readonly string[]): JsonValue {
  const [key, ...rest] = path;
  if (!hasKey(json, key!)) return json;
  if (rest.length > 0) return withKey(json, key!, remove(json[key!]!, rest));
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== key)) as JsonValue;
}

const wrapped = (value: JsonValue): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [value];

export const JSON_FUNCTIONS: FunctionTable = {
  json: scalar(PAGE, [1, 1], ([value]) => (document(value!) === undefined ? null : value!)),
  json_object: whole(PAGE, [0, MANY], (args, site) =>
    fromJson(Object.fromEntries(pairs(args, 0, site).map(([key, value]) => [key, toJson(value)])) as JsonValue),
  ),
  json_array: whole(PAGE, [0, MANY], (args) => fromJson(args.map(toJson))),
  json_array_to_mv: whole(PAGE, [1, 2], ([value, keepQuotes]) => {
    const json = value === null ? undefined : document(scalarsOf(value!)[0]!);
    if (!Array.isArray(json)) return null;
    const items = json as readonly JsonValue[];
    return multi(items.map((item) => new FieldText(keepQuotes === true ? JSON.stringify(item) : leafText(item))));
  }),
  json_append: whole(PAGE, [3, MANY], (args, site) =>
    update(args, site, (old, value) => (old === undefined ? undefined : [...wrapped(old), value])),
  ),
  json_extend: whole(PAGE, [3, MANY], (args, site) =>
    update(args, site, (old, value) => (old === undefined ? undefined : [...wrapped(old), ...wrapped(value)])),
  ),
  json_set: whole(PAGE, [3, MANY], (args, site) => update(args, site, (_, value) => value)),
  json_set_exact: whole(PAGE, [3, MANY], (args, site) => {
    const json = args[0] === null ? undefined : document(scalarsOf(args[0]!)[0]!);
    if (!isObject(json)) return null;
    return fromJson(
      pairs(args, 1, site).reduce<JsonValue>(
        (object, [key, value]) => withKey(object as Readonly<Record<string, JsonValue>>, key, toJson(value)),
        json as JsonValue,
      ),
    );
  }),
  json_delete: scalar(PAGE, [2, MANY], ([value, ...keys]) => {
    const json = document(value!);
    return json === undefined
      ? null
      : fromJson(keys.reduce<JsonValue>((object, key) => remove(object, textOf(key).split('.')), json));
  }),
  json_entries: scalar(PAGE, [1, 1], ([value]) => {
    const json = document(value!);
    return isObject(json)
      ? fromJson(Object.entries(json).map(([key, item]) => ({ key, value: item as JsonValue })))
      : null;
  }),
  json_extract: scalar(PAGE, [1, MANY], ([value, ...paths], site) => {
    const json = document(value!);
    if (json === undefined) return null;
    if (paths.length === 0) return fromJson(json);
    if (paths.length === 1) return fromJson(extract(json, paths[0]!, site));
    return fromJson(paths.map((path) => extract(json, path, site) ?? null));
  }),
  json_extract_exact: scalar(PAGE, [1, MANY], ([value, ...keys]) => {
    const json = document(value!);
    if (json === undefined) return null;
    if (keys.length === 0) return fromJson(json);
    const at = (key: Scalar): JsonValue | undefined => (hasKey(json, textOf(key)) ? json[textOf(key)] : undefined);
    return keys.length === 1 ? fromJson(at(keys[0]!)) : fromJson(keys.map((key) => at(key) ?? null));
  }),
  json_has_key_exact: test(PAGE, [2, 2], ([value, key]) => {
    if (value === null || key === null) return null;
    return hasKey(document(scalarsOf(value!)[0]!), textOf(scalarsOf(key!)[0]!));
  }),
  json_keys: scalar(PAGE, [1, 1], ([value]) => {
    const json = document(value!);
    return isObject(json) ? fromJson(Object.keys(json)) : null;
  }),
  json_valid: test(PAGE, [1, 1], ([value]) => (value === null ? null : document(scalarsOf(value!)[0]!) !== undefined)),
};
