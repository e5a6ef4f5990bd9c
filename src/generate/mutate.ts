import type { LogRecord } from '../events/event-source.js';
import { structureIn } from '../functions/json.js';
import type { Relation } from '../ir/relation.js';
import { operatorsOf } from '../ir/traverse.js';
import { columnOf, type RecordPath } from '../schema/table.js';
import { tableByName } from '../schema/tables.js';
import { valueAt } from '../schema/record-path.js';
import { isDocumented } from './documented.js';
import { withPath, withoutPath } from './draft.js';
import { swapCase } from './propose/texts.js';

/**
 * Fields of a table that a query reads, as paths of a record. Not the event's ID and time, which every record has.
 * @param free only those that hold whatever a service puts there; the documented type of the others is kept
 */
export function fieldsRead(query: Relation, table: string, free: boolean): RecordPath[] {
  const schema = tableByName(table);
  const names = new Set(
    operatorsOf(query)
      .flatMap((node) => (node.op === 'source' && node.table === table ? node.columns : []))
      .map(({ name }) => name),
  );
  return [...names].flatMap((name) => {
    const column = schema === undefined ? undefined : columnOf(schema, name);
    if (column === undefined || name === schema?.idColumn || name === schema?.timeColumn) return [];
    return free === (column.encoding === 'json' || column.encoding === 'dynamic') ? column.paths : [];
  });
}

type Json = unknown;

/** What a field may be instead: nothing, empty, of another type, another case, in a list, in an object, in a text. */
function alternatives(value: Json): Json[] {
  const common: Json[] = [null, '', 0, true, [], {}, [value], [value, value], { key: value }, ['other', value]];
  if (typeof value === 'string') {
    const parsed = structureIn(value);
    return [
      swapCase(value),
      ` ${value} `,
      `${value}\n`,
      `"${value}"`,
      ...(parsed === undefined ? [] : [parsed]),
      ...common,
    ];
  }
  if (typeof value === 'boolean') return [!value, String(value), swapCase(String(value)), ...common];
  if (typeof value === 'number') return [String(value), value + 0.5, -value, 1e21, ...common];
  if (Array.isArray(value)) {
    const list = value as Json[];
    return [
      JSON.stringify(list),
      list[0],
      [null, ...list],
      [...list, list[0]],
      list.toReversed(),
      Object.fromEntries(list.entries()),
      ...common,
    ];
  }
  if (typeof value === 'object' && value !== null)
    return [JSON.stringify(value), JSON.stringify(JSON.stringify(value)), [value], ...common];
  return ['', 'value', 0, {}, []];
}

/** A field whose type is documented: missing, empty, and what is near to it. */
export function typedMutationsOf(record: Readonly<Record<string, Json>>, fields: readonly RecordPath[]): LogRecord[] {
  return fields.flatMap((path) => {
    const value = valueAt(record, path);
    const texts =
      typeof value === 'string' ? ['', swapCase(value), ` ${value} `, `${value}\n`, `"${value}"`, `${value}é`] : [];
    const others = typeof value === 'boolean' ? [!value] : typeof value === 'number' ? [value + 0.5, -value] : texts;
    return [
      withoutPath(record, path),
      ...[null, ...others].map((other) => withPath(record, path, other)),
    ] as LogRecord[];
  });
}

const MAX_DEPTH = 6;

/** The paths below a field that hold something, itself first. */
function pathsBelow(record: Json, path: RecordPath): RecordPath[] {
  const value = valueAt(record, path);
  if (path.length >= MAX_DEPTH || typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...steps.flatMap((step) => pathsBelow(record, [...path, step]))];
}

/** Parameters and responses as a whole are objects (`resources` a list) or null. */
const isStructure = (value: Json): boolean => typeof value === 'object';

/** The record with one of its fields changed, for each field that is read and each change. */
export function mutationsOf(
  record: Readonly<Record<string, Json>>,
  fields: readonly RecordPath[],
  keepsTop = false,
): Readonly<Record<string, Json>>[] {
  const paths = fields.flatMap((field) => pathsBelow(record, field));
  const unique = [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
  const tops = new Set(fields.map((path) => JSON.stringify(path)));
  const mutations = unique.flatMap((path) => {
    const value = valueAt(record, path);
    const inner = typeof value === 'string' ? insideText(record, path, value) : [];
    return [
      withoutPath(record, path),
      ...alternatives(value ?? null)
        .filter((other) => keepsTop || !tops.has(JSON.stringify(path)) || isStructure(other))
        .map((other) => withPath(record, path, other)),
      ...inner,
    ] as Readonly<Record<string, Json>>[];
  });
  return mutations.filter(isDocumented);
}

/** A document in a text (a policy) with one of its own fields changed. */
function insideText(record: Json, path: RecordPath, text: string): Json[] {
  const document = structureIn(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return [];
  const changed = mutationsOf(
    document as Record<string, Json>,
    Object.keys(document).map((key) => [key]),
    true,
  );
  return changed.map((each) => withPath(record, path, JSON.stringify(each)));
}

/** Times at the edges of a window, in whole seconds, as the logs write them. */
export function timesAround(window: { readonly start: number; readonly end: number }): string[] {
  const iso = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
  return [iso(window.start), iso(window.start - 1000), iso(window.end), iso(window.end - 1000)];
}
