import fc from 'fast-check';
import * as yaml from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { jsonTree } from '../../src/rule/json-tree.js';
import { ScalarMap } from '../../src/rule/scalar-map.js';
import type { ScalarNode, SourceNode } from '../../src/rule/source-node.js';
import { yamlTree } from '../../src/rule/yaml-tree.js';

/** A tree without its positions. */
function plain(node: SourceNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'null':
      return null;
    case 'sequence':
      return node.items.map(plain);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
  }
}

function scalars(node: SourceNode): ScalarNode[] {
  if (node.kind === 'scalar') return [node];
  if (node.kind === 'sequence') return node.items.flatMap(scalars);
  return node.kind === 'mapping' ? node.entries.flatMap(({ key, value }) => [key, ...scalars(value)]) : [];
}

/** Every character that is in the file as it stands is found where the map says. */
function expectMapped(text: string, node: ScalarNode): void {
  const map = new ScalarMap(text, node);
  expect(map.isExact, `${JSON.stringify(text.slice(node.start, node.end))} as ${JSON.stringify(node.text)}`).toBe(true);
  let last = node.start;
  for (let offset = 0; offset < node.text.length; offset++) {
    const place = map.locate(offset);
    const [char, there] = [node.text.charAt(offset), text.charAt(place)];
    const isMade =
      there === '\\' || there === '\n' || there === '\r' || there === ' ' || there === '\t' || there === "'";
    if (!isMade) expect(there, `offset ${offset} of ${JSON.stringify(node.text)}`).toBe(char);
    expect(place).toBeGreaterThanOrEqual(last);
    expect(place).toBeLessThan(node.end);
    last = place;
  }
}

const leaf = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', ' ', ' ', '\n', '\t', ':', '#', "'", '"', '\\', '-', 'é', '😀', '|', '>'),
  }),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '\n\n',
    ' x',
    'x ',
    'x\n',
    '\nx',
    'null',
    '~',
    '1.10',
    '*a',
    '&a',
    '!t',
    '- a',
    'a: b',
    '__proto__',
  ),
);
const document = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(leaf, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** `? ` alone: a key of nothing for nothing, which the tree leaves out. */
function withoutEmptyEntries(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyEntries);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, each]) => key !== 'null' || each !== null);
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutEmptyEntries(each)]));
}

function isReadable(text: string): boolean {
  try {
    yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA });
    return true;
  } catch {
    return false;
  }
}

