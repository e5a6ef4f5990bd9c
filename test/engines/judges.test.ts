import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import floors from './floors.json' with { type: 'json' };

const judges = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'support')
  .map(({ name }) => name);

describe('real engines', () => {
  test.each(judges)('%s has a set-up, cases and a floor', (judge) => {
    const files = readdirSync(path.join(import.meta.dirname, judge));
    expect(files).toContain('setup.sh');
    expect(files.filter((name) => name.endsWith('.engine.ts'))).not.toEqual([]);
    expect(Object.keys(floors)).toContain(judge);
  });

  console.log(`not run here: ${judges.join(', ')}; npm run test:engines sets them up and runs them`);
  for (const judge of judges) test(judge, ({ skip }) => skip('run by npm run test:engines'));
});
