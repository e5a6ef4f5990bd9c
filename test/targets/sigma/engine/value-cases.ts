import type { TestRecord } from './support.js';

/** A detection, records that it flags, records that it does not. */
export type ValueCase = readonly [
  name: string,
  detection: string,
  flags: readonly TestRecord[],
  leaves: readonly TestRecord[],
];

const f = (...values: readonly unknown[]): readonly TestRecord[] => values.map((value) => ({ f: value }));
const raw = String.raw;

// Chapters of https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html
export const VALUE_CASES: Readonly<Record<string, readonly ValueCase[]>> = {
  General: [
    [
      'values are case-insensitive',
      `f: RunInstances`,
      f('RunInstances', 'runinstances', 'RUNINSTANCES'),
      f('RunInstance', 'RunInstances '),
    ],
    ['only ASCII letters are folded', `f: 'kÄ'`, f('kÄ', 'KÄ'), f('kä', '\u212AÄ')],
    ['field names are exact', `f: a`, f('a'), [{ F: 'a' }, { g: 'a' }, {}]],
    ['a value is the whole text', `f: a`, f('a'), f('ab', 'ba', ' a', 'a\n', '')],
  ],
  'String Wildcard': [
    [
      '? is one character',
      `f: 'prog?.exe'`,
      f('progA.exe', 'progB.exe', 'prog\u{1F600}.exe', 'prog\n.exe'),
      f('prog.exe', 'progAB.exe'),
    ],
    [
      '* is any run',
      `f: 'antivirus_V*.exe'`,
      f('antivirus_V1.exe', 'antivirus_V21.2.1.exe', 'antivirus_V.exe', 'ANTIVIRUS_Vx\ny.exe'),
      f('antivirus.exe'),
    ],
    ['a leading *', `f: '*x'`, f('x', 'ax', 'AX'), f('xa', '')],
    ['a trailing *', `f: 'x*'`, f('x', 'xa'), f('ax', '')],
    ['* on both ends', `f: '*x*'`, f('x', 'axa'), f('', 'y')],
    ['* alone takes any text', `f: '*'`, f('x', '', 0, false, { a: 1 }), [{}, { f: null }, { f: [] }]],
    ['several', `f: 'a*b?c*'`, f('axxbxc', 'ab.c', 'ab.cc', 'A1B1C1'), f('abc', 'xab.c')],
    ['regex characters are plain', raw`f: 'a.*[b](c)?'`, f('a.xx[b](c)d'), f('axxb(c)d', 'a.[b]c')],
  ],
  Escaping: [
    ['a single backslash is plain', raw`f: 'a\b'`, f('a\\b'), f('ab', 'a\\\\b')],
    ['a double backslash is a single one', raw`f: 'a\\b'`, f('a\\b'), f('a\\\\b')],
    [raw`\* is a plain star`, raw`f: 'a\*'`, f('a*'), f('a', 'ab', 'a\\*')],
    [raw`\? is a plain question mark`, raw`f: 'a\?'`, f('a?'), f('ab', 'a\\?')],
    [raw`\\* is a backslash and a wildcard`, raw`f: 'a\\*'`, f('a\\', 'a\\bc'), f('a*', 'ab')],
    [raw`\\\* is both plain`, raw`f: 'a\\\*'`, f('a\\*'), f('a\\b', 'a\\\\')],
    ['three backslashes are two', raw`f: 'a\\\b'`, f('a\\\\b'), f('a\\b', 'a\\\\\\b')],
    ['four backslashes are two', raw`f: 'a\\\\b'`, f('a\\\\b'), f('a\\b', 'a\\\\\\b')],
    ['a last backslash is plain', raw`f: 'a\'`, f('a\\'), f('a')],
    ['Windows paths', raw`f: '*\cmd.exe'`, f('C:\\cmd.exe', '\\CMD.EXE'), f('C:cmd.exe')],
  ],
  Lists: [
    ['of values: one of them', `f: [a, b]`, f('a', 'B'), f('c', 'ab')],
    ['of maps: one of them', `- f: a\n- g: b`, [{ f: 'a' }, { g: 'b' }], [{ f: 'b' }, {}]],
    [
      'of maps with several items',
      `- f: a\n  g: b\n- f: c`,
      [{ f: 'a', g: 'b' }, { f: 'c' }],
      [{ f: 'a' }, { g: 'b' }],
    ],
    ['of maps and keywords', `- f: a\n- needle`, [{ f: 'a' }, { g: 'a needle b' }], [{ f: 'b' }]],
  ],
  Maps: [
    [
      'all items hold',
      `f: a\ng: [b, c]`,
      [
        { f: 'a', g: 'b' },
        { f: 'a', g: 'c' },
      ],
      [{ f: 'a' }, { f: 'a', g: 'd' }, { g: 'b' }],
    ],
  ],
  'Special Field Values': [
    ["'' is an empty text alone", `f: ''`, f(''), [...f(null, [], ' ', {}, 0), {}]],
    ['null is null or missing', `f: null`, [...f(null, [null]), {}], f('', 'null', 0, false, {}, [], [null, 'a'])],
    ['no value is null', `f:`, [...f(null), {}], f('')],
    ['~ is null', `f: ~`, [...f(null), {}], f('', '~')],
    ["'null' is a text", `f: 'null'`, f('null', 'NULL'), [...f(null), {}]],
    ['not null', `selection:\n  f: null\ncondition: not selection`, f('', 'a', 0), [...f(null), {}]],
  ],
  'Types (YAML 1.2, and "all values are treated as … strings")': [
    ['a number', `f: 4625`, f(4625, '4625', 4625.0), f('04625', '4625.0', 46250)],
    ['a number in quotes', `f: '4625'`, f(4625, '4625'), f('04625')],
    ['a fraction', `f: 1.50`, f(1.5, '1.5', '1.50'), f(15, '1.500')],
    ['a hexadecimal number', `f: 0x17`, f(23, '23', '0x17'), f(17)],
    ['a boolean', `f: true`, f(true, 'true', 'TRUE'), f(false, 1, 'yes')],
    ['a boolean in quotes', `f: 'false'`, f(false, 'False'), [...f(true, 0), {}]],
    ['yes is a text', `f: yes`, f('yes', 'Yes'), f(true, 'true')],
    ['a date is a text', `f: 2024-01-01`, f('2024-01-01'), f('2024-01-01T00:00:00Z')],
    [
      'a large number',
      `f: 12345678901234567890`,
      f('12345678901234567890', 12345678901234567890),
      f('12345678901234567891'),
    ],
  ],
  'Nested records (habit, see readField)': [
    [
      'a dot leads into an object',
      `a.b.c: x`,
      [{ a: { b: { c: 'x' } } }],
      [{ a: { b: 'x' } }, { b: { c: 'x' } }, { a: 'x' }],
    ],
    [
      'a key may hold dots',
      `a.b.c: x`,
      [{ 'a.b.c': 'x' }, { 'a.b': { c: 'x' } }, { a: { 'b.c': 'x' } }],
      [{ 'a.b': 'x' }],
    ],
    [
      'both at once',
      `a.b: x`,
      [
        { 'a.b': 'y', a: { b: 'x' } },
        { 'a.b': 'x', a: { b: 'y' } },
      ],
      [{ 'a.b': 'y', a: { b: 'y' } }],
    ],
    ['a list: any element', `f: x`, f(['x'], ['y', 'X'], [['y'], ['x']]), f([], ['y'], [null])],
    [
      'a list of objects',
      `r.id: x`,
      [{ r: [{ id: 'y' }, { id: 'x' }] }, { r: [[{ id: 'x' }]] }],
      [{ r: [{ id: 'y' }] }, { r: [] }],
    ],
    [
      'two items may hold in different elements',
      `r.a: x\nr.b: y`,
      [{ r: [{ a: 'x' }, { b: 'y' }] }],
      [{ r: [{ a: 'x' }] }],
    ],
    [
      'not: in no element',
      `selection:\n  r.a: x\ncondition: not selection`,
      [{ r: [{ a: 'y' }] }, { r: [] }, {}],
      [{ r: [{ a: 'y' }, { a: 'x' }] }],
    ],
    [
      'null: in no element',
      `r.a: null`,
      [{ r: [{ b: 1 }, {}] }, { r: [{ a: null }] }, { r: [] }],
      [{ r: [{ a: 'x' }, {}] }],
    ],
    [
      'an object is its compact JSON',
      `f|contains: '"a":{"b":[1,"x"]}'`,
      f({ a: { b: [1, 'X'] } }, [{ a: { b: [1, 'x'] } }]),
      f({ a: { b: ['1', 'x'] } }),
    ],
    [
      'an inherited property is no field',
      `selection:\n  toString: null\n  __proto__.x: null\n  f.length: null\ncondition: selection`,
      f('abc', {}),
      [{ toString: 1 }],
    ],
    ['a field called __proto__', `__proto__: x`, [JSON.parse('{"__proto__":"x"}') as TestRecord], [{}, { f: 'x' }]],
  ],
  'Keywords search': [
    [
      'in the whole event, either of them',
      `- event::clear\n- 'event::drop'`,
      [{ a: { b: ['x EVENT::CLEAR y'] } }, { c: 'event::drop' }],
      [{ a: 'event::' }],
    ],
    ['all of them', `'|all':\n  - Oab\n  - ' -Ext '`, [{ a: 'OAB', b: 'x -ext y' }], [{ a: 'Oab' }, { a: ' -Ext ' }]],
    ['across the JSON of the event', `- '"a":1'`, [{ a: 1 }, { x: { a: 1.0 } }], [{ a: '1' }]],
    ['quotes and backslashes as they are', raw`- 'say "x\y"'`, [{ a: { b: 'say "x\\y"' } }], [{ a: 'say x' }]],
    ['numbers', `- 443`, [{ port: 443 }, { a: 'on 443.' }], [{ port: 44 }]],
    ['wildcards', `- 'a?c*e'`, [{ f: 'xxabcdexx' }, { f: 'abc', g: 'e' }], [{ f: 'ac' }]],
    ['with a regular expression', `'|re': '^a+$'`, [{ f: 'aaa' }], [{ f: 'AAA' }, { f: 'ab' }]],
  ],
};
