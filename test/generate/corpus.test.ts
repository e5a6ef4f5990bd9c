import { afterAll, describe, expect, it } from 'vitest';
import { compileFiles } from '../../src/api/compile-files.js';
import { loadRules } from '../../src/api/load-rules.js';
import { verify, type VerifiedRule } from '../../src/api/verify.js';
import { openEvents } from '../../src/events/open-events.js';
import { describeGenerated } from '../../src/generate/describe.js';
import { sharedPath } from '../support/shared.js';

const CORPUS = sharedPath('corpus', 'aws');
const LOGS = sharedPath('events');
const ENGINES = ['sigma', 'splunk', 'athena', 'typescript'];

/** `dcount(ErrorMessage) > 2` behind `ErrorMessage == "AccessDenied"`: its alert cannot be. */
const CANNOT_BE_REACHED = ['AWS_AssumeRoleBruteForce.yaml'];

const brokenClaims = ({ engines }: VerifiedRule): string[] =>
  Object.entries(engines).flatMap(([name, { holds, fidelity, status }]) =>
    holds ? [] : [`${name}: ${fidelity} is ${status}`],
  );

describe.skipIf(CORPUS === null || LOGS === null)('the public rules (skipped: ../shared is not at hand)', async () => {
  const entries = CORPUS === null ? [] : await compileFiles(await loadRules([CORPUS]));
  const sound = entries.flatMap(({ ir, file }) => (ir === null ? [] : [{ name: file?.split('/').at(-1) ?? '', ir }]));
  const made: VerifiedRule[] = [];

  it.each(sound)('$name: its events reach it, and every claim holds', async ({ name, ir }) => {
    const [verified] = await verify([ir], null, { engines: ENGINES });
    made.push(verified!);
    const { reached } = describeGenerated(ir, verified!.generated!);
    expect(reached).toBe(!CANNOT_BE_REACHED.includes(name));
    expect(brokenClaims(verified!)).toEqual([]);
  });

  it('sees 95 % of their predicates on both sides', () => {
    const all = made.map(({ rule, generated }) => describeGenerated(rule, generated!).predicates);
    const [both, total] = [
      all.reduce((sum, each) => sum + each.bothSides, 0),
      all.reduce((sum, each) => sum + each.total, 0),
    ];
    expect(both / total).toBeGreaterThan(0.95);
  });

  it('agrees over the real logs', { timeout: 600_000 }, async () => {
    const verified = await verify(
      sound.map(({ ir }) => ir),
      openEvents([LOGS!]),
      { engines: ENGINES },
    );
    const broken = verified.flatMap((each) => brokenClaims(each).map((claim) => `${claim}: ${each.rule.rule.name}`));
    expect(broken).toEqual([]);
  });

  afterAll(() => {
    const lines = ENGINES.map((engine) => {
      const verdicts = made.flatMap(({ engines }) => engines[engine] ?? []);
      const count = (fidelity: string, holds: boolean): number =>
        verdicts.filter((each) => each.fidelity === fidelity && each.holds === holds).length;
      return `${engine.padEnd(12)}exact ${count('exact', true)} hold, ${count('exact', false)} not; broader ${count('broader', true)} hold, ${count('broader', false)} not; ${count('unsupported', true)} unsupported`;
    });
    process.stdout.write(`claims over generated events:\n${lines.join('\n')}\n`);
  });
});
