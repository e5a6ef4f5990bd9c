import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { convert } from '../src/api/convert.js';
import { compareGolden, goldenFiles } from '../src/api/golden.js';
import { loadRules } from '../src/api/load-rules.js';

const root = fileURLToPath(new URL('..', import.meta.url));

it('golden/ holds what is emitted now for every rule of rules/', async () => {
  const expected = goldenFiles(await convert(await loadRules([`${root}rules`])));
  expect(expected.size).toBeGreaterThan(0);
  const differences = await compareGolden(`${root}golden`, expected);
  // Run `npm run build && npm run golden -- --update`, and read what changed.
  expect(differences.map(({ kind, path, diff }) => `${kind} ${path}\n${diff}`)).toEqual([]);
});
