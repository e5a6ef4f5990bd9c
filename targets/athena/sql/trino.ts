import type { Dialect } from './dialect.js';

/** Athena engine version 3, which is Trino. https://trino.io/docs/current/functions/json.html for the path syntax. */
export const TRINO: Dialect = {
  name: 'trino',
  types: {
    text: 'VARCHAR',
    boolean: 'BOOLEAN',
    bigint: 'BIGINT',
    double: 'DOUBLE',
    json: 'JSON',
    instant: 'TIMESTAMP(3) WITH TIME ZONE',
    'text-array': 'ARRAY(VARCHAR)',
    'json-array': 'ARRAY(JSON)',
    'json-map': 'MAP(VARCHAR, JSON)',
  },
  quotient: '/',
  instant: (text) => `TIMESTAMP '${text}'`,
  jsonPath: (keys) => `$${keys.map(pathStep).join('')}`,
  // A map, not json_object: Athena documents its functions as those of several Trino releases, and maps are in all.
  jsonObject: (entries) => {
    const keys = entries.map((entry) => entry.key).join(', ');
    const values = entries.map((entry) => entry.value).join(', ');
    return `json_format(CAST(map_filter(map(ARRAY[${keys}], ARRAY[${values}]), (k, v) -> v IS NOT NULL) AS JSON))`;
  },
  unnest: (node, array, name) => {
    const columns = node.ordinality === null ? node.columns : [...node.columns, node.ordinality];
    const ordinality = node.ordinality === null ? '' : ' WITH ORDINALITY';
    return `UNNEST(${array})${ordinality} AS ${name(node.alias)} (${columns.map(name).join(', ')})`;
  },
};

function pathStep(key: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `.${key}`;
  return `["${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"]`;
}
