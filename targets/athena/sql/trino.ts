import { array, attempt, binary, call, cast, column, integer, isNotNull, lambda, text } from './build.js';
import type { Dialect } from './dialect.js';
import type { SqlExpression } from './tree.js';

/** Athena engine version 3, which is Trino. https://trino.io/docs/current/functions/json.html for the path syntax. */
export const TRINO: Dialect = {
  name: 'trino',
  types: {
    text: 'VARCHAR',
    boolean: 'BOOLEAN',
    int: 'INTEGER',
    bigint: 'BIGINT',
    double: 'DOUBLE',
    decimal: 'DECIMAL(38, 0)',
    json: 'JSON',
    instant: 'TIMESTAMP(3) WITH TIME ZONE',
    'text-array': 'ARRAY(VARCHAR)',
    'bigint-array': 'ARRAY(BIGINT)',
    'double-array': 'ARRAY(DOUBLE)',
    'boolean-array': 'ARRAY(BOOLEAN)',
    'json-array': 'ARRAY(JSON)',
    'json-map': 'MAP(VARCHAR, JSON)',
  },
  calls: {},
  toJson: (value) => `CAST(${value} AS JSON)`,
  quotient: '/',
  instant: (text) => `TIMESTAMP '${text}'`,
  jsonPath: (keys) => `$${keys.map(pathStep).join('')}`,
  // A map, not json_object: Athena documents its functions as those of several Trino releases, and maps are in all.
  jsonObject: (entries) => {
    const keys = array(...entries.map(({ key }) => text(key)));
    const values = array(...entries.map(({ value }) => value));
    const present = call('map_filter', call('map', keys, values), lambda(['k', 'v'], isNotNull(column('v'))));
    return call('json_format', cast(present, 'json'));
  },
  jsonBag: (entries) => {
    const keys = array(...entries.map(({ key }) => text(key)));
    return cast(call('map', keys, array(...entries.map(({ value }) => value))), 'json');
  },
  orderOfReals: binary,
  attempted: () => null,
  ipv4Number: (address) => {
    const octets = call('split', address, text('.'));
    const next = binary('+', binary('*', column('n'), integer(256)), cast(column('octet'), 'bigint'));
    return call('reduce', octets, cast(integer(0), 'bigint'), lambda(['n', 'octet'], next), lambda(['n'], column('n')));
  },
  oneEntryBags: (json) => {
    const one = cast(call('map', array(column('k')), array(column('v'))), 'json');
    return call('map_values', call('transform_values', attempt(cast(json, 'json-map')), lambda(['k', 'v'], one)));
  },
  unescaped: (json) => {
    const group = (at: number): SqlExpression => call('element_at', column('m'), integer(at));
    const unit = (at: number): SqlExpression => call('from_base', group(at), integer(16));
    const codePoint = binary('-', binary('+', binary('*', unit(2), integer(1024)), unit(3)), integer(PAIR_OFFSET));
    const character = binary('||', group(1), call('chr', codePoint));
    return call('regexp_replace', json, text(ESCAPED_PAIR), lambda(['m'], character));
  },
  unnest: (node, array, name) => {
    const columns = node.ordinality === null ? node.columns : [...node.columns, node.ordinality];
    const ordinality = node.ordinality === null ? '' : ' WITH ORDINALITY';
    return `UNNEST(${array})${ordinality} AS ${name(node.alias)} (${columns.map(name).join(', ')})`;
  },
};

/** The escapes of a surrogate pair; a backslash before them that is not itself escaped would make them mere letters. */
const ESCAPED_PAIR = '(?<!\\\\)((?:\\\\\\\\)*)\\\\u(D[89AB]..)\\\\u(D[C-F]..)';

/** https://www.unicode.org/versions/latest/core-spec/chapter-3/#G2630: high * 0x400 + low - this is the code point. */
const PAIR_OFFSET = 0xd800 * 0x400 + 0xdc00 - 0x10000;

function pathStep(key: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `.${key}`;
  return `["${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"]`;
}
