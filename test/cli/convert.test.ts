import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  FAULTY,
  RULES,
  S1,
  S1_ID,
  S2,
  S2_ID,
  SOUND,
  TARGET_IDS,
  filesBelow,
  folder,
  ruleYaml,
  ruleport,
  ruleportJson,
} from './run.js';

interface Converted {
  readonly rules: {
    readonly file: string;
    readonly id: string | null;
    readonly name: string | null;
    readonly diagnostics: Record<string, unknown>[];
    readonly targets: Record<
      string,
      {
        fidelity: string;
        reasons: { code: string; message: string; line: number; column: number }[];
        artifacts: { path: string; content?: string }[];
      }
    >;
  }[];
  readonly summary: Record<string, Record<string, number>>;
}

describe('convert', () => {
  it('prints JSON in the documented shape, contents included', async () => {
    const { status, json, stderr } = await ruleportJson<Converted>('convert', RULES);
    expect([status, stderr]).toEqual([0, '']);
    expect(Object.keys(json)).toEqual(['rules', 'summary']);
    expect(json.rules.map(({ file, id, diagnostics }) => [file, id, diagnostics])).toEqual([
      [S1, S1_ID, []],
      [S2, S2_ID, []],
    ]);
    for (const { targets } of json.rules) {
      expect(Object.keys(targets)).toEqual(TARGET_IDS);
      for (const { fidelity, reasons, artifacts } of Object.values(targets)) {
        expect(reasons.length > 0).toBe(fidelity !== 'exact');
        for (const { code, message, line, column } of reasons) {
          expect(code).toMatch(/^RP3\d{3}$/);
          expect(message).toMatch(/\S/);
          expect(line).toBeGreaterThan(1); // in the rule's file, where the query does not start on line 1
          expect(column).toBeGreaterThan(0);
        }
        for (const { path: name, content } of artifacts)
          expect([name, content]).toEqual([name, expect.stringMatching(/\S/)]);
      }
    }
    for (const [id, counts] of Object.entries(json.summary)) {
      expect(Object.keys(counts)).toEqual(['exact', 'broader', 'narrower', 'unsupported']);
      for (const [fidelity, count] of Object.entries(counts)) {
        expect(count).toBe(json.rules.filter(({ targets }) => targets[id]?.fidelity === fidelity).length);
      }
    }
    expect(json.rules[1]!.targets['athena']!.fidelity).toBe('exact');
  });

  it('--target keeps to the targets that are named', async () => {
    const { json } = await ruleportJson<Converted>('convert', S2, '--target', 'athena, splunk');
    expect(Object.keys(json.rules[0]!.targets)).toEqual(['athena', 'splunk']);
    expect(Object.keys(json.summary)).toEqual(['athena', 'splunk']);
  });

  it('--target loads a target from a module', async () => {
    const at = folder({
      'my-target.mjs': `export const target = { id: 'mine', title: 'Mine', convert: (rule) => ({ target: 'mine',
        fidelity: 'exact', reasons: [], assumptions: [],
        artifacts: [{ path: rule.rule.slug + '.txt', content: 'mine', role: 'query' }] }) };`,
      'empty.mjs': 'export const other = 1;',
    });
    const { json } = await ruleportJson<Converted>('convert', S2, '--target', path.join(at, 'my-target.mjs'));
    expect(json.rules[0]!.targets['mine']!.artifacts[0]!.content).toBe('mine');
    const empty = await ruleport('convert', S2, '--target', path.join(at, 'empty.mjs'));
    expect([empty.status, empty.stderr]).toEqual([2, expect.stringContaining("exports no 'target'")]);
  });

  it('--setting reaches the target; one that it does not know is not passed over', async () => {
    const { json } = await ruleportJson<Converted>(
      'convert',
      S2,
      '--target',
      'athena',
      '--setting',
      'athena.table=trail',
    );
    expect(json.rules[0]!.targets['athena']!.artifacts[0]!.content).toMatch(/FROM trail\b/);
    const unknown = await ruleportJson<Converted>(
      'convert',
      S2,
      '--target',
      'athena',
      '--setting',
      'athena.tabel=trail',
    );
    expect(unknown.json.rules[0]!.targets['athena']).toMatchObject({
      fidelity: 'unsupported',
      reasons: [{ code: 'RP3220' }],
    });
  });

  it.each(['splnk.index=x', '__proto__.polluted=x'])('--setting %s is of no target', async (setting) => {
    const { status, stderr } = await ruleport('convert', S2, '--setting', setting);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/--setting/)]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('--out writes below the folder and leaves nothing half-written; JSON then has no contents', async () => {
    const at = folder();
    const out = path.join(at, 'port');
    const { status, json } = await ruleportJson<Converted>('convert', RULES, '--out', out);
    expect(status).toBe(0);
    const artifacts = json.rules.flatMap(({ targets }) =>
      Object.entries(targets).flatMap(([id, target]) => target.artifacts.map((artifact) => ({ id, ...artifact }))),
    );
    expect(artifacts.filter((artifact) => 'content' in artifact)).toEqual([]);
    expect(filesBelow(at)).toEqual(artifacts.map(({ id, path: name }) => `port/${id}/${name}`).sort());
    expect(filesBelow(at).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const again = await ruleport('convert', RULES, '--out', out);
    expect([again.status, filesBelow(at).length]).toEqual([0, artifacts.length]);
  });

  it.each(['../../x', '/etc/x', 'a/../../../b', '..\\..\\x', 'con', '\u0000x', '.', '..'])(
    'a rule with the name %j stays inside',
    async (name) => {
      const at = folder({ 'in/rule.yaml': ruleYaml(name, 'AWSCloudTrail | where EventName == "A"') });
      const { status } = await ruleport('convert', path.join(at, 'in'), '--out', path.join(at, 'a/b/out'));
      const written = filesBelow(at).filter((file) => file !== 'in/rule.yaml');
      expect(status).toBe(0);
      expect(written.length).toBeGreaterThanOrEqual(TARGET_IDS.length);
      for (const file of written)
        expect(file).toMatch(/^a\/b\/out\/(sigma|splunk|athena|typescript)\/[a-z0-9-]+\.[a-z.]+$/);
    },
  );

  it('rules of the same name do not overwrite each other', async () => {
    const at = folder({ 'in/a.yaml': SOUND, 'in/b.yaml': SOUND.replace('PutObject', 'GetObject') });
    await ruleport('convert', path.join(at, 'in'), '--target', 'athena', '--out', path.join(at, 'out'));
    expect(filesBelow(path.join(at, 'out'))).toEqual(['athena/sound-2.sql', 'athena/sound.sql']);
  });

  it('--strict is status 1 for what is not exact, and says why', async () => {
    const loose = await ruleport('convert', S1, '--target', 'sigma');
    const strict = await ruleport('convert', S1, '--target', 'sigma', '--strict');
    expect([loose.status, strict.status]).toEqual([0, 1]);
    expect(strict.stdout).toMatch(/AWS_SuspiciousCommandEC2\.yaml:\d+:\d+: sigma is broader RP30\d\d: \S/);
    expect((await ruleport('convert', S1, '--target', 'typescript', '--strict')).status).toBe(0);
  });

  it('a faulty rule does not stop a sound one: status 1, a place, and the sound one converted', async () => {
    const at = folder({ 'a.yaml': FAULTY, 'b.yaml': SOUND });
    const { status, json } = await ruleportJson<Converted>('convert', at);
    expect(status).toBe(1);
    const [faulty, sound] = json.rules;
    expect(faulty).toMatchObject({ name: 'Faulty', targets: {} });
    expect(faulty!.diagnostics).toEqual([
      {
        severity: 'error',
        code: expect.stringMatching(/^(RP2|KS)\d+$/) as string,
        message: expect.stringContaining('EventNam') as string,
        file: path.join(at, 'a.yaml'),
        line: 13,
        column: 11,
      },
    ]);
    expect(sound).toMatchObject({ name: 'Sound', diagnostics: [] });
    expect(Object.keys(sound!.targets)).toEqual(TARGET_IDS);
    const text = await ruleport('convert', at);
    expect([text.status, text.stdout]).toEqual([1, expect.stringMatching(/^Sound +exact/m)]);
    expect(text.stderr).toMatch(/a\.yaml:13:11: error (RP2|KS)\d+: .*EventNam.*\n.*where EventNam == .*\n\s*\|?\s*\^/);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a folder without rules', { 'x.txt': '' }, '.'],
    ['a path that is not there', {}, 'nowhere.yaml'],
    ['a file that is no rule', { 'x.yaml': '- 1' }, 'x.yaml'],
  ])('%s is status 1', async (_, files, name) => {
    const { status, json } = await ruleportJson<Converted>('convert', path.join(folder(files), name));
    expect([status, json.rules.map(({ id, targets }) => [id, targets])]).toEqual([1, [[null, {}]]]);
    expect(json.rules[0]!.diagnostics).toMatchObject([
      { severity: 'error', code: expect.stringMatching(/^RP1/) as string },
    ]);
  });

  it('--package adds what a team deploys, beside the artifacts', async () => {
    const out = path.join(folder(), 'port');
    const args = ['convert', RULES, '--package', '--target', 'splunk'];
    const { status, json } = await ruleportJson<{ packages: Record<string, { artifacts: { path: string }[] }> }>(
      ...args,
    );
    const { artifacts } = json.packages['splunk']!;
    expect([status, artifacts.every((artifact) => 'content' in artifact)]).toEqual([0, true]);
    expect((await ruleport(...args, '--out', out)).status).toBe(0);
    expect(filesBelow(path.join(out, 'splunk'))).toEqual(
      expect.arrayContaining(artifacts.map((artifact) => artifact.path)),
    );
    expect(filesBelow(path.join(out, 'splunk'))).toHaveLength(artifacts.length + 4);
  });

  it('--package of a target without one is wrong usage; of all targets it is that of those with one', async () => {
    const { status, stderr } = await ruleport('convert', S2, '--package', '--target', 'sigma');
    expect([status, stderr]).toEqual([2, expect.stringMatching(/the target sigma has no package; .*splunk/)]);
    const { json } = await ruleportJson<{ packages: object }>('convert', S2, '--package');
    expect(Object.keys(json.packages)).toContain('splunk');
  });

  it('an output folder that is a file is an error of status 1', async () => {
    const at = folder({ out: '' });
    const { status, stderr } = await ruleport('convert', S2, '--out', path.join(at, 'out'));
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^error RP6001: /)]);
    expect(filesBelow(at)).toEqual(['out']);
  });
});
