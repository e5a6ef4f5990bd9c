import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QueryError } from '../../../../src/target/engine.js';
import { brief, spl } from './support.js';
import { COMMAND_CASES } from './documented/commands.js';
import { FUNCTION_CASES } from './documented/functions.js';
import { SEARCH_CASES } from './documented/search.js';

const time = '2024-03-05T12:00:00Z';
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** Whether a search ends in rows or in a fault of its own, and in nothing else. */
async function outcome(search: string): Promise<'rows' | 'fault'> {
  try {
    await spl(search, { records: [{ eventTime: time, a: 'x' }] });
    return 'rows';
  } catch (error) {
    if (error instanceof QueryError) return 'fault';
    throw error;
  }
}

describe('hostile searches', () => {
  test.each([
    ['deep parentheses in a search', `${'('.repeat(100_000)}a`, 'fault'],
    ['deep parentheses in an expression', `* | where ${'('.repeat(100_000)}1`, 'fault'],
    ['deep calls', `* | eval a=${'abs('.repeat(100_000)}`, 'fault'],
    ['deep subsearches', `a ${'[search a '.repeat(10_000)}`, 'fault'],
    ['a long chain of OR', `* | where ${'a="x" OR '.repeat(20_000)}a="y"`, 'rows'],
    ['a long chain of dots', `* | eval b=${'a.'.repeat(20_000)}a`, 'rows'],
    ['a long chain of NOT', `* | where ${'NOT '.repeat(20_001)}a="y"`, 'rows'],
    ['a long list of terms', 'a '.repeat(100_000), 'fault'],
    ['a long pipeline', `* ${'| head '.repeat(10_000)}`, 'fault'],
    ['a long text', 'x'.repeat(2_000_000), 'fault'],
    ['a long string', `* | eval b="${'\\"'.repeat(200_000)}"`, 'rows'],
    ['quotes and escapes at the end', '* | eval b="\\', 'fault'],
    ['a large range', '* | eval b=mvrange(0,1e12)', 'fault'],
    ['a prototype as function', '* | eval b=constructor(1)', 'fault'],
    ['a prototype as command', '* | constructor', 'fault'],
    ['a prototype as statistic', '* | stats toString(a)', 'fault'],
    ['a prototype as macro', '`constructor`', 'fault'],
  ] as const)('%s', async (_, search, expected) => {
    expect(await outcome(search)).toBe(expected);
  });

  test('any part of a search parses or is refused', async () => {
    const texts = [
      ...COMMAND_CASES.map(([, search]) => search),
      ...FUNCTION_CASES.map(([, expression]) => `* | eval x=${expression}`),
      ...SEARCH_CASES.map(([, search]) => search),
    ];
    const piece = fc.tuple(fc.constantFrom(...texts), fc.nat(200), fc.nat(200));
    const cut = piece.map(([text, from, length]) => text.slice(from, from + length));
    const noise = fc.stringMatching(/^[|"'`[\]()=*,.\\ \na-z0-9{}-]{0,12}$/u);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(cut, noise), { maxLength: 4 }), async (parts) => {
        await outcome(parts.join(' '));
      }),
      { numRuns: 600, seed: 20_240_305 },
    );
  });
});

describe('hostile records', () => {
  test.each([
    [
      'a JSON text that nests deeply',
      { a: deep(100_000) },
      '* | spath input=a | eval b=if(json_valid(a),"valid","no JSON") | table b',
      'b=no JSON',
    ],
    [
      'a key that is a prototype',
      JSON.parse('{"__proto__":{"x":"y"}}'),
      '* | eval b=json_set(_raw, "__proto__.z", "w") | eval c=json_extract(b, "__proto__.z") | table c',
      'c=w',
    ],
    ['a value that ends a string', { a: '" | eval c="d' }, '* | eval b=a.a | table c', ''],
    ['a value with wildcards', { a: '*' }, '* | search a=x', null],
    ['text that looks like a number', { a: '1e999' }, '* | eval b=a*2, c=coalesce(b,"none") | table c', 'c=none'],
    ['lone surrogates', { a: '\ud800x' }, '* | eval b=len(a), c=if(match(a,"x$"),"m","n") | table b c', 'b=2 c=m'],
  ])('%s', async (_, content, search, row) => {
    const rows = await spl(search, { records: [{ eventTime: time, ...(content as object) }] });
    expect(brief(rows)).toEqual(row === null ? [] : [row]);
    expect(({} as Record<string, unknown>)['z']).toBeUndefined();
  });

  test('a value of 5 MB', async () => {
    const records = [{ eventTime: time, a: 'ab'.repeat(2_500_000) }];
    const search =
      '* | where match(a,"(ab)*c$") OR match(a,"(?<!a)b") OR like(a,"%c%d%") OR len(a)=5000000 | stats count';
    expect(brief(await spl(search, { records }))).toEqual(['count=1']);
  });
});
