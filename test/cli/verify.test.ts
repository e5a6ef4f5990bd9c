import { describe, expect, it } from 'vitest';
import { DEMO, FAULTY, RULES, S1_ID, S2, S2_ID, SOUND, folder, ruleport, ruleportJson } from './run.js';

describe('verify', () => {
  interface Verified {
    readonly rules: {
      readonly id: string;
      readonly name: string;
      readonly engines: Record<string, { status: string; rows: number; expected: number; reason?: string }>;
    }[];
  }

  it('compares every engine with the reference over the demo', async () => {
    const { status, json, stderr } = await ruleportJson<Verified>('verify', RULES, '--events', DEMO);
    expect([status, stderr]).toEqual([0, '']);
    expect(json.rules.map(({ id }) => id)).toEqual([S1_ID, S2_ID]);
    const statuses = json.rules.map(({ engines }) =>
      Object.entries(engines).map(([id, verdict]) => [id, verdict.status]),
    );
    const equal = [
      ['splunk', 'equal'],
      ['athena', 'equal'],
      ['typescript', 'equal'],
    ];
    expect(statuses).toEqual([
      [['sigma', expect.stringMatching(/^(equal|superset)$/)], ...equal],
      [['sigma', 'equal'], ...equal],
    ]);
    for (const { engines } of json.rules) {
      for (const { expected } of Object.values(engines)) expect(expected).toBe(1);
    }
  });

  it('--engines keeps to those, and --now to the window', async () => {
    const { json } = await ruleportJson<Verified>(
      ...['verify', S2, '--events', DEMO, '--engines', 'typescript,reference', '--now', '2000-01-01'],
    );
    expect(json.rules[0]!.engines).toMatchObject({
      typescript: { status: 'equal', rows: 0, expected: 0 },
      reference: { status: 'equal', rows: 0, expected: 0 },
    });
  });

  it('a faulty rule is status 1 and the others are verified', async () => {
    const at = folder({ 'a.yaml': FAULTY, 'b.yaml': SOUND });
    const { status, json, stderr } = await ruleportJson<Verified>(
      'verify',
      at,
      '--events',
      DEMO,
      '--engines',
      'typescript',
    );
    expect([status, json.rules.map(({ name }) => name)]).toEqual([1, ['Sound']]);
    expect(stderr).toMatch(/a\.yaml:13:11: error/);
  });

  it('prints a table as text', async () => {
    const { stdout } = await ruleport('verify', S2, '--events', DEMO, '--engines', 'athena');
    expect(stdout).toMatch(/^rule +rows +athena\n.*Unauthorized.* 1 +equal \(1\)\n$/);
  });
});
