import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileFiles } from '../../../../src/api/compile-files.js';
import { conversionFor } from '../../../../src/api/detect.js';
import { hunt } from '../../../../src/api/hunt.js';
import { loadRules } from '../../../../src/api/load-rules.js';
import { eventsFrom } from '../../../../src/events/events-from.js';
import { typedExternals } from '../../../../src/externals/external-rows.js';
import { openReference } from '../../../../src/interpreter/engine.js';
import type { RuleIR } from '../../../../src/ir/rule-ir.js';
import { compareRows } from '../../../../src/verify/compare.js';
import { athena } from '../../../../targets/athena/index.js';
import { loadFixtures } from '../../../support/fixtures.js';
import { irOf } from '../../../support/seeds.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ruleport-hunt-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, records: readonly unknown[]): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return file;
};

describe('rows are those of the reference', () => {
  it.each(loadFixtures().map((fixture) => [fixture.slug, fixture] as const))('%s', async (slug, { rule, now, cases, externals: given }) => {
    const [entry] = await compileFiles(await loadRules([`rules/${rule}`]));
    const ir = entry!.ir!;
    if (athena.convert(ir, {}).fidelity === 'unsupported') return;
    // All cases in one log, so that there is much that must be left out.
    const records = cases.flatMap((each) => each.records);
    const window = { start: now - (ir.rule.schedule?.period ?? 86_400_000), end: now };
    const session = await openReference(eventsFrom(records));
    const { externals } = typedExternals(ir.source, given);
    const expected = await session.run(ir, conversionFor(ir, null, window), { now, window, externals });
    const paths = [put(`${slug}.jsonl`, records)];
    const found = await hunt([ir], { engine: 'duckdb', paths, until: now, externals: given });
    expect(found.rules[0]).toMatchObject({ failure: null, window });
    expect(compareRows(expected, found.rules[0]!.result!, { typeless: false })).toMatchObject({ missing: [], extra: [] });
  }); // prettier-ignore
});

describe('several rules of several windows', () => {
  const event = (eventName: string, minute: number) => ({
    ...{ eventName, eventID: `${eventName}-${minute}` },
    eventTime: new Date(Date.UTC(2024, 4, 14, 8, minute)).toISOString(),
  });
  const MINUTE = 60_000;
  const ruleOf = (query: string, minutes: number): Promise<RuleIR> =>
    irOf(query, { schedule: { frequency: 5 * MINUTE, period: minutes * MINUTE } });

  it('each sees its own', async () => {
    const records = ['A', 'B'].flatMap((name) => [0, 5, 9, 10].map((minute) => event(name, minute)));
    const rules = [
      await ruleOf('AWSCloudTrail | where EventName == "A" | project EventName', 1),
      await ruleOf('AWSCloudTrail | where EventName == "B" | project EventName', 5),
      await ruleOf('AWSCloudTrail | where EventName contains "b" or EventName == "A" | project EventName', 60),
    ];
    const until = Date.UTC(2024, 4, 14, 8, 10);
    const found = await hunt(rules, { engine: 'duckdb', paths: [put('several.jsonl', records)], until });
    expect(found.rules.map(({ result }) => result!.rows.flatMap(({ evidence }) => evidence).sort())).toEqual([
      ['A-9'],
      ['B-5', 'B-9'],
      ['A-0', 'A-5', 'A-9', 'B-0', 'B-5', 'B-9'],
    ]);
  });

  it('findings are read beside events, and the time of each counts', async () => {
    const fields = { schemaVersion: '2.0', accountId: '1', region: 'r', partition: 'aws', arn: 'a', type: 't' };
    const finding = (id: string, updatedAt: string) => ({
      ...fields,
      ...{ id, updatedAt, createdAt: updatedAt, resource: {}, service: {}, severity: 8, title: '', description: '' },
    });
    const findings = [finding('in', '2024-05-14T08:09:00.123Z'), finding('out', '2024-05-14T07:00:00.000Z')];
    const paths = [put('findings.jsonl', [event('A', 9), ...findings])];
    const rules = [
      await ruleOf('AWSGuardDuty | where Severity > 7 | project Id', 5),
      await ruleOf('AWSCloudTrail | where EventName == "A" | project EventName', 5),
      await ruleOf(
        'AWSCloudTrail | where EventName == "A" | project x = EventName | union (AWSGuardDuty | project x = Id)',
        5,
      ),
    ];
    for (const some of [rules, ...rules.map((rule) => [rule])]) {
      const found = await hunt(some, { engine: 'duckdb', paths, until: Date.UTC(2024, 4, 14, 8, 10) });
      const ids = found.rules.map(({ rule, result }) => [
        rules.indexOf(rule),
        result!.rows.flatMap((row) => row.evidence).sort(),
      ]);
      expect(ids).toEqual(
        [
          [0, ['in']],
          [1, ['A-9']],
          [2, ['A-9', 'in']],
        ].filter(([at]) => some.includes(rules[at as number]!)),
      );
    }
  });

  it('a hunt that is cancelled while it reads says so', async () => {
    const signal = AbortSignal.abort();
    const paths = [put('cancelled.jsonl', [event('A', 1)])];
    const rules = [await ruleOf('AWSCloudTrail | project EventName', 60)];
    const found = await hunt(rules, { engine: 'duckdb', paths, signal, until: Date.UTC(2024, 4, 14, 9) });
    expect(found.rules[0]!.failure).toMatchObject({ reach: 'cancelled' });
  });
});
