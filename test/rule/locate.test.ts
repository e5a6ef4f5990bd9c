import { describe, expect, it } from 'vitest';
import { readRules } from '../../src/rule/read.js';

/** Each query holds `X` once, where its file holds it once. */
const CASES: readonly (readonly [string, string])[] = [
  ['literal', 'name: n\nquery: |\n  T\n  | where X\n'],
  ['literal, stripped', 'name: n\nquery: |-\n    T\n    | where X'],
  ['literal, kept', 'name: n\nquery: |+\n  T\n\n  | where X\n\n\n'],
  ['literal, indentation indicator', 'name: n\nquery: |2\n     T\n    | where X\n'],
  ['literal, both indicators', 'name: n\nquery: |2- # comment\n     T\n    | where X\n'],
  ['literal, blank lines first', 'name: n\nquery: |\n\n\n  T\n\n  | where X\n'],
  ['literal, tabs inside', 'name: n\nquery: |\n  T\n  \t| where X\n'],
  ['literal, CRLF', 'name: n\r\nquery: |\r\n  T\r\n\r\n  | where X\r\n'],
  ['literal, lone CR', 'name: n\rquery: |\r  T\r  | where X\r'],
  ['literal, tag and anchor', 'name: n\nquery: !!str &q |\n  T\n  | where X\n'],
  ['literal, beyond the BMP', 'name: n\nquery: |\n  T // 😀é\n  | where "😀" == X\n'],
  ['folded', 'name: n\nquery: >\n  T\n  | where\n\n  X\n'],
  ['folded, more indented', 'name: n\nquery: >-\n  T\n    | where\n    X\n  | count\n'],
  ['folded, CRLF', 'name: n\r\nquery: >\r\n  T\r\n  | where\r\n\r\n\r\n  X\r\n'],
  ['plain', 'name: n\nquery: T | where X # comment\n'],
  ['plain, several lines', 'name: n\nquery:\n  T\n    | where   \n\n  \tX\n'],
  ['single-quoted', "name: n\nquery: 'T | where a == ''b'' and X'\n"],
  ['single-quoted, several lines', "name: n\nquery: 'T  \n\n\n   | where ''''  \n  X'\n"],
  ['double-quoted', 'name: n\nquery: "T\\n| where a == \\"\\x41\\u00e9\\U0001F600\\" and X"\n'],
  ['double-quoted, several lines', 'name: n\nquery: "T \\\n    \\ | where  \n\n   X"\n'],
  ['alias', 'name: n\nmetadata: &q\n  T | where X\nquery: *q\n'],
  ['flow mapping', "---\n{name: n, query: 'T | where X'}\n"],
  ['JSON', '{"displayName":"n",\n"query":"T\\r\\n| where a == \\"\\u0041\\\\\\/\\" and X"}'],
  ['JSON, surrogate pair', '{"displayName":"n","query":"\\ud83d\\ude00😀 X"}'],
];

describe('source.locate', () => {
  it.each(CASES)('%s', (_name, text) => {
    for (const mark of ['', '\ufeff']) {
      const { rules } = readRules(mark + text, null);
      const rule = rules[0];
      if (rule === undefined) throw new Error('no rule was read');
      const before = text.slice(0, text.indexOf('X')).split(/\r\n|\n|\r/);
      const expected = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
      expect(rule.source.locate(rule.query.indexOf('X'))).toEqual(expected);
      expect(rule.source.locate(rule.query.indexOf('X') + 1)).toEqual({ ...expected, column: expected.column + 1 });
    }
  });

  it.each<[string, string, string, [line: number, column: number]]>([
    ['an escape', '{"displayName":"n","query":"a\\"b"}', '"', [1, 30]],
    ['the second half of an escaped pair', '{"displayName":"n","query":"a\\ud83d\\ude00"}', '\ude00', [1, 36]],
    ['a doubled quote', "name: n\nquery: 'a''b'", "'", [2, 10]],
    ['a folded line break', 'name: n\nquery: >\n  a\n  b\n', ' ', [3, 4]],
    ['a kept line break', 'name: n\nquery: |\n  a\n  b\n', '\n', [3, 4]],
  ])('%s is where it begins', (_name, text, char, [line, column]) => {
    const rule = readRules(text, null).rules[0];
    expect(rule?.source.locate(rule.query.indexOf(char))).toEqual({ line, column });
  });

  it.each<[string, string, [line: number, column: number]]>([
    ['of a literal is the end of its last line', 'name: n\nquery: |\n  a\n  bc\nid: x', [4, 5]],
    ['of a quoted text is its closing quote', 'name: n\nquery: "bc"', [2, 11]],
    ['of a plain text is right after it', 'name: n\nquery: bc  # x', [2, 10]],
  ])('the end %s', (_name, text, [line, column]) => {
    const rule = readRules(text, null).rules[0];
    expect(rule?.source.locate(rule.query.length)).toEqual({ line, column });
    expect(rule?.source.locate(1e9)).toEqual({ line, column });
  });
});
