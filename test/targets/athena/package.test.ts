import { HiveSQL } from 'dt-sql-parser';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Rule } from '../../../src/rule/model.js';
import type { Package } from '../../../src/target/target.js';
import { athena } from '../../../targets/athena/index.js';
import { HOSTILE_TEXTS } from '../../hostile/hostile-texts.js';
import { irOf } from '../../support/seeds.js';

type Settings = Readonly<Record<string, string>>;

interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default: string }>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: NamedQuery }>>;
}

interface NamedQuery {
  readonly Name: string;
  readonly Description: string;
  readonly Database: object;
  readonly WorkGroup: object;
  readonly QueryString: string;
}

const QUERY = 'AWSCloudTrail | where EventName == "GetObject" | project TimeGenerated, EventName';
const ruleCalled = (name: string, fields: Partial<Rule> = {}): Promise<RuleIR> => irOf(QUERY, { name, ...fields });

const packageOf = (rules: readonly RuleIR[], settings: Settings = {}): Package =>
  athena.package!(
    { rules: rules.map((rule) => ({ rule, artifacts: athena.convert(rule, { settings }).artifacts })) },
    { settings },
  );

const ddlOf = ({ artifacts }: Package): string => artifacts.find(({ path }) => path === 'create-table.sql')!.content;

const templatesOf = ({ artifacts }: Package): Template[] =>
  artifacts.filter(({ path }) => path.endsWith('.template.yml')).map(({ content }) => load(content) as Template);

describe('the table', () => {
  it.each<[string, Settings, readonly string[]]>([
    [
      'days below accounts and regions',
      {
        location: 's3://logs-of-acme/trail/AWSLogs/o-1234567890/',
        accounts: '111122223333, 444455556666',
        regions: 'eu-west-1,us-gov-east-1',
        from: '2023-06-01',
      },
      [
        'CREATE EXTERNAL TABLE IF NOT EXISTS cloudtrail_logs_pp (',
        'PARTITIONED BY (\n  account string,\n  region string,\n  `timestamp` string\n)',
        "LOCATION 's3://logs-of-acme/trail/AWSLogs/o-1234567890/'",
        "'projection.account.values' = '111122223333,444455556666'",
        "'projection.region.values' = 'eu-west-1,us-gov-east-1'",
        "'projection.timestamp.range' = '2023/06/01,NOW'",
        "'storage.location.template' = 's3://logs-of-acme/trail/AWSLogs/o-1234567890/${account}/CloudTrail/${region}/${timestamp}'",
      ],
    ],
    [
      'year, month and day',
      { partition: 'year-month-day', from: '2021-03-04' },
      [
        '  year string,\n  month string,\n  day string\n)',
        "'projection.year.range' = '2021,NOW'",
        "'projection.month.digits' = '2'",
        '${account}/CloudTrail/${region}/${year}/${month}/${day}',
      ],
    ],
    ['no partitions', { partition: 'none' }, ["AWSLogs/';\n"]],
    [
      'another name',
      { table: 'select', database: 'my-logs' },
      ['CREATE EXTERNAL TABLE IF NOT EXISTS `my-logs`.`select` ('],
    ],
  ])('%s', async (_, settings, parts) => {
    const ddl = ddlOf(packageOf([await ruleCalled('A')], settings));
    for (const part of parts) expect(ddl).toContain(part);
    expect(ddl.includes('projection')).toBe(settings['partition'] !== 'none');
    expect(new HiveSQL().validate(ddl)).toEqual([]);
  });

  it.each<[string, string]>([
    ['location', 'http://bucket/AWSLogs'],
    ['location', "s3://bucket/AWSLogs'; DROP TABLE x; --"],
    ['location', 's3://bucket/${account}'],
    ['accounts', '1111'],
    ['accounts', ''],
    ['regions', "eu-west-1'"],
    ['regions', 'eu-west-1,'],
    ['from', '2020-02-30'],
    ['from', 'NOW'],
    ['partition', 'day'],
  ])('the setting %s cannot be %j', async (name, value) => {
    const conversion = athena.convert(await ruleCalled('A'), { settings: { [name]: value } });
    expect(conversion).toMatchObject({ fidelity: 'unsupported', reasons: [{ code: 'RP3221' }] });
  });

  it.each<[Settings, string[]]>([
    [{}, ['RP3230']],
    [{ location: 's3://logs/AWSLogs' }, ['RP3230']],
    [{ location: 's3://logs/AWSLogs', accounts: '444455556666' }, []],
  ])('%j: placeholders are told', async (settings, codes) => {
    expect(packageOf([await ruleCalled('A')], settings).notes.map(({ code }) => code)).toEqual(codes);
  });
});

