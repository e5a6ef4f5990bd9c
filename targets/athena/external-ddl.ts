import type { External } from '../../src/ir/relation.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { operatorsOf } from '../../src/ir/traverse.js';
import type { Artifact } from '../../src/target/target.js';
import { printTable } from './ddl/print.js';
import type { HiveTable } from './ddl/tree.js';
import { externalTables, type ExternalTable } from './external.js';
import type { AthenaSettings } from './settings.js';

/** The table that a rule reads beside the logs: its DDL, and a line about it for the query. */
export interface ExternalArtifact {
  readonly artifact: Artifact;
  readonly note: string;
}

export function externalArtifacts({ rule, source, plan }: RuleIR, settings: AthenaSettings): ExternalArtifact[] {
  const tables = externalTables(source);
  const read = new Set(operatorsOf(plan).flatMap((node) => (node.op === 'external' ? [node.name] : [])));
  const inputs = operatorsOf(source).flatMap((node) => (node.op === 'external' && read.has(node.name) ? [node] : []));
  return inputs.flatMap((input) => {
    const table = tables.get(input.name);
    if (table === undefined) return [];
    const path = `${rule.slug}.${table.name}.ddl.sql`;
    return [
      {
        artifact: { path, content: printTable(hiveTable(input, table, settings)), role: 'config' },
        note: `Reads the table ${table.name}, which you fill with ${dataOf(input)}: ${path} makes it.`,
      },
    ];
  });
}

const dataOf = ({ source, name, uris }: External): string =>
  source === 'watchlist' ? `the watchlist ${name}` : `the data of ${uris.join(', ')}`;

/**
 * Every column is a text, which the query reads as what it is. CSV for watchlists and what is CSV, else a JSON object a line.
 * https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html, https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 */
function hiveTable(input: External, { name, columns }: ExternalTable, { database }: AthenaSettings): HiveTable {
  const isCsv = /^(?:csv|txt)?$/i.test(input.format ?? '') && columns.every(({ type }) => type !== 'dynamic');
  return {
    comment: [
      `Rows for the query: ${dataOf(input)}`,
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
    // AWS's own placeholder: where the files lie nobody can guess.
    location: `s3://amzn-s3-demo-bucket/${name}/`,
    properties: isCsv ? [['skip.header.line.count', '1']] : [],
  };
}
