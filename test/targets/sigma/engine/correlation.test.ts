import { describe, expect, test } from 'vitest';
import { CHAINS, CORRELATION_CASES, MANY, RULES, correlationText, events } from './correlation-cases.js';
import { query } from './support.js';

/** The firings' event IDs: `AB CD`. */
async function firings(correlation: string, log: string, rules = RULES): Promise<string> {
  const { rows } = await query(correlationText(correlation, rules), events(log));
  return rows
    .filter((row) => row.values[0] === 'Correlation')
    .map((row) => row.evidence.join(''))
    .join(' ');
}

describe.each(Object.entries(CORRELATION_CASES))('%s', (_chapter, cases) => {
  test.each(cases)('%s', async (_name, correlation, log, expected) => {
    expect(await firings(correlation, log)).toBe(expected);
  });
});

describe('chains', () => {
  test.each(CHAINS)('%s', async (_name, correlation, log, expected) => {
    expect(await firings(correlation, log, RULES + MANY)).toBe(expected);
  });

  test('the documents may stand in any order', async () => {
    const [, chain, log, expected] = CHAINS[0]!;
    const [first = '', ...others] = (RULES + MANY).split('---\n').filter((text) => text !== '');
    const shuffled = [...others.reverse(), first].join('---\n');
    expect(await firings(chain, log, `${shuffled}---\n`)).toBe(expected);
  });
});

describe('generate', () => {
  const two = (generate: string): string => `${RULES}title: Both
correlation:
  type: temporal
  rules: [fail, login]
  timespan: 10m${generate}
`;
  const CASES: readonly (readonly [generate: string, hits: readonly string[]])[] = [
    ['', ['Rule admin C', 'Both AB']],
    ['\ngenerate: false', ['Rule admin C', 'Both AB']],
    ['\ngenerate: true', ['Rule fail A', 'Rule login B', 'Rule admin C', 'Both AB']],
    ['\n  generate: true', ['Rule fail A', 'Rule login B', 'Rule admin C', 'Both AB']],
  ];
  test.each(CASES)('%j', async (generate, hits) => {
    const { rows } = await query(two(generate), events('f@10:00, s@10:01, m@10:02'));
    expect(rows.map((row) => `${String(row.values[0])} ${row.evidence.join('')}`).sort()).toEqual([...hits].sort());
  });
});
