import { describe, expect, test } from 'vitest';
import { AGGREGATES } from '../../../../../targets/splunk/engine/commands/aggregates.js';
import { COMMANDS } from '../../../../../targets/splunk/engine/commands/table.js';
import { brief, spl } from '../support.js';
import { COMMAND_CASES } from './commands.js';
import { SEARCH_CASES } from './search.js';

describe('commands as the Search Reference has them', () => {
  test.each(COMMAND_CASES)('%s: %s', async (_, search, rows) => {
    expect(brief(await spl(search))).toEqual(rows);
  });

  test('every command has a case that cites its page', () => {
    const cited = new Set([...COMMAND_CASES.map(([page]) => page), ...SEARCH_CASES.map(([page]) => page)]);
    expect([...COMMANDS.values()].map(({ page }) => page).filter((page) => !cited.has(page))).toEqual([]);
  });

  test('every statistical function has a case', () => {
    const used = (name: string): boolean =>
      COMMAND_CASES.some(([, search]) => new RegExp(`stats\\b.*\\b${name}\\b`, 'su').test(search));
    expect(Object.keys(AGGREGATES).filter((name) => !used(name))).toEqual([]);
  });
});
