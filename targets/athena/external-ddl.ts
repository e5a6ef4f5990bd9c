import type { External } from '../../src/ir/relation.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { operatorsOf } from '../../src/ir/traverse.js';
import type { Artifact } from '../../src/target/target.js';
import { printTable } from './ddl/print.js';
import type { HiveTable } from './ddl/tree.js';
import { externalTable, type ExternalTable } from './external.js';
import type { AthenaSettings } from './settings.js';

/** The table that a rule reads beside the logs: its DDL, and a line about it for the query. */
export interface ExternalArtifact {
  readonly artifact: Artifact;
  readonly note: string;
}

export const externalArtifacts = (ir: RuleIR, settings: AthenaSettings): ExternalArtifact[] =>
  inputTables([ir]).map((input) => {
    const path = `${ir.rule.slug}.${input.table.name}.ddl.sql`;
    const note = `Reads the table ${input.table.name}, which you fill with ${input.data.join(' and ')}: ${path} makes it.`;
    return { artifact: { path, content: printTable(inputTable(input, settings)), role: 'config' }, note };
  });

/** The table of an input from outside, for all the rules that read it. */
export interface InputTable {
  /** With the columns that any of the rules declares. */
  readonly table: ExternalTable;
  /** What the rows are, for people; rules that mean several things by one name have one table all the same. */
  readonly data: readonly string[];
  readonly isCsv: boolean;
}

/** The inputs that the plans of rules read, each table once. */
export function inputTables(rules: readonly RuleIR[]): InputTable[] {
  const tables = new Map<string, InputTable>();
  for (const { source, plan } of rules) {
    const read = new Set(operatorsOf(plan).flatMap((node) => (node.op === 'external' ? [node.name] : [])));
    for (const node of operatorsOf(source)) {
      if (node.op !== 'external' || !read.has(node.name)) continue;
      const table = externalTable(node);
      const known = tables.get(table.name);
      tables.set(table.name, known === undefined ? inputOf(node, table) : both(known, inputOf(node, table)));
    }
  }
  return [...tables.values()];
}

/** CSV for watchlists and what is CSV, else a JSON object a line. */
const inputOf = (input: External, table: ExternalTable): InputTable => ({
  table,
  data: [dataOf(input)],
  isCsv: /^(?:csv|txt)?$/i.test(input.format ?? '') && table.columns.every(({ type }) => type !== 'dynamic'),
});

const both = (known: InputTable, { table: { name, columns }, data, isCsv }: InputTable): InputTable => {
  const more = columns.filter((column) => !known.table.columns.some((each) => each.name === column.name));
  return {
    table: { name, columns: [...known.table.columns, ...more] },
    data: [...new Set([...known.data, ...data])],
    isCsv: known.isCsv && isCsv,
  };
};

const dataOf = ({ source, name, uris }: External): string =>
  source === 'watchlist' ? `the watchlist ${name}` : `the data of ${uris.join(', ')}`;

/**
 * Every column is a text, which the query reads as what it is.
 * https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html, https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 */
export function inputTable({ table, data, isCsv }: InputTable, { database, inputs }: AthenaSettings): HiveTable {
  const { name, columns } = table;
  return {
    comment: [
      `Rows for the query: ${data.join(' and ')}`,
      isCsv
        ? `Put CSV files with a line of headers below LOCATION; their columns in this order: ${columns.map(({ kql }) => kql).join(', ')}`
        : `Put files with a JSON object a line below LOCATION; its keys: ${columns.map((each) => each.name).join(', ')}`,
      ...(columns.some(({ type }) => type === 'datetime') ? ['Times are ISO 8601 with Z or an offset.'] : []),
    ],
    database,
    name,
    columns: columns.map((column) => ({ name: column.name, type: 'string' })),
    partitions: [],
    serde: isCsv ? 'org.apache.hadoop.hive.serde2.OpenCSVSerde' : 'org.openx.data.jsonserde.JsonSerDe',
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    location: `${inputs}/${name}/`,
    properties: isCsv ? [['skip.header.line.count', '1']] : [],
  };
}
