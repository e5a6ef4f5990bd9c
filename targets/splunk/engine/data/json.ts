/** JSON as Splunk sees it: leaves become fields with dotted names, `{}` marks the step through an array. */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Levels of nesting that are read; deeper text counts as no JSON, so that walking and printing it stay on the stack. */
const MAX_DEPTH = 500;

/** The texts parsed last: a search takes many values out of one event, each with a function call of its own. */
const RECENT: { text: string; value: JsonValue | undefined }[] = [];
const RECENT_SIZE = 4;

/** Parsed JSON, or undefined for text that is none. The value is shared and must not be changed. */
export function parseJson(text: string): JsonValue | undefined {
  const known = RECENT.find((item) => item.text === text);
  if (known !== undefined) return known.value;
  const value = parseAnew(text);
  if (RECENT.unshift({ text, value }) > RECENT_SIZE) RECENT.pop();
  return value;
}

function parseAnew(text: string): JsonValue | undefined {
  if (nestsTooDeeply(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function nestsTooDeeply(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) quoted = !quoted;
    else if (quoted) {
      if (code === 0x5c) index += 1;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}

/**
 * A leaf as field text. JSON null gives the text `null`, as is widely reported for KV_MODE=json and spath; no manual page
 * says so.
 */
export function leafText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
}

/** Calls `visit` for every leaf in order. Empty objects and arrays have no leaf and so give no field. */
export function eachLeaf(value: unknown, name: string, visit: (name: string, text: string) => void): void {
  // An explicit stack: hostile records nest deeper than the call stack goes.
  const pending: { value: unknown; name: string }[] = [{ value, name }];
  while (pending.length > 0) {
    const item = pending.pop()!;
    if (Array.isArray(item.value)) {
      for (let index = item.value.length - 1; index >= 0; index -= 1)
        pending.push({ value: item.value[index], name: `${item.name}{}` });
    } else if (isObject(item.value)) {
      const keys = Object.keys(item.value);
      for (let index = keys.length - 1; index >= 0; index -= 1) {
        const key = keys[index]!;
        pending.push({ value: item.value[key], name: item.name === '' ? key : `${item.name}.${key}` });
      }
    } else visit(item.name, leafText(item.value));
  }
}

/** The leaves whose field name is `name`, without building all the fields of the record. Keys may contain dots. */
export function leavesNamed(value: unknown, name: string): string[] {
  const found: string[] = [];
  const pending: { value: unknown; rest: string }[] = [{ value, rest: name }];
  while (pending.length > 0) {
    const { value: current, rest } = pending.pop()!;
    if (Array.isArray(current)) {
      if (!rest.startsWith('{}')) continue;
      for (let index = current.length - 1; index >= 0; index -= 1)
        pending.push({ value: current[index], rest: rest.slice(2) });
    } else if (isObject(current)) {
      const atRoot = current === value && rest === name;
      const path = atRoot ? rest : rest.startsWith('.') ? rest.slice(1) : null;
      if (path === null) continue;
      const keys = Object.keys(current);
      for (let index = keys.length - 1; index >= 0; index -= 1) {
        const key = keys[index]!;
        if (path.startsWith(key)) pending.push({ value: current[key], rest: path.slice(key.length) });
      }
    } else if (rest === '') found.push(leafText(current));
  }
  return found;
}
