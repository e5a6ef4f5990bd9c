import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAULTY, SOUND, filesBelow, folder, ruleport } from './run.js';

describe('golden', () => {
  const golden = (at: string, ...more: string[]) =>
    ruleport('golden', path.join(at, 'rules'), '--dir', path.join(at, 'golden'), ...more);

  it('tells what is missing, writes it, and then finds nothing', async () => {
    const at = folder({ 'rules/a.yaml': SOUND });
    const missing = await golden(at);
    expect(missing.status).toBe(1);
    expect(missing.stdout).toMatch(/^missing: sound\/ir\.txt$/m);
    expect(filesBelow(at)).toEqual(['rules/a.yaml']);
    expect((await golden(at, '--update')).status).toBe(0);
    const written = filesBelow(path.join(at, 'golden'));
    expect(written).toEqual(expect.arrayContaining(['sound/ir.json', 'sound/fidelity.json', 'sound/sound.sql']));
    expect(written.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await golden(at)).toEqual({
      status: 0,
      stdout: `${written.length} golden files are as emitted\n`,
      stderr: '',
    });
  });

  it('shows what changed and what is orphaned; --update mends only that', async () => {
    const at = folder({ 'rules/a.yaml': SOUND });
    await golden(at, '--update');
    const before = filesBelow(at);
    writeFileSync(path.join(at, 'golden/sound/sound.sql'), 'SELECT 1\n');
    writeFileSync(path.join(at, 'golden/old-rule.sql'), 'SELECT 2\n');
    const { status, stdout } = await golden(at);
    expect(status).toBe(1);
    expect(stdout.match(/^(changed|missing|orphaned): .*$/gm)).toEqual([
      'changed: sound/sound.sql',
      'orphaned: old-rule.sql',
    ]);
    expect(stdout).toMatch(/^-SELECT 1$/m);
    expect(stdout).toMatch(/^\+FROM cloudtrail_logs_pp$/m);
    const { status: updated, stdout: told } = await golden(at, '--update');
    expect([updated, told.split('\n').slice(0, 2)]).toEqual([0, ['changed sound/sound.sql', 'orphaned old-rule.sql']]);
    expect(filesBelow(at)).toEqual(before);
    expect((await golden(at)).status).toBe(0);
  });

  it('a faulty rule is status 1, and --update then writes nothing', async () => {
    const at = folder({ 'rules/a.yaml': FAULTY });
    const { status, stderr } = await golden(at, '--update');
    expect([status, filesBelow(at)]).toEqual([1, ['rules/a.yaml']]);
    expect(stderr).toMatch(/a\.yaml:13:11: error/);
  });
});
