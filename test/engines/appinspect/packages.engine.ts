import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Artifact } from '../../../src/target/target.js';
import { splunk } from '../../../targets/splunk/index.js';
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

const PACKAGES: readonly (readonly [string, () => Promise<RuleIR[]>])[] = [
  ['the rules of this project', ownRules],
  ['rules whose texts are hostile', hostileRules],
  ['the public rules', publicRules],
];

judge(import.meta.dirname, ({ home }) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'ruleport-app-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (artifacts: readonly Artifact[]): string => {
    rmSync(folder, { recursive: true });
    for (const { path: name, content } of artifacts) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    const [app] = new Set(artifacts.map(({ path: name }) => name.split('/')[0]!));
    return path.join(folder, app!);
  };

  /** Its exit status is 0 whatever it finds. */
  const inspect = (app: string): Report => {
    const report = path.join(folder, 'report.json');
    const options = ['--mode', 'precert', '--data-format', 'json', '--output-file', report];
    const { stderr } = spawnSync(path.join(home, 'venv/bin/splunk-appinspect'), ['inspect', app, ...options], {
      encoding: 'utf8',
    });
    try {
      return JSON.parse(readFileSync(report, 'utf8')) as Report;
    } catch {
      throw new Error(`AppInspect wrote no report: ${stderr}`);
    }
  };

  const found = ({ reports }: Report): string[] =>
    reports.flatMap(({ groups }) =>
      groups.flatMap(({ checks }) =>
        checks
          .filter(({ result }) => ['error', 'failure', 'warning', 'future_failure', 'future'].includes(result))
          .map(
            ({ name, result, messages }) => `${result} ${name}: ${messages.map(({ message }) => message).join(' | ')}`,
          ),
      ),
    );

  test('says no to an app that it should refuse', () => {
    const report = inspect(
      write([{ path: 'app/local/savedsearches.conf', content: '[a]\nsearch = x\n', role: 'config' }]),
    );
    expect(report.summary.failure).toBeGreaterThan(0);
    expect(found(report)).not.toEqual([]);
  });

  test.each(PACKAGES)('finds nothing in the app of %s', async (_, load) => {
    const rules = (await load())
      .map((rule) => ({ rule, artifacts: splunk.convert(rule, {}).artifacts }))
      .filter(({ artifacts }) => artifacts.length > 0);
    const { artifacts } = splunk.package!({ rules }, {});
    const report = inspect(write(artifacts));
    expect(found(report)).toEqual([]);
    const { error, failure, warning, success } = report.summary;
    expect({ error, failure, warning }).toEqual({ error: 0, failure: 0, warning: 0 });
    expect(success).toBeGreaterThan(0);
  });
});

interface Report {
  readonly summary: Readonly<Record<string, number>>;
  readonly reports: readonly {
    readonly groups: readonly {
      readonly checks: readonly {
        readonly name: string;
        readonly result: string;
        readonly messages: readonly { readonly message: string }[];
      }[];
    }[];
  }[];
}
