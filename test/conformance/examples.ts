import { existsSync, readFileSync } from 'node:fs';
import type { Json } from '../../src/target/engine.js';

/**
 * Examples with results from Microsoft's KQL documentation. They are not part of this repository: tests read them where they
 * lie beside the checkout (or where RULEPORT_SHARED points) and say that they were skipped where they do not.
 */
const shared = process.env['RULEPORT_SHARED'] ?? new URL('../../../shared', import.meta.url).pathname;
const file = `${shared}/conformance/kql-docs.json`;

export interface Example {
  readonly id: string;
  readonly query: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Json[])[];
  readonly ordered?: boolean;
}

export const hasExamples = existsSync(file);
export const examples = (): Example[] => (hasExamples ? (JSON.parse(readFileSync(file, 'utf8')) as Example[]) : []);

export const multiset = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** Reals agree to nine digits; bags have no order of keys. */
export function rounded(value: Json): Json {
  if (typeof value === 'number') return Number(value.toPrecision(9));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort()
        .map(([key, item]) => [key, rounded(item)]),
    );
  }
  return value;
}