describe('other tables', () => {
  const CSV = `let Bad = externaldata(IP: string, Score: long)['https://lists.example/bad.csv'];`;
  const ruleOf = (query: string, slug = 'a'): Promise<RuleIR> => irOf(query, { name: slug, slug });
  const paths = ({ artifacts }: Package): string[] => artifacts.map(({ path }) => path);
  const contentOf = ({ artifacts }: Package, wanted: string): string =>
    artifacts.find(({ path }) => path === wanted)!.content;
  const SET = { location: 's3://logs/AWSLogs', accounts: '444455556666' };

  it('an input from outside has one, with the columns of all rules', async () => {
    const made = packageOf(
      [
        await ruleOf(`${CSV} AWSCloudTrail | where SourceIpAddress in (Bad)`),
        await ruleOf(`let Bad = externaldata(IP: string, Since: datetime)['https://lists.example/bad.csv']; AWSCloudTrail | where SourceIpAddress in ((Bad | project IP))`, 'b'),
      ],
      { inputs: 's3://lists/in', ...SET, database: 'logs' },
    );
    expect(paths(made)).toEqual(['create-table.sql', 'create-input-bad.sql', 'named-queries.template.yml']);
    const ddl = contentOf(made, 'create-input-bad.sql');
    for (const part of ['EXISTS logs.bad (\n  ip string,\n  score string,\n  since string\n)', "LOCATION 's3://lists/in/bad/'", 'in this order: IP, Score, Since\n'])
      expect(ddl).toContain(part);
    expect(new HiveSQL().validate(ddl)).toEqual([]);
    const [template] = templatesOf(made);
    expect(Object.keys(template!.Resources)).toEqual(['CloudTrailTable', 'BadInput', 'A', 'B']);
    expect(template!.Resources['BadInput']!.Properties).toMatchObject({
      Name: 'Create the table bad',
      Description: 'Run once, and put the data of https://lists.example/bad.csv below s3://lists/in/bad/',
      QueryString: ddl,
    });
    expect(made.notes).toEqual([]);
  });

  it('two inputs of one name are told', async () => {
    const watchlist = await ruleOf(`AWSCloudTrail | where SourceIpAddress in ((_GetWatchlist("bad") | project SearchKey))`, 'b');
    const made = packageOf([await ruleOf(`${CSV} AWSCloudTrail | where SourceIpAddress in (Bad)`), watchlist], SET);
    expect(made.notes.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'RP3230 fill in before use: athena.inputs still hold placeholders (--setting NAME=VALUE)',
      'RP3232 rules mean several things by the table bad: the data of https://lists.example/bad.csv and the watchlist bad',
    ]);
  });

  it('findings have one where a rule reads them', async () => {
    const made = packageOf([await ruleOf('AWSGuardDuty | project Id')], { ...SET, findings: 'found', findingsLocation: 's3://found/GuardDuty/' });
    expect(paths(made)).toEqual(['create-table.sql', 'create-findings-table.sql', 'named-queries.template.yml']);
    const ddl = contentOf(made, 'create-findings-table.sql');
    for (const part of ['IF NOT EXISTS found (', '  severity string,', "LOCATION 's3://found/GuardDuty/'"]) expect(ddl).toContain(part);
    expect(new HiveSQL().validate(ddl)).toEqual([]);
    const open = packageOf([await ruleOf('AWSGuardDuty | project Id')], SET);
    expect(open.notes.map(({ message }) => message)).toEqual([expect.stringContaining('athena.findingsLocation still')]);
  });
}); // prettier-ignore

