import { commentLines } from '../sql/literals.js';
import type { HiveColumn, HiveTable, HiveType } from './tree.js';

const LINE_WIDTH = 110;
const INDENT = '  ';

/** The statement with a final semicolon and line end; one column a line. */
export function printTable(table: HiveTable): string {
  const name = [table.database, table.name].filter((part) => part !== null).map(identifier);
  const properties = table.properties.map(([key, value]) => `${INDENT}${string(key)} = ${string(value)}`);
  const lines = [
    commentLines(table.comment),
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${name.join('.')} (`,
    columns(table.columns),
    ')',
    ...(table.partitions.length === 0 ? [] : [`PARTITIONED BY (\n${columns(table.partitions)}\n)`]),
    `ROW FORMAT SERDE ${string(table.serde)}`,
    `STORED AS INPUTFORMAT ${string(table.inputFormat)}`,
    `${INDENT}OUTPUTFORMAT ${string(table.outputFormat)}`,
    `LOCATION ${string(table.location)}`,
    ...(properties.length === 0 ? [] : [`TBLPROPERTIES (\n${properties.join(',\n')}\n)`]),
  ];
  return `${lines.filter((line) => line !== '').join('\n')};\n`;
}

const columns = (list: readonly HiveColumn[]): string =>
  list
    .map(({ name, type }) => `${INDENT}${identifier(name)} ${printType(type, 1, identifier(name).length + 1)}`)
    .join(',\n');

/** On one line where it fits, else a field a line. */
function printType(type: HiveType, depth: number, used: number): string {
  const flat = flatType(type);
  if (depth * INDENT.length + used + flat.length < LINE_WIDTH || type === 'string' || 'map' in type) return flat;
  if ('array' in type) return `array<${printType(type.array, depth, used + 'array<'.length)}>`;
  const indent = INDENT.repeat(depth + 1);
  const fields = type.struct.map(
    (field) => `${indent}${fieldName(field)}: ${printType(field.type, depth + 1, field.name.length + 2)}`,
  );
  return `struct<\n${fields.join(',\n')}\n${INDENT.repeat(depth)}>`;
}

function flatType(type: HiveType): string {
  if (type === 'string') return type;
  if ('map' in type) return `map<${type.map.map(flatType).join(', ')}>`;
  if ('array' in type) return `array<${flatType(type.array)}>`;
  return `struct<${type.struct.map((field) => `${fieldName(field)}: ${flatType(field.type)}`).join(', ')}>`;
}

/** Fields of a struct are names of ours alone. */
function fieldName({ name }: HiveColumn): string {
  if (!/^[a-z][a-z0-9]*$/.test(name)) throw new RangeError(`no name for a field: ${JSON.stringify(name)}`);
  return name;
}

/**
 * Bare where it may be: words that Athena reserves in DDL, and all that is more than a word, stand between backticks.
 * https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html
 */
function identifier(name: string): string {
  const isBare = /^[a-z][a-z0-9_]*$/i.test(name) && !RESERVED.has(name.toLowerCase());
  return isBare ? name : `\`${name.replaceAll('`', '``')}\``;
}

const RESERVED: ReadonlySet<string> = new Set(
  (
    'all alter and array as authorization between bigint binary boolean both by case cashe cast char column conf ' +
    'constraint commit create cross cube current current_date current_timestamp cursor database date dayofweek decimal ' +
    'delete describe distinct div double drop else end exchange exists extended external extract false fetch float floor ' +
    'following for foreign from full function grant group grouping having if import in inner insert int integer intersect ' +
    'interval into is join lateral left less like local macro map more none not null numeric of on only or order out ' +
    'outer over partialscan partition percent preceding precision preserve primary procedure range reads reduce regexp ' +
    'references revoke right rlike rollback rollup row rows select set smallint start table tablesample then time ' +
    'timestamp to transform trigger true truncate unbounded union uniquejoin update user using utc_timestamp values ' +
    'varchar views when where window with'
  ).split(' '),
);

/** Hive's strings know backslash escapes. */
const string = (value: string): string => `'${value.replace(/['\\]/g, '\\$&')}'`;
