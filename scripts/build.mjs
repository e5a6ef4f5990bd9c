// Bundles src/ and targets/ into dist/: a command then opens a few files instead of six hundred. Runs at `npm ci`
// (prepare), so a fresh clone needs no second command. Type errors are `npm run typecheck`'s to find.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
await build({
  cwd: root,
  // One build, so that the library and the command share their modules: `instanceof` holds in a target of the user's.
  input: { cli: 'src/cli/main.ts', index: 'src/index.ts', bench: 'bench/run.ts' },
  platform: 'node',
  external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
  output: { dir: dist, format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
  logLevel: 'warn',
});
