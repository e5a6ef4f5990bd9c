import { describe, expect, test } from 'vitest';
import { at, flagged, query, refusal, ruleOf } from './support.js';

/** Each takes a blink; a super-linear engine would meet the time limit of every test. */
describe('rules', () => {
  const bomb = (levels: number): string =>
    Array.from(
      { length: levels },
      (_, level) =>
        `x${level}: &x${level} [${
          level === 0
            ? 'a, a'
            : Array(9)
                .fill(`*x${level - 1}`)
                .join(', ')
        }]`,
    ).join('\n');
  const CASES: readonly (readonly [name: string, text: string, refusal: RegExp])[] = [
    ['aliases that nobody reads', `${bomb(9)}\n${ruleOf('f: a')}`, /^accepted$/],
    [
      'aliases as values',
      `x0: &x0 [${'a, '.repeat(1000)}a]\n${ruleOf(Array.from({ length: 200 }, (_, index) => `f${index}: *x0`).join('\n'))}`,
      /^RP5207 /,
    ],
    ['aliases as lists of lists', `${bomb(9)}\n${ruleOf('f: *x8')}`, /^RP5202 /],
    ['deep lists', ruleOf(`f: ${'['.repeat(50_000)}`), /^RP5201 /],
    ['deep maps', ruleOf(`f: ${'{a: '.repeat(50_000)}`), /^RP5201 /],
    ['a long chain of not', ruleOf(`selection:\n  f: a\ncondition: ${'not '.repeat(50_000)}selection`), /^accepted$/],
    [
      'a long condition',
      ruleOf(`selection:\n  f: a\ncondition: selection${' or selection'.repeat(50_000)}`),
      /^accepted$/,
    ],
    ['many wildcards', ruleOf(`f: '${'*a?'.repeat(100_000)}'`), /^RP5216 /],
    [
      'a name of the prototype as condition',
      ruleOf('selection:\n  f: a\ncondition: __proto__ or constructor'),
      /^RP5231 /,
    ],
    [
      'a name of the prototype as rule',
      'title: a\ncorrelation: {type: event_count, rules: [constructor], timespan: 1h, condition: {gte: 1}}',
      /^RP5241 /,
    ],
    ['a name of the prototype as modifier', ruleOf('f|constructor: a'), /^RP5220 /],
  ];
  test.each(CASES)('%s', async (_name, text, expected) => {
    expect(await refusal(text)).toMatch(expected);
  });

  test('rules cannot change prototypes', async () => {
    await refusal(ruleOf('__proto__:\n  polluted: 1\nconstructor.prototype.polluted: 1\ncondition: __proto__'));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('events', () => {
  const long = 'a'.repeat(1_000_000);
  const CASES: readonly (readonly [name: string, detection: string])[] = [
    ['nested quantifiers', `f|re: '^(a+)+$'`],
    ['overlapping alternatives', `f|re: '(a|a|aa)*b'`],
    ['many wildcards', `f: '*a*a*a*a*a*a*a*a*b'`],
    ['single characters', `f: '${'?'.repeat(500)}*b'`],
    ['windash', `f|contains|windash: '${'-'.repeat(50)}'`],
  ];
  test.each(CASES)('%s', async (_name, detection) => {
    expect(await flagged(detection, [{ f: `${long}!` }, { f: '-' + long }])).toEqual([]);
  });

  test('many dots against many keys', async () => {
    const name = 'a.'.repeat(40) + 'a';
    const nested = JSON.parse(`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`) as Record<string, unknown>;
    expect(await flagged(`${name}: x`, [nested])).toEqual([]);
  });

  test('a correlation over many events', async () => {
    const text = `${ruleOf('f: a')}name: r
---
title: C
correlation: {type: temporal_ordered, rules: [r], group-by: [u], timespan: 30d, condition: {gte: 1}}
`;
    const records = Array.from({ length: 50_000 }, (_, index) => ({
      eventID: String(index),
      eventTime: new Date(Date.parse(at('00:00')) + index * 1000).toISOString(),
      f: 'a',
      u: 1,
    }));
    const { rows } = await query(text, records);
    expect(rows.map((row) => row.evidence.length)).toEqual([50_000]);
  });

  test('an event in too many groups is an error, not a silent loss', async () => {
    const text = `${ruleOf('f: a')}name: r
---
title: C
correlation: {type: event_count, rules: [r], group-by: [u, v], timespan: 1h, condition: {gte: 1}}
`;
    const list = Array.from({ length: 101 }, (_, index) => index);
    const records = [{ eventID: 'x', eventTime: at('00:00'), f: 'a', u: list, v: list }];
    await expect(query(text, records)).rejects.toThrow('event "x" belongs to more than 10000 groups');
  });
});
