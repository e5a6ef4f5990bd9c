import { describe, expect, test } from 'vitest';
import { eventsFrom } from '../../../src/events/events-from.js';
import { referenceEngine } from '../../../src/interpreter/engine.js';
import type { RunContext } from '../../../src/target/engine.js';
import { compareRows } from '../../../src/verify/compare.js';
import { athenaEngine } from '../../../targets/athena/engine/index.js';
import { athena } from '../../../targets/athena/index.js';
import { irOf } from '../../support/seeds.js';

const FINDING = {
  schemaVersion: '2.0',
  accountId: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  id: 'finding-1',
  arn: 'arn:finding',
  type: 'Policy:S3/BucketAnonymousAccessGranted',
  resource: { resourceType: 'S3Bucket', s3BucketDetails: [{ name: 'b', arn: 'arn:b' }] },
  service: { action: { actionType: 'AWS_API_CALL' }, count: 3 },
  severity: 8.5,
  createdAt: '2024-03-01T00:00:00Z',
  updatedAt: '2024-03-01T00:10:00Z',
  title: 'A bucket is open',
  description: 'To anyone.',
};

const EVENTS = [
  { eventTime: '2024-03-01T00:00:00Z', eventID: 'e-1', eventName: 'A', sourceIPAddress: '10.0.0.1' },
  { eventTime: '2024-03-01T00:01:00Z', eventID: 'e-2', eventName: 'B', sourceIPAddress: '10.0.0.2' },
  { eventTime: '2024-03-01T00:02:00Z', eventID: 'e-3', eventName: 'B' },
  FINDING,
  { ...FINDING, id: 'finding-2', severity: 5, resource: { resourceType: 'AccessKey' } },
];

const WINDOW = { start: Date.UTC(2024, 2, 1), end: Date.UTC(2024, 2, 2) };

const CONTEXT: RunContext = {
  now: WINDOW.end,
  window: WINDOW,
  externals: {
    Bad: {
      columns: [
        { name: 'IP', type: 'string' },
        { name: 'Score', type: 'long' },
        { name: 'Since', type: 'datetime' },
        { name: 'Sure', type: 'bool' },
      ],
      rows: [
        ['10.0.0.1', 5, '2024-01-01T00:00:00.0000000Z', true],
        ['', null, null, null],
      ],
    },
  },
};

const BAD = `let Bad = externaldata(IP: string, Score: long, Since: datetime, Sure: bool)['https://lists.example/bad.csv'];`;

describe('inputs beside CloudTrail', () => {
  const QUERIES = [
    `${BAD} AWSCloudTrail | where SourceIpAddress in (Bad) | project AwsEventId`,
    `${BAD} AWSCloudTrail | join kind=leftouter Bad on $left.SourceIpAddress == $right.IP | project AwsEventId, IP, Score, Since, Sure`,
    `${BAD} AWSCloudTrail | where SourceIpAddress in ((Bad | where Score > 1 | project IP)) | project AwsEventId`,
    `AWSGuardDuty | project Id, Severity, TimeGenerated, TimeCreated, ResourceDetails, Type, SourceSystem`,
    `AWSGuardDuty | extend b = tostring(ResourceDetails.s3BucketDetails[0].name) | summarize n = count(), worst = max(Severity) by b`,
    `AWSGuardDuty | where ResourceDetails.resourceType == "S3Bucket" | project Id`,
    `union (AWSGuardDuty | project Id), (AWSCloudTrail | project Id = AwsEventId)`,
  ];
  test.each(QUERIES)('%s', async (query) => {
    const rule = await irOf(query);
    const conversion = athena.convert(rule, { window: WINDOW });
    expect(conversion.reasons).toEqual([]);
    const reference = await referenceEngine.open(eventsFrom(EVENTS));
    const engine = await athenaEngine.open(eventsFrom(EVENTS));
    try {
      const expected = await reference.run(rule, conversion, CONTEXT);
      expect(expected.rows.length).toBeGreaterThan(0);
      const actual = await engine.run(rule, conversion, CONTEXT);
      expect(compareRows(expected, actual, { typeless: false })).toMatchObject({ missing: [], extra: [] });
    } finally {
      await engine.close();
    }
  });

  test('an external input comes with the DDL of its table and a line about it', async () => {
    const { artifacts } = athena.convert(await irOf(`${BAD} AWSCloudTrail | where SourceIpAddress in (Bad)`), {});
    expect(artifacts.map(({ path, role }) => [path, role])).toEqual([
      ['test-rule.sql', 'query'],
      ['test-rule.bad.ddl.sql', 'config'],
    ]);
    expect(artifacts[0]?.content).toContain(
      '-- Reads the table bad, which you fill with the data of https://lists.example/bad.csv: test-rule.bad.ddl.sql makes it.',
    );
    expect(artifacts[1]?.content.split('\n')).toEqual([
      '-- Rows for the query: the data of https://lists.example/bad.csv',
      '-- Put CSV files with a line of headers below LOCATION; their columns in this order: IP, Score, Since, Sure',
      '-- Times are ISO 8601 with Z or an offset.',
      'CREATE EXTERNAL TABLE IF NOT EXISTS bad (',
      '  ip string,',
      '  score string,',
      '  since string,',
      '  sure string',
      ')',
      "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'",
      "STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'",
      "  OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'",
      "LOCATION 's3://amzn-s3-demo-bucket/ruleport-inputs/bad/'",
      'TBLPROPERTIES (',
      "  'skip.header.line.count' = '1'",
      ');',
      '',
    ]);
  });

  test('an input that is missing is an error', async () => {
    const rule = await irOf(`${BAD} AWSCloudTrail | where SourceIpAddress in (Bad)`);
    const engine = await athenaEngine.open(eventsFrom(EVENTS));
    const { now, window } = CONTEXT;
    await expect(engine.run(rule, athena.convert(rule, {}), { now, window })).rejects.toThrow('Bad was not given');
    await engine.close();
  });
});
