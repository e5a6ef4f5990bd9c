import { load, loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { block, list, map, plain, printYaml, quoted, scalar, type Yaml } from '../../src/documents/yaml.js';

describe('layout', () => {
  test.each<[string, Yaml, string]>([
    ['a map', map(['a', plain('x')], ['b', scalar(1)]), 'a: x\nb: 1\n'],
    ['nested maps', map(['a', map(['b', map(['c', scalar(null)])])]), 'a:\n    b:\n        c: null\n'],
    ['a list', map(['a', list([quoted('x'), scalar(true)])]), "a:\n    - 'x'\n    - true\n"],
    [
      'a list of maps',
      map(['a', list([map(['b', plain('x')], ['c', list([plain('z')])])])]),
      'a:\n    - b: x\n      c:\n          - z\n',
    ],
    ['empty', map(['a', list([])], ['b', map()]), 'a: []\nb: {}\n'],
    ['a block', map(['a', block('one\n\ntwo\n')]), 'a: |\n    one\n\n    two\n'],
    ['no block without a line end', map(['a', block('one')]), "a: 'one'\n"],
  ])('%s', (_title, node, expected) => {
    expect(printYaml([node])).toBe(expected);
  });

  test('documents', () => {
    expect(printYaml([map(['a', plain('x')]), map(['b', plain('z')])])).toBe('a: x\n---\nb: z\n');
  });
});

/** Texts that an attacker, or YAML 1.1, would like to be something else. */
const TEXTS = [
  '',
  ' ',
  'plain text',
  'AWSCloudTrail - Something (new)',
  "it's",
  'a: b',
  'a:b',
  'a #b',
  '#a',
  '- a',
  '-',
  '---',
  '...',
  '? a',
  '&a b',
  '*a',
  '!tag x',
  '!!js/function a',
  '{a: b}',
  '[a]',
  '| a',
  '> a',
  '%TAG',
  '@a',
  '`a`',
  '"a"',
  "'a'",
  "a'",
  'a\\nb',
  'a\nb: c',
  'a\n---\nb: c',
  'a\r\nb',
  'a\tb',
  ' leading',
  'trailing ',
  'trailing\n',
  '\nleading',
  'x\n  indented\n',
  ' x\ny\n',
  'two\n\n',
  'null',
  'Null',
  '~',
  'true',
  'No',
  'on',
  'y',
  '1',
  '-1.5',
  '1e3',
  '0x1f',
  '0o17',
  '1_000',
  '12:30:45',
  '2026-01-01',
  '.inf',
  '.5',
  '=',
  '<<',
  '1d',
  '8dc484f6-edc5-5927-9af1-c8efba6f6c15',
  '12345678-1234-5123-8123-123456789012',
  '__proto__',
  'constructor',
  'caf\u00e9 \u{1f600}',
  '\u0000\u0007\u001b',
  '\u0085\u2028\u2029\ufeff',
  '\u202eabc',
  'a,b',
  'a, b]',
  'x'.repeat(5000),
];

describe.each([
  ['plain', plain],
  ['quoted', quoted],
  ['block', block],
] as const)('%s text', (_style, make) => {
  test.each(
    TEXTS.map((text) => [text.slice(0, 40)] as const).map(
      ([title], i) => [JSON.stringify(title), TEXTS[i] ?? ''] as const,
    ),
  )('%s comes back as it was', (_title, text) => {
    const printed = printYaml([map(['key', make(text)], ['list', list([make(text)])], ['after', plain('safe')])]);
    expect(loadAll(printed)).toEqual([{ key: text, list: [text], after: 'safe' }]);
  });
});

test.each(TEXTS.filter((text) => text.length < 1000).map((text) => [JSON.stringify(text), text] as const))(
  'key %s comes back as it was',
  (_title, key) => {
    const parsed = load(printYaml([map([key, map(['in', plain('x')])])])) as object;
    expect(Object.entries(parsed)).toEqual([[key, { in: 'x' }]]);
  },
);
