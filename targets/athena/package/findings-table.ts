import type { HiveTable } from '../ddl/tree.js';
import type { AthenaSettings } from '../settings.js';
import { GUARDDUTY_COLUMNS } from '../table.js';

/**
 * AWS's documented table of exported findings. It is not partitioned: every query reads every file.
 * https://docs.aws.amazon.com/athena/latest/ug/querying-guardduty.html
 */
export const findingsTable = ({ database, findings, findingsLocation }: AthenaSettings): HiveTable => ({
  comment: ["GuardDuty's findings as AWS documents them for Athena"],
  database,
  name: findings,
  columns: GUARDDUTY_COLUMNS.map(({ name }) => ({ name, type: 'string' })),
  partitions: [],
  serde: 'org.openx.data.jsonserde.JsonSerDe',
  inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  location: `${findingsLocation}/`,
  properties: [['has_encrypted_data', 'true']],
});
