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
const settings = Object.entries(values).map(([name, value]) => [`FUZZ_${name.toUpperCase()}`, value]);
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', path.join('test', 'fuzz', 'vitest.config.ts')],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...Object.fromEntries(settings) } },
);
process.exit(status ?? 1);
