import { and, array, attempt, binary, call, cast, column, isNotNull, lambda, not, text } from './build.js';
import type { Dialect } from './dialect.js';
import type { SqlExpression } from './tree.js';

/**
 * DuckDB, as the embedded engine runs it. Functions keep their Trino names: the engine defines those that DuckDB lacks or
 * understands otherwise as macros (`engine/macros.ts`), so that only syntax differs here.
 */
export const DUCKDB: Dialect = {
  name: 'duckdb',
  types: {
    text: 'VARCHAR',
    boolean: 'BOOLEAN',
    int: 'INTEGER',
    bigint: 'BIGINT',
    double: 'DOUBLE',
    decimal: 'DECIMAL(38, 0)',
    json: 'JSON',
    instant: 'TIMESTAMPTZ',
    'text-array': 'VARCHAR[]',
    'bigint-array': 'BIGINT[]',
    'double-array': 'DOUBLE[]',
    'boolean-array': 'BOOLEAN[]',
    'json-array': 'JSON[]',
    'json-map': 'MAP(VARCHAR, JSON)',
  },
  // Functions with a lambda cannot be macros.
  calls: {
    transform: 'list_transform',
    format: 'printf',
    truncate: 'trunc',
    // Written queries name no other zone than UTC, which is the session's; what can fail may not stand in DuckDB's TRY.
    at_timezone: 'in_utc',
    day_of_year: 'dayofyear',
    day_of_week: 'isodow',
    bitwise_and_agg: 'bit_and',
    bitwise_or_agg: 'bit_or',
  },
  toJson: (value) => `to_json(${value})`,
  quotient: '//',
  instant: (text) => `TIMESTAMPTZ '${text}'`,
  // A path from the root in DuckDB's own quoting: `$."a b"`; inside the quotes, `*` alone would be a wildcard.
  jsonPath: (keys) => (keys.some(isWildcard) ? pointer(keys) : `$${keys.map(pathStep).join('')}`),
  jsonObject: (entries) => {
    const members = entries.map(({ key, value }) =>
      concat(text(`${JSON.stringify(key)}:`), cast(call('to_json', value), 'text')),
    );
    const present = call('list_filter', array(...members), lambda(['m'], isNotNull(column('m'))));
    return concat(concat(text('{'), call('array_to_string', present, text(','))), text('}'));
  },
  jsonBag: (entries) => call('json_object', ...entries.flatMap(({ key, value }) => [text(key), value])),
  // DuckDB takes NaN for the greatest number: https://duckdb.org/docs/stable/sql/data_types/numeric
  orderOfReals: (operator, left, right) => {
    const isNumber = (side: SqlExpression): SqlExpression[] => (isConstant(side) ? [] : [not(call('is_nan', side))]);
    return and([binary(operator, left, right), ...isNumber(left), ...isNumber(right)]);
  },
  // A TRY around text that is read twice may still fail on it; a TRY_CAST does not.
  attempted: (operand) =>
    operand.kind === 'call' && operand.name === 'json_parse'
      ? { kind: 'try-cast', operand: operand.args[0]!, type: 'json' }
      : null,
  ipv4Number: (address) => call('ipv4_number', address),
  oneEntryBags: (json) => {
    // A JSON pointer, for a key may hold whatever a path would read as its own.
    const escaped = call('replace', call('replace', column('k'), text('~'), text('~0')), text('/'), text('~1'));
    const one = call('json_object', column('k'), call('json_extract', json, concat(text('/'), escaped)));
    return call('list_transform', call('map_keys', attempt(cast(json, 'json-map'))), lambda(['k'], one));
  },
  unescaped: (json) => json,
  unnest: (node, array, name) => {
    const names = node.ordinality === null ? node.columns : [...node.columns, node.ordinality];
    const fields = node.fields === null ? ['u.e'] : node.fields.map((field) => `u.e.${name(field)}`);
    const values = node.ordinality === null ? fields : [...fields, 'u.n'];
    // A list of structs unnests to one column here; the lateral subquery gives each field its column, as in Trino.
    return `LATERAL (SELECT ${values.join(', ')} FROM UNNEST(${array}) WITH ORDINALITY AS u (e, n)) AS ${name(node.alias)} (${names.map(name).join(', ')})`;
  },
};

const isConstant = ({ kind }: SqlExpression): boolean => kind === 'double' || kind === 'integer';

const concat = (left: SqlExpression, right: SqlExpression): SqlExpression => binary('||', left, right);

const isWildcard = (key: string): boolean => key === '' || key.includes('*');

function pathStep(key: string): string {
  return `."${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** RFC 6901. Numerals would index arrays too, but the lowering never writes those into a path. */
const pointer = (keys: readonly string[]): string =>
  keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
