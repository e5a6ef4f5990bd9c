import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { athena } from '../../../targets/athena/index.js';
import { HOSTILE_TEXTS } from '../../hostile/hostile-texts.js';
import { irOf } from '../../support/seeds.js';
import { ownRules, publicRules } from '../support/cases.js';
import { judge } from '../support/judge.js';

const hostileRules = (): Promise<RuleIR[]> =>
  Promise.all(
    HOSTILE_TEXTS.map(({ text }, index) =>
      irOf('AWSCloudTrail | where EventName == "GetObject" | project EventName', {
        ...{ name: text, description: text, id: text, version: text },
        slug: `rule-${index}`,
      }),
    ),
  );

const PACKAGES: readonly (readonly [string, () => Promise<RuleIR[]>, Readonly<Record<string, string>>])[] = [
  ['the rules of this project', ownRules, {}],
  ['partitions of year, month and day', ownRules, { partition: 'year-month-day', database: 'logs' }],
  ['no partitions', ownRules, { partition: 'none', table: 'cloudtrail logs' }],
  ['rules whose texts are hostile', hostileRules, {}],
  ['the public rules', publicRules, { accounts: '111122223333,444455556666', location: 's3://logs/AWSLogs' }],
];

judge(import.meta.dirname, ({ home }) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'ruleport-cfn-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const faultsOf = (template: string): unknown => {
    const file = path.join(folder, 'template.yml');
    writeFileSync(file, template);
    const { stdout, stderr } = spawnSync(path.join(home, 'venv/bin/cfn-lint'), ['--format', 'json', '--', file], {
      encoding: 'utf8',
    });
    if (stdout.trim() === '') throw new Error(stderr);
    return JSON.parse(stdout);
  };

  test('says no to what is no template', () => {
    expect(faultsOf('Resources:\n  A:\n    Type: AWS::Athena::NamedQuery\n')).not.toEqual([]);
  });

  test.each(PACKAGES)('accepts the package of %s', async (_, load, settings) => {
    const rules = (await load())
      .map((rule) => ({ rule, artifacts: athena.convert(rule, { settings }).artifacts }))
      .filter(({ artifacts }) => artifacts.length > 0);
    const { artifacts } = athena.package!({ rules }, { settings });
    const templates = artifacts.filter(({ path: name }) => name.endsWith('.template.yml'));
    expect(templates.length).toBeGreaterThan(0);
    for (const { content } of templates) expect(faultsOf(content)).toEqual([]);
  });
});
