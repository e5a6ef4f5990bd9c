import type { Dialect } from './dialect.js';

/**
 * DuckDB, as the embedded engine runs it. Functions keep their Trino names: the engine defines those that DuckDB lacks or
 * understands otherwise as macros (`engine/macros.ts`), so that only syntax differs here.
 */
export const DUCKDB: Dialect = {
  name: 'duckdb',
  types: {
    text: 'VARCHAR',
    boolean: 'BOOLEAN',
    bigint: 'BIGINT',
    double: 'DOUBLE',
    json: 'JSON',
    instant: 'TIMESTAMPTZ',
    'text-array': 'VARCHAR[]',
    'json-array': 'JSON[]',
    'json-map': 'MAP(VARCHAR, JSON)',
  },
  quotient: '//',
  instant: (text) => `TIMESTAMPTZ '${text}'`,
  // A path from the root in DuckDB's own quoting: `$."a b"`; inside the quotes, `*` alone would be a wildcard.
  jsonPath: (keys) => (keys.some(isWildcard) ? pointer(keys) : `$${keys.map(pathStep).join('')}`),
  jsonObject: (entries) => {
    const members = entries.map(
      ({ key, value }) => `CAST(to_json(${key}) AS VARCHAR) || ':' || CAST(to_json(${value}) AS VARCHAR)`,
    );
    return `'{' || array_to_string(list_filter([${members.join(', ')}], x -> x IS NOT NULL), ',') || '}'`;
  },
  unnest: (node, array, name) => {
    const names = node.ordinality === null ? node.columns : [...node.columns, node.ordinality];
    const fields = node.fields === null ? ['u.e'] : node.fields.map((field) => `u.e.${name(field)}`);
    const values = node.ordinality === null ? fields : [...fields, 'u.n'];
    // A list of structs unnests to one column here; the lateral subquery gives each field its column, as in Trino.
    return `LATERAL (SELECT ${values.join(', ')} FROM UNNEST(${array}) WITH ORDINALITY AS u (e, n)) AS ${name(node.alias)} (${names.map(name).join(', ')})`;
  },
};

const isWildcard = (key: string): boolean => key === '' || key.includes('*');

function pathStep(key: string): string {
  return `."${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** RFC 6901. Numerals would index arrays too, but the lowering never writes those into a path. */
const pointer = (keys: readonly string[]): string =>
  keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
