import { describe, expect, test } from 'vitest';
import { spl } from '../support.js';
import { SEARCH_CASES, SEARCH_EVENTS } from './search.js';

describe('the search command as the manuals have it', () => {
  test.each(SEARCH_CASES)('%s: %s', async (_, search, ids) => {
    const rows = await spl(`${search} | table eventID`, { records: SEARCH_EVENTS });
    expect(rows.rows.map(({ values }) => values[0]).join(' ')).toBe(ids);
  });
});
