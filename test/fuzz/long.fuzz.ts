import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { campaign, failureText } from './campaign.js';

/** `npm run fuzz -- --cases 100000 --seed 7 --engines athena --out DIR`: the settings arrive in the environment. */
const { FUZZ_CASES = '1000', FUZZ_SEED = '1', FUZZ_ENGINES = 'sigma,splunk,athena,typescript', FUZZ_OUT } = process.env;

it('no engine disagrees with the reference', async () => {
  const counts = new Map<string, number>();
  const report = await campaign({
    cases: Number(FUZZ_CASES),
    seed: Number(FUZZ_SEED),
    engines: FUZZ_ENGINES.split(','),
    onFailure: (failure) => {
      const number = (counts.get(failure.engine) ?? 0) + 1;
      counts.set(failure.engine, number);
      const text = failureText(failure);
      process.stdout.write(`\n${text}`);
      if (FUZZ_OUT === undefined) return;
      mkdirSync(FUZZ_OUT, { recursive: true });
      writeFileSync(path.join(FUZZ_OUT, `${failure.engine}-${FUZZ_SEED}-${number}.md`), text);
    },
    onProgress: (done) => process.stderr.write(`${done} cases\r`),
  });
  const { cases, fragments, refusals, unsayable, compared, unsupported, known, failures, seconds } = report;
  const most = [...refusals].sort(([, a], [, b]) => b - a).slice(0, 8);
  const refused = [...refusals.values()].reduce((a, b) => a + b, 0);
  process.stdout.write(
    [
      '',
      `${cases} cases in ${seconds.toFixed(0)} s, ${(cases / seconds).toFixed(0)} a second`,
      `made of ${fragments} pieces; ${refused} were refused by the binder or the registry, ${unsayable} no target could say`,
      ...Object.keys(compared).map(
        (name) =>
          `${name}: ${compared[name]} compared, ${unsupported[name]} unsupported, ${counts.get(name) ?? 0} disagreements`,
      ),
      `${known} more disagreements of the same kinds`,
      ...most.map(([why, count]) => `  ${count} refused: ${why}`),
      '',
    ].join('\n'),
  );
  expect(failures.length).toBe(0);
});
