import { isObject, type JsonValue } from './json.js';

/** A step of an spath or json_extract location path: a key, one array position, or all of them. */
export type PathStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' };

/**
 * Parses `a.b{}.c{0}`: keys separated by dots, each with array steps in braces. Null for text of another shape. XML
 * attributes (`{@name}`) are not supported.
 */
export function parsePath(text: string): readonly PathStep[] | null {
  const steps: PathStep[] = [];
  for (const part of text.split('.')) {
    const match = /^([^{}]*)((?:\{\d*\})*)$/u.exec(part);
    if (match === null || part === '') return null;
    if (match[1] !== '') steps.push({ kind: 'key', key: match[1]! });
    for (const [, index] of match[2]!.matchAll(/\{(\d*)\}/gu))
      steps.push(index === '' ? { kind: 'all' } : { kind: 'index', index: Number(index) });
  }
  return steps;
}

/** The values at the end of a path, in order. A step that does not fit the value gives nothing. */
export function valuesAt(root: JsonValue, steps: readonly PathStep[]): JsonValue[] {
  let values: JsonValue[] = [root];
  for (const step of steps) {
    const next: JsonValue[] = [];
    for (const value of values) {
      if (step.kind === 'key') {
        if (isObject(value) && Object.hasOwn(value, step.key)) next.push(value[step.key] as JsonValue);
      } else if (Array.isArray(value)) {
        if (step.kind === 'all') for (const item of value as readonly JsonValue[]) next.push(item);
        else if (step.index < value.length) next.push((value as readonly JsonValue[])[step.index]!);
      }
    }
    values = next;
  }
  return values;
}