describe('yamlTree', () => {
  it.each<[string, unknown[]]>([
    ['a: 1\nb:\n  - x\n  -\n  - y: 2\n    z: |\n      q\n', [{ a: '1', b: ['x', null, { y: '2', z: 'q\n' }] }]],
    ['a: &x 1\nb: *x\nc: [*x, p: 2]\n? d\n? e\n: f\n', [{ a: '1', b: '1', c: ['1', { p: '2' }], d: null, e: 'f' }]],
    ['{a, b: 1, "c":2, d: }', [{ a: null, b: '1', c: '2', d: null }]],
    ['- - a\n  - - b\n- c\n-\n- []', [[['a', ['b']], 'c', null, []]]],
    ['---\na: 1\n---\nb: 2\n...\n---\n', [{ a: '1' }, { b: '2' }, null]],
    ['key: >-\n  a\n  b\n\n  c\n   d\n  e\nn: ~', [{ key: 'a b\nc\n d\ne', n: '~' }]],
    ['!!str a: !!int "3"\nb: ! c', [{ a: '3', b: 'c' }]],
    ['a: # comment\n\n  # more\n  b', [{ a: 'b' }]],
    ['a: &k\n  b: 1\nc: *k\n*k : d', [{ a: { b: '1' }, c: { b: '1' } }]],
    ['a:\nb:\r\n  c\r\n\r\n  d', [{ a: null, b: 'c\nd' }]],
  ])('%j', (text, expected) => {
    const tree = yamlTree(text);
    expect(tree.documents.map(plain)).toEqual(expected);
    for (const node of tree.documents.flatMap(scalars)) expectMapped(text, node);
  });

  it('agrees with the parser on whatever the parser can write, and places every character', () => {
    const style = fc.record({
      flowLevel: fc.constantFrom(-1, 0, 1, 2),
      indent: fc.constantFrom(1, 2, 4),
      lineWidth: fc.constantFrom(-1, 6, 80),
      forceQuotes: fc.boolean(),
      quotingType: fc.constantFrom<'"' | "'">("'", '"'),
      noArrayIndent: fc.boolean(),
    });
    fc.assert(
      fc.property(document, style, fc.boolean(), (value, options, crlf) => {
        const written = yaml.dump(value, { ...options, schema: yaml.FAILSAFE_SCHEMA });
        const text = crlf ? written.replaceAll('\n', '\r\n') : written;
        fc.pre(isReadable(text)); // the dumper writes a few texts that its own parser refuses
        const tree = yamlTree(text);
        expect(tree.faults.filter(({ code }) => code !== 'RP1002')).toEqual([]);
        expect(tree.documents.map(plain)).toEqual([yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA })]);
        for (const node of tree.documents.flatMap(scalars)) expectMapped(text, node);
      }),
      { numRuns: 800, seed: 1 },
    );
  });

  it('agrees with the parser on random texts, or both refuse them', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      ': ',
      ':',
      '- ',
      '\n',
      '\n  ',
      '\n ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '"',
      "'",
      '|\n',
      '>\n',
      '#',
      ' ',
      '&x ',
      '*x',
      '!!str ',
      '\t',
      '\\',
      '---\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const tree = yamlTree(text);
        if (tree.faults.length > 0) return; // refused, or with a key that only we refuse
        const loaded: unknown[] = yaml.loadAll(text, null, { schema: yaml.FAILSAFE_SCHEMA, json: true });
        expect(tree.documents.map(plain)).toEqual(loaded.map(withoutEmptyEntries));
      }),
      { numRuns: 8_000, seed: 1 },
    );
  });
});

describe('jsonTree', () => {
  it('reads what JSON.parse reads, and places every character', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const tree = jsonTree(text);
        expect(tree.faults).toEqual([]);
        const asText = JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
          typeof each === 'object' && each !== null ? each : typeof each === 'string' ? each : JSON.stringify(each),
        ) as unknown;
        expect(tree.documents.map(plain)).toEqual([asText]);
        for (const node of tree.documents.flatMap(scalars)) expectMapped(text, node);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('takes comments, which ARM templates may have', () => {
    const text = '// a\n/* b */ { // c *\n "x": /* , */ [1, 2 // ]\n] }//';
    expect(jsonTree(text).documents.map(plain)).toEqual([{ x: ['1', '2'] }]);
  });

  it.each([
    ['', 'a JSON value is expected, but the file ends here', 0],
    ['{"a" 1}', '\':\' is expected after a key, found "1"', 5],
    ['{a: 1}', 'a key in double quotes is expected, found "a"', 1],
    ['[1,]', 'a JSON value is expected, found "]"', 3],
    ['[1 2]', "',' or ']' is expected, found \"2\"", 3],
    ['"a\\x"', 'no such escape in a JSON string', 2],
    ['"a', 'a string has no closing quote', 0],
    ['"a\nb"', 'a line break or control character inside a string must be written as an escape', 2],
    ['1 2', 'the file goes on after the end of its JSON value', 2],
    ['/* a', 'a comment has no end', 2],
    ['01', 'the file goes on after the end of its JSON value', 1],
    ['['.repeat(100_000), 'nested deeper than 200 levels', 200],
  ])('refuses %.20j', (text, detail, offset) => {
    expect(jsonTree(text)).toEqual({ documents: [], faults: [{ code: 'RP1001', detail, offset }] });
  });
});
