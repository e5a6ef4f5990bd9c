import { mkdtempSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject, onTestFinished, vi } from 'vitest';
import { runCommand } from '../../src/cli/run-command.js';
import { SEED_RULES } from '../support/seed-rules.js';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process. */
export async function ruleport(...args: readonly string[]): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      written[name] += String(chunk);
      return true;
    }),
  );
  try {
    return { status: await runCommand(args), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The JSON on stdout of a command that is given `--format json`. */
export async function ruleportJson<T>(
  ...args: readonly string[]
): Promise<{ status: number; json: T; stderr: string }> {
  const { status, stdout, stderr } = await ruleport(...args, '--format', 'json');
  return { status, json: JSON.parse(stdout) as T, stderr };
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A folder with the two seed rules only: what the commands print of them is told in full. */
export const RULES = inject('seedRules');
export const [S1, S2] = SEED_RULES.map((name) => path.join(RULES, name)) as [string, string];

export const DEMO = path.join(root, 'demo');

/** A folder with the given files, by relative path, which is deleted after the test. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const at = mkdtempSync(path.join(tmpdir(), 'ruleport-test-'));
  onTestFinished(() => rmSync(at, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(at, name)), { recursive: true });
    writeFileSync(path.join(at, name), content);
  }
  return at;
}

/** Every file below a folder, relative to it, in order. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name) => name.split(path.sep).join('/'))
    .sort();

/** A sound Scheduled rule around a query. */
export const ruleYaml = (name: string, query: string, id = '00000000-0000-4000-8000-00000000000a'): string =>
  [
    `id: ${id}`,
    `name: ${JSON.stringify(name)}`,
    'description: A rule of the tests',
    'severity: Medium',
    'queryFrequency: 1h',
    'queryPeriod: 1h',
    'triggerOperator: gt',
    'triggerThreshold: 0',
    'tactics: [Execution]',
    'relevantTechniques: [T1651]',
    'query: |',
    ...query.split('\n').map((line) => `  ${line}`),
    'version: 1.0.0',
    'kind: Scheduled',
    '',
  ].join('\n');

export const TARGET_IDS = ['sigma', 'splunk', 'athena', 'typescript'];
export const ENGINE_IDS = ['reference', ...TARGET_IDS];
export const S1_ID = '21702832-aff3-4bd6-a8e1-663b6818503d';
export const S2_ID = 'f7210a45-12a4-4d02-b59e-f23476827a4b';
export const event = (number: number): string => `5eed0000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const SOUND = ruleYaml('Sound', 'AWSCloudTrail\n| where EventName == "PutObject"');
export const FAULTY = ruleYaml(
  'Faulty',
  'AWSCloudTrail\n| where EventNam == "PutObject"',
  '00000000-0000-4000-8000-00000000000b',
);
