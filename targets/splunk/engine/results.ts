import type { Column, KqlType } from '../../../src/ir/types.js';
import { EngineError, type Json, type ResultRow, type RowSet } from '../../../src/target/engine.js';
import { fieldNames } from './commands/fields.js';
import type { Results } from './commands/command.js';
import { isObject, parseJson } from './data/json.js';
import type { Row } from './data/row.js';
import { compareText, parseNumber, valuesOf, type FieldValue } from './data/values.js';
import { epochTextToTicks, isoToEpochText } from './time/epoch.js';

/** The field in which an emitted search hands over the event IDs behind a row. */
const EVIDENCE = 'evidence';

/** The rows of an emitted search in the columns and types of its rule. */
export function ruleRows(results: Results, output: readonly Column[]): RowSet {
  return {
    columns: output,
    rows: results.rows.map((row) => ({
      values: output.map((column) => typedValue(row.get(column.name), column)),
      evidence: evidenceOf(row),
    })),
  };
}

function evidenceOf(row: Row): string[] {
  return [...new Set(row.values(EVIDENCE))].filter((id) => id !== '').sort(compareText);
}

/** The rows of a bare search: text, or lists of text for fields with several values. */
export function bareRows(results: Results): RowSet {
  const present = fieldNames(results.rows);
  const names = results.columns ?? present.filter((name) => name === '_time' || !name.startsWith('_'));
  const columns = names.map((name): Column => ({
    name,
    type: results.rows.some((row) => row.values(name).length > 1) ? 'dynamic' : 'string',
  }));
  const rows = results.rows.map((row): ResultRow => {
    const values = columns.map(({ name, type }): Json => {
      const value = row.get(name);
      return type === 'string' ? ((value as string | undefined) ?? '') : (value ?? null);
    });
    const ids = row.get(EVIDENCE) === undefined ? row.values('eventID') : row.values(EVIDENCE);
    return { values, evidence: [...new Set(ids)].filter((id) => id !== '').sort(compareText) };
  });
  return { columns, rows };
}

/** A field as a KQL value in JSON. A missing string is "", anything else that is missing or empty is null. */
function typedValue(value: FieldValue | undefined, column: Column): Json {
  if (column.type === 'dynamic') return dynamicValue(value);
  const values = valuesOf(value);
  if (values.length > 1)
    throw new EngineError(`the field '${column.name}' has several values, but is a ${column.type}`);
  const text = values[0] ?? '';
  if (column.type === 'string') return text;
  if (text === '') return null;
  const typed = READERS[column.type](text);
  if (typed === undefined)
    throw new EngineError(`the field '${column.name}' holds '${text.slice(0, 100)}', which is no ${column.type}`);
  return typed;
}

/** JSON objects and arrays are such; all else is text, for fields have no types. */
function dynamicValue(value: FieldValue | undefined): Json {
  if (value === undefined) return null;
  if (typeof value !== 'string') return value.map(dynamicValue);
  const json = /^\s*[[{]/u.test(value) ? parseJson(value) : undefined;
  return isObject(json) || Array.isArray(json) ? (json as Json) : value;
}

type Reader = (text: string) => Json | undefined;

const number: Reader = (text) => {
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return text;
  return parseNumber(text) ?? undefined;
};

const READERS: Readonly<Record<Exclude<KqlType, 'string' | 'dynamic'>, Reader>> = {
  bool: (text) => (/^(true|false)$/iu.test(text) ? text.toLowerCase() === 'true' : undefined),
  int: number,
  long: number,
  real: number,
  decimal: number,
  datetime: (text) => {
    const ticks = epochTextToTicks(text) ?? epochTextToTicks(isoToEpochText(text) ?? '');
    return ticks === null ? undefined : datetimeText(ticks);
  },
  timespan: (text) => {
    const ticks = epochTextToTicks(text);
    return ticks === null ? undefined : timespanText(ticks);
  },
  guid: (text) => text.toLowerCase(),
};

const SECOND = 10_000_000n;

function datetimeText(ticks: bigint): string | undefined {
  const fraction = ((ticks % SECOND) + SECOND) % SECOND;
  const date = new Date(Number((ticks - fraction) / SECOND) * 1000);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || date.getUTCFullYear() < 1) return undefined;
  return `${date.toISOString().slice(0, 19)}.${String(fraction).padStart(7, '0')}Z`;
}

function timespanText(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const seconds = size / SECOND;
  const fraction = size % SECOND;
  const two = (part: bigint): string => String(part).padStart(2, '0');
  const days = seconds / 86_400n;
  const clock = `${two((seconds / 3600n) % 24n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  const rest = fraction === 0n ? '' : `.${String(fraction).padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clock}${rest}`;
}
