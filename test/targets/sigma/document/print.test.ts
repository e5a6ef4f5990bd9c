import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { Condition, SigmaValue } from '../../../../targets/sigma/document/model.js';
import { printCondition, printSigma, printTimespan } from '../../../../targets/sigma/document/print.js';

const valueOf = (value: SigmaValue): unknown => {
  const text = printSigma([
    {
      kind: 'rule',
      title: 't',
      id: '00000000-0000-4000-8000-000000000001',
      name: null,
      metadata: null,
      logSource: { product: 'aws', service: 'cloudtrail' },
      detection: {
        selections: [{ name: 'selection', maps: [[{ field: 'f', modifiers: [], values: [value] }]] }],
        condition: { kind: 'name', name: 'selection' },
      },
    },
  ]);
  return (load(text) as { detection: { selection: { f: unknown } } }).detection.selection.f;
};

describe('values', () => {
  test.each<[string, SigmaValue, unknown]>([
    ['text', { kind: 'pattern', parts: [{ text: 'abc' }] }, 'abc'],
    ['empty text', { kind: 'pattern', parts: [] }, ''],
    ['wildcards', { kind: 'pattern', parts: [{ wildcard: 'many' }, { text: 'a' }, { wildcard: 'one' }] }, '*a?'],
    ['a star and a question mark', { kind: 'pattern', parts: [{ text: 'a*b?' }] }, 'a\\*b\\?'],
    ['a backslash', { kind: 'pattern', parts: [{ text: 'a\\b' }] }, 'a\\\\b'],
    ['a backslash before a star', { kind: 'pattern', parts: [{ text: '\\*' }] }, '\\\\\\*'],
    ['a backslash before a wildcard', { kind: 'pattern', parts: [{ text: '\\' }, { wildcard: 'many' }] }, '\\\\*'],
    ['a regular expression, as it is', { kind: 'regex', source: 'a\\.b*' }, 'a\\.b*'],
    ['digits stay text', { kind: 'pattern', parts: [{ text: '012' }] }, '012'],
    ['a number', { kind: 'number', value: -1.5 }, -1.5],
    ['a boolean', { kind: 'boolean', value: false }, false],
    ['null', { kind: 'null' }, null],
    ['a field', { kind: 'field', name: 'a.b' }, 'a.b'],
  ])('%s', (_title, value, expected) => {
    expect(valueOf(value)).toStrictEqual(expected);
  });
});

const name = (text: string): Condition => ({ kind: 'name', name: text });

test.each<[Condition, string]>([
  [{ kind: 'not', of: name('a') }, 'not a'],
  [{ kind: 'and', of: [name('a'), { kind: 'or', of: [name('b'), name('c')] }] }, 'a and (b or c)'],
  [{ kind: 'or', of: [name('a'), { kind: 'and', of: [name('b'), name('c')] }] }, 'a or (b and c)'],
  [{ kind: 'not', of: { kind: 'or', of: [name('a'), name('b')] } }, 'not (a or b)'],
  [{ kind: 'not', of: { kind: 'quantified', quantifier: '1', pattern: 'filter_*' } }, 'not 1 of filter_*'],
])('condition %#', (condition, expected) => {
  expect(printCondition(condition)).toBe(expected);
});

test.each([
  [86_400_000, '1d'],
  [14 * 86_400_000, '14d'],
  [90 * 60_000, '90m'],
  [3_600_000, '1h'],
  [300_000, '5m'],
  [61_000, '61s'],
  [1_500, '2s'],
  [1, '1s'],
])('timespan of %d ms', (milliseconds, expected) => {
  expect(printTimespan(milliseconds)).toBe(expected);
});
