import { isArray, isBag, type Value } from '../../ir/value.js';

/** A key of a bag, or a place in an array. */
export type Step = string | number;

const STEP = /\.([\p{L}\p{N}_@-]+)|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d{1,9}))\]/uy;

/**
 * The steps of a JSONPath as Kusto takes it: `$.a.b`, `$['a b'][0]`; null for what is none.
 * https://learn.microsoft.com/kusto/query/jsonpath
 */
export function parseJsonPath(path: string): Step[] | null {
  if (!path.startsWith('$')) return null;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) return null;
    const [, name, single, double, index] = match;
    const quoted = (single ?? double)?.replace(/\\(.)/g, '$1');
    steps.push(name ?? quoted ?? Number(index));
  }
  return steps;
}

/** What a step leads to; undefined where it leads nowhere. */
export function follow(value: Value, step: Step): Value | undefined {
  if (typeof step === 'number') return isArray(value) ? value.at(step) : undefined;
  return isBag(value) ? value.get(step) : undefined;
}

export const followAll = (value: Value, steps: readonly Step[]): Value | undefined =>
  steps.reduce<Value | undefined>((at, step) => (at === undefined ? undefined : follow(at, step)), value);