describe('the template', () => {
  it('has a query a rule, as it is emitted, and that of the table', async () => {
    const rules = [await ruleCalled('First', { slug: 'first-rule' }), await ruleCalled('Second', { slug: 'second' })];
    const made = packageOf(rules, { database: 'logs' });
    const [template] = templatesOf(made);
    expect(Object.keys(template!.Resources)).toEqual(['CloudTrailTable', 'FirstRule', 'Second']);
    expect(template!.Resources['CloudTrailTable']!.Properties.QueryString).toBe(ddlOf(made));
    expect(template!.Resources['FirstRule']).toEqual({
      Type: 'AWS::Athena::NamedQuery',
      Properties: {
        Name: 'First',
        Description: 'A rule of the tests',
        Database: { Ref: 'Database' },
        WorkGroup: { Ref: 'WorkGroup' },
        QueryString: athena.convert(rules[0]!, { settings: { database: 'logs' } }).artifacts[0]!.content,
      },
    });
    expect(template!.Parameters['Database']!.Default).toBe('logs');
  });

  it.each<[readonly string[], readonly string[]]>([
    [
      ['a-1', 'a1'],
      ['A1', 'A1X2'],
    ],
    [['cloud-trail-table'], ['CloudTrailTableX2']],
    [['2-fast'], ['2Fast']],
  ])('logical IDs of %j differ', async (slugs, ids) => {
    const [template] = templatesOf(packageOf(await Promise.all(slugs.map((slug) => ruleCalled('A', { slug })))));
    expect(Object.keys(template!.Resources)).toEqual(['CloudTrailTable', ...ids]);
  });

  it('keeps to the lengths of names and descriptions', async () => {
    const [template] = templatesOf(packageOf([await ruleCalled('🙂'.repeat(200), { description: 'x'.repeat(2000) })]));
    const { Name, Description } = template!.Resources['TestRule']!.Properties;
    expect([[...Name].length, Name.at(-1), Description.length]).toEqual([128, '…', 1024]);
    const [unnamed] = templatesOf(packageOf([await ruleCalled('\n', { description: '' })]));
    expect(unnamed!.Resources['TestRule']!.Properties.Name).toBe('Unnamed rule');
  });

  it('goes on in another file before the limits of CloudFormation', async () => {
    const ir = await ruleCalled('A');
    const artifacts = (content: string) => [{ path: 'x.sql', content, role: 'query' as const }];
    const many = (count: number, content: string): Package =>
      athena.package!(
        {
          rules: Array.from({ length: count }, (_, index) => ({
            rule: { ...ir, rule: { ...ir.rule, slug: `rule-${index}` } },
            artifacts: artifacts(content),
          })),
        },
        {},
      );
    const counted = (made: Package): number[] =>
      templatesOf(made).map(({ Resources }) => Object.keys(Resources).length);
    expect(counted(many(1000, 'SELECT 1\n'))).toEqual([500, 500, 1]);
    const large = many(12, `${'SELECT 1,\n'.repeat(20_000)}1\n`);
    expect(counted(large).reduce((sum, count) => sum + count)).toBe(13);
    for (const { content } of large.artifacts) expect(content.length).toBeLessThan(1_048_576);
    expect(large.artifacts.map(({ path }) => path).slice(1, 3)).toEqual([
      'named-queries.template.yml',
      'named-queries-2.template.yml',
    ]);
  });
});

describe('hostile texts', () => {
  it('stay where they are put', async () => {
    const rules = await Promise.all(
      HOSTILE_TEXTS.map(({ text }, index) =>
        ruleCalled(text, { id: text, version: text, description: text, slug: `rule-${index}` }),
      ),
    );
    const [template] = templatesOf(packageOf(rules));
    const resources = Object.entries(template!.Resources).slice(1);
    expect(resources.map(([id]) => id)).toEqual(HOSTILE_TEXTS.map((_, index) => `Rule${index}`));
    for (const [index, [, { Properties }]] of resources.entries()) {
      expect(Object.keys(Properties)).toEqual(['Name', 'Description', 'Database', 'WorkGroup', 'QueryString']);
      expect(Properties.Name).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      expect(Properties.QueryString).toBe(athena.convert(rules[index]!, {}).artifacts[0]!.content);
    }
  });

  const secret = '{{resolve:secretsmanager:prod/db:SecretString:password}}';

  it('that CloudFormation would replace by a secret are broken in names and comments', async () => {
    const made = packageOf([await ruleCalled(secret, { description: secret, version: secret })]);
    for (const { content } of made.artifacts) expect(content).not.toContain('{{');
    expect(Object.keys(templatesOf(made)[0]!.Resources)).toHaveLength(2);
  });

  it('of that kind in a query keep it out of the template, which is told', async () => {
    const rule = await irOf(`AWSCloudTrail | where EventName == "${secret}" | project EventName`, { name: 'Hostile' });
    const made = packageOf([rule, await ruleCalled('Sound', { slug: 'sound' })]);
    expect(Object.keys(templatesOf(made)[0]!.Resources)).toEqual(['CloudTrailTable', 'Sound']);
    expect(made.notes.map(({ code, message }) => `${code} ${message}`)).toContainEqual(
      expect.stringMatching(/^RP3231 'Hostile' is not in the template/),
    );
  });
});
