import { valueFromJson } from '../ir/from-json.js';
import type { External, Relation } from '../ir/relation.js';
import { valueToJson } from '../ir/to-json.js';
import { operatorsOf } from '../ir/traverse.js';
import type { Column } from '../ir/types.js';
import { UsageError } from '../diagnostics/usage-error.js';
import { QueryError, type Externals, type Json } from '../target/engine.js';

/** Rows of inputs from outside as a caller has them: objects by column name, by the input's name. */
export type GivenExternals = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** The inputs that a query takes from outside (`externaldata`, watchlists), each name once. */
export function externalsOf(relation: Relation): External[] {
  const found = new Map<string, External>();
  for (const node of operatorsOf(relation))
    if (node.op === 'external' && !found.has(node.name)) found.set(node.name, node);
  return [...found.values()];
}

/** `TorNodes (TorIP:string)`, for people who have to give it. */
export const describeExternal = ({ name, columns }: External): string =>
  `${name} (${columns.map((column) => `${column.name}:${column.type}`).join(', ')})`;

export interface ExternalsOfRule {
  readonly externals: Externals;
  readonly missing: readonly External[];
}

/**
 * The given rows with the columns and types that a query declares; what a row lacks is null (`""` for a string).
 * @throws UsageError for a value that is not of its column's type.
 */
export function typedExternals(relation: Relation, given: GivenExternals): ExternalsOfRule {
  const nodes = externalsOf(relation);
  const known = nodes.filter(({ name }) => Object.hasOwn(given, name));
  const externals = Object.fromEntries(
    known.map(({ name, columns }) => [
      name,
      { columns, rows: given[name]!.map((row, index) => columns.map((column) => typedCell(name, index, column, row))) },
    ]),
  );
  return { externals, missing: nodes.filter(({ name }) => !Object.hasOwn(given, name)) };
}

/**
 * The same for a bare query, which cannot do without.
 * @throws QueryError naming the inputs that are missing.
 */
export function requireExternals(relation: Relation, given: GivenExternals): Externals {
  const { externals, missing } = typedExternals(relation, given);
  if (missing.length === 0) return externals;
  throw new QueryError('RP5004', `the query needs rows from outside: ${missing.map(describeExternal).join(', ')}`);
}

function typedCell(input: string, index: number, column: Column, row: Readonly<Record<string, unknown>>): Json {
  const raw = Object.hasOwn(row, column.name) ? (row[column.name] ?? null) : null;
  const json = typeof raw === 'string' && column.type !== 'string' ? fromText(raw, column.type) : (raw as Json);
  const value = json === undefined ? undefined : valueFromJson(asText(json, column.type), column.type);
  if (value === undefined) {
    throw new UsageError(`row ${index + 1} of the input ${input}: ${column.name} holds no ${column.type} value`);
  }
  return valueToJson(value);
}

/** A number or an object in a column of texts is its JSON text, as the records of a log are read. */
const asText = (json: Json, type: Column['type']): Json =>
  type !== 'string' || typeof json === 'string' || json === null ? json : JSON.stringify(json);

/** The text of a CSV cell; an empty one is null. */
function fromText(text: string, type: Column['type']): Json | undefined {
  if (text === '') return null;
  switch (type) {
    case 'int':
    case 'long':
    case 'real':
      return Number.isNaN(Number(text)) ? undefined : Number(text);
    case 'bool':
      return { true: true, false: false }[text.toLowerCase()];
    case 'dynamic':
      return jsonOr(text);
    default:
      return text;
  }
}

function jsonOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
