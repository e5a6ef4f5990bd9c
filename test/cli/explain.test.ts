import { describe, expect, it } from 'vitest';
import { FAULTY, RULES, S1, S1_ID, S2, SOUND, folder, ruleport, ruleportJson } from './run.js';

describe('explain', () => {
  it('prints what the rule says as JSON, with its IR', async () => {
    const { status, json, stderr } = await ruleportJson<{ rules: Record<string, unknown>[] }>(
      'explain',
      S1,
      '--corpus',
      RULES,
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(json.rules).toMatchObject([
      {
        id: S1_ID,
        name: expect.stringContaining('Suspicious command') as string,
        attack: { tactics: ['Execution'], techniques: ['T1651'] },
        indicators: expect.arrayContaining([
          { field: 'EventName', operator: 'in', value: 'SendCommand', rules: 1 },
        ]) as unknown,
        outputFields: expect.arrayContaining([
          { field: 'TimeGenerated', type: 'datetime', source: expect.any(String) as string },
        ]) as unknown,
        ir: { text: expect.stringMatching(/\S/) as string, plan: expect.any(Object) as object },
      },
    ]);
  });

  it('prints it as text, section by section', async () => {
    const { status, stdout } = await ruleport('explain', S2);
    expect(status).toBe(0);
    const titles = stdout.split('\n').filter((line) => /^[A-Z]/.test(line));
    expect(titles).toEqual([
      'AWSCloudTrail - Unauthorized EC2 Instance Setup Attempt',
      'MITRE ATT&CK coverage',
      'Rules detecting the same action',
      'Stages and predicates',
      'Indicators (field, operator, value, rules that share it)',
      'Output fields',
      'Entities',
    ]);
    expect(stdout).toContain('ResourceDevelopment: T1583');
    expect(stdout).toMatch(/EventName +== +RunInstances +1/);
  });

  it('a faulty rule is status 1 and the others are told', async () => {
    const at = folder({ 'a.yaml': FAULTY, 'b.yaml': SOUND });
    const { status, stdout, stderr } = await ruleport('explain', at);
    expect([status, stdout.split('\n')[0]]).toEqual([1, 'Sound']);
    expect(stderr).toMatch(/a\.yaml:13:11: error/);
  });
});
