import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Artifact } from '../../../src/target/target.js';
import { printTable } from '../ddl/print.js';
import { inputTable, type InputTable } from '../external-ddl.js';
import { readsTable } from '../reads-table.js';
import type { AthenaSettings } from '../settings.js';
import { cloudTrailTable } from './cloudtrail-table.js';
import { findingsTable } from './findings-table.js';

/** A table that the queries of a package read. */
export interface PackageTable {
  /** What its resource in the template is called by. */
  readonly slug: string;
  readonly name: string;
  /** When to run the statement, for people. */
  readonly description: string;
  readonly artifact: Artifact;
}

/** CloudTrail's table, that of GuardDuty's findings where a rule reads it, and those of the inputs from outside. */
export function packageTables(
  rules: readonly RuleIR[],
  inputs: readonly InputTable[],
  settings: AthenaSettings,
): readonly PackageTable[] {
  const once = 'Run once, before the queries of the detections';
  const made = (slug: string, name: string, description: string, file: string, content: string): PackageTable => ({
    ...{ slug, name, description },
    artifact: { path: `create-${file}.sql`, content, role: 'config' },
  });
  return [
    made('cloud-trail-table', settings.table, once, 'table', printTable(cloudTrailTable(settings))),
    ...(readsTable(rules, 'AWSGuardDuty')
      ? [made('guard-duty-table', settings.findings, once, 'findings-table', printTable(findingsTable(settings)))]
      : []),
    ...inputs.map((input) => {
      const { name } = input.table;
      const word = name.replaceAll('_', '-');
      const description = `Run once, and put ${input.data.join(' and ')} below ${settings.inputs}/${name}/`;
      return made(`${word}-input`, name, description, `input-${word}`, printTable(inputTable(input, settings)));
    }),
  ];
}
