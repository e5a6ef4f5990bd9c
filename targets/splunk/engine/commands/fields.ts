import { Row } from '../data/row.js';
import { isInternal, nameMatcher } from '../data/names.js';
import { defineCommand } from './command.js';

/** Keeps or removes fields. Kept without being named: `_time` and `_raw`. */
export const fields = defineCommand({
  names: ['fields'],
  page: 'fields',
  parse(reader) {
    const remove = reader.take('-');
    if (!remove) reader.take('+');
    const names = reader.fields().map((word) => word.text);
    if (names.length === 0) throw reader.syntax("'fields' needs a field name");
    return { remove, names };
  },
  run({ remove, names }, input) {
    const matchers = names.map(nameMatcher);
    const named = (name: string): boolean => matchers.some((matches) => matches(name));
    const keep = (name: string): boolean =>
      remove ? !named(name) : named(name) || name === '_time' || name === '_raw';
    const listed = !remove && names.every((name) => !name.includes('*')) ? names : null;
    return {
      rows: input.rows.map((row) => row.restrict(keep)),
      columns: listed ?? input.columns?.filter(keep) ?? null,
    };
  },
});

/** Keeps exactly the named fields, in their order. */
export const table = defineCommand({
  names: ['table'],
  page: 'table',
  parse(reader) {
    const names = reader.fields().map((word) => word.text);
    if (names.length === 0) throw reader.syntax("'table' needs a field name");
    return { names };
  },
  run({ names }, input) {
    const columns = expandNames(names, input.rows);
    return { rows: input.rows.map((row) => Row.of(columns.map((name) => [name, row.get(name)] as const))), columns };
  },
});

/** The fields that a list with wildcards means; a wildcard at the start of a name leaves internal fields out. */
export function expandNames(names: readonly string[], rows: readonly Row[]): string[] {
  const found = new Set<string>();
  const known = names.some((name) => name.includes('*')) ? fieldNames(rows) : [];
  for (const name of names) {
    if (!name.includes('*')) found.add(name);
    else {
      const matches = nameMatcher(name);
      for (const candidate of known)
        if (matches(candidate) && !(name.startsWith('*') && isInternal(candidate))) found.add(candidate);
    }
  }
  return [...found];
}

/** The names of all fields of the rows, in the order of their first appearance. */
export function fieldNames(rows: readonly Row[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of row.names()) names.add(name);
  return [...names];
}
