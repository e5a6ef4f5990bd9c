// The long differential run: npm run fuzz -- [--cases N] [--seed N] [--engines a,b] [--out DIR]. Exits 1 on a disagreement.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    seed: { type: 'string' },
    engines: { type: 'string' },
    out: { type: 'string' },
  },
});
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');

/**
 * Cases that share the pieces of their queries. Each lot is a process of its own: the detectors that a process has imported
 * stay in its memory. Lot n has the seed that it would have in one long process.
 */
const LOT = 5_000;

const cases = Number(values.cases ?? 1_000);
const seed = Number(values.seed ?? 1);
if (![cases, seed].every((each) => Number.isSafeInteger(each) && each > 0)) {
  console.error('--cases and --seed take whole numbers above 0');
  process.exit(2);
}
let exitCode = 0;
for (let first = 0; first < cases; first += LOT) {
  const settings = {
    FUZZ_CASES: String(Math.min(LOT, cases - first)),
    FUZZ_SEED: String(seed + first),
    ...(values.engines === undefined ? {} : { FUZZ_ENGINES: values.engines }),
    ...(values.out === undefined ? {} : { FUZZ_OUT: values.out }),
  };
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--config', path.join('test', 'fuzz', 'vitest.config.ts')],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...settings } },
  );
  if (status !== 0) exitCode = 1;
}
process.exit(exitCode);
