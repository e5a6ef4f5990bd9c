import type { TestRecord } from './support.js';

/** A detection, records that it flags, records that it does not. */
export type ModifierCase = readonly [detection: string, flags: readonly TestRecord[], leaves: readonly TestRecord[]];

const f = (...values: readonly unknown[]): readonly TestRecord[] => values.map((value) => ({ f: value }));
const t = (...times: readonly unknown[]): readonly TestRecord[] => times.map((eventTime) => ({ eventTime }));
const raw = String.raw;

// Chapters of https://sigmahq.io/sigma-specification/specification/sigma-appendix-modifiers.html
export const MODIFIER_CASES: Readonly<Record<string, readonly ModifierCase[]>> = {
  'Generic Modifiers': [
    [`f|all: ['*a*', '*b*']`, f('ab', 'bA', ['a', 'b']), f('a', 'b', 'c')],
    [`f|contains|all: [a, b]`, f('xbxax'), f('a', 'b')],
    [`f|startswith: adm`, f('adm', 'ADMIN'), [...f('xadm', 'ad', ''), {}]],
    [`f|endswith: '\\cmd.exe'`, f('C:\\x\\CMD.exe', '\\cmd.exe'), f('cmd.exe', '\\cmd.exe ')],
    [`f|contains: 'b'`, f('abc', 'B', ['x', 'b']), [...f('ac', ''), {}]],
    [`f|contains: [b, 5]`, f('abc', 'x5', 1501), f('ac', 4)],
    [`f|contains: 'a*c?'`, f('xabbcdx', 'acd'), f('ac')],
    [`f|startswith: '\\*'`, f('*a'), f('a*')],
    [`f|contains: ''`, f('', 'a', 0), [...f(null), {}]],
    [`f|exists: true`, f('a', '', 0, null, [], {}), [{}, { g: 1 }]],
    [`f|exists: false`, [{}, { g: 1 }], f('a', '', null, [])],
    [
      `a.b|exists: true`,
      [{ a: { b: null } }, { a: [{}, { b: 1 }] }, { 'a.b': 1 }],
      [{ a: {} }, { a: null }, { a: 'b' }],
    ],
    [`f|cased: aB`, f('aB'), f('ab', 'AB', 'aBc')],
    [`f|cased: 'aB*?'`, f('aBx'), f('aB', 'abx')],
    [`f|contains|cased: aB`, f('xaBx'), f('xabx')],
    [`f|cased|startswith: aB`, f('aBx'), f('abx', 'xaB')],
    [`f|neq: a`, [...f('b', '', null), {}], f('a', 'A', ['b', 'a'])],
    [`f|neq: [a, b]`, [...f('c'), {}], f('a', 'b')],
    [`f|neq: 5`, f(6, '6'), f(5, '5')],
    [`f|neq: null`, f('a', ''), [...f(null), {}]],
    [`f|neq: ''`, [...f('a', null), {}], f('')],
    [`f|contains|neq: a`, [...f('b'), {}], f('xax')],
  ],
  'String Modifiers': [
    [`f|windash: '-x'`, f('-x', '/X', '\u2013x', '\u2014x', '\u2015x'), f('x', '--x')],
    [`f|contains|windash: ' -a /b'`, f('c -a /b', 'c /a -b', 'c \u2013a \u2015b d'), f('c -a b', 'c-a /b')],
    [`f|windash|contains|all: [' -a', ' /b']`, f('x /b -a', 'x -b \u2014a'), f('x -a')],
  ],
  'Regular Expression': [
    [`f|re: 'a.c'`, f('abc', 'xabcx', ['no', 'abc']), [...f('aBC', 'ac', 'a\nc', null), {}]],
    [`f|re|i: 'a.c'`, f('ABC', 'abc'), f('a\nc')],
    [`f|re|s: '^a.c$'`, f('a\nc', 'abc'), f('ABC', 'xabc')],
    [`f|re|m: '^b$'`, f('a\nb\nc', 'b'), f('a\nbc', 'B')],
    [`f|re|i|m|s: '^B.C'`, f('a\nb\nc'), f('ab\nc')],
    [`f|re: '(?i)^ABC$'`, f('abc', 'aBc'), f('abcd')],
    [`f|re: '^ab$'`, f('ab', 'ab\n'), f('ab\n\n', 'abc', '\nab')],
    [`f|re: '^(a|bc)+d{2}e?$'`, f('add', 'abcadde', 'bcdd'), f('dd', 'ad', 'addd')],
    [`f|re: '^x{2,}y{1,2}$'`, f('xxy', 'xxxyy'), f('xy', 'xxyyy')],
    [`f|re: '[a-c][^a-c0-9]'`, f('ax', 'zbZ'), f('ab', 'a1', 'x')],
    [`f|re|i: '^[a-cX][^d]$'`, f('Ax', 'xY', 'B1'), f('dx', 'ad', 'aD')],
    [`f|re|i: '^k$'`, f('k', 'K'), f('\u212A')],
    [raw`f|re: '^\d+\.\d+$'`, f('1.25', 1.25), f('1x25', '\u0661.\u0661')],
    [raw`f|re: '^[\w.]+\s\S\W\D$'`, f('a_b.c x-y'), f('a-b x-y', 'ab xxy', 'ab x-1')],
    [raw`f|re: '\bcat\b'`, f('a cat.', 'cat'), f('cats', 'concat')],
    [raw`f|re: '^[]a]+[[b]+[\]\\-]$'`, f(']a[b-', 'a[\\', ']b]'), f('a', 'ab', 'ac-')],
    [raw`f|re: '^a{,3}b{x}$'`, f('a{,3}b{x}'), f('aab', 'b')],
    [raw`f|re: '^\<a\/b\-\x41\x{1F600}$'`, f('<a/b-A\u{1F600}'), f('a/b-A')],
    [`f|re: 'a*?b+?'`, f('b', 'ab'), f('a')],
    [`f|re: ''`, f('', 'a'), [...f(null), {}]],
    [`f|re: 5`, f(15, '5'), f(6)],
    [`f|re: '"b":\\d'`, f({ a: { b: 5 } }), f({ a: { b: '5' } })],
    [`f|re|neq: '^a'`, [...f('b'), {}], f('ab')],
    [`f|re: ['^a', 'z$']`, f('ab', 'yz'), f('b')],
    [`f|re|all: ['^a', 'z$']`, f('az'), f('ab', 'yz')],
  ],
  Encoding: [
    [`f|base64: foo`, f('Zm9v'), f('foo', 'xZm9v')],
    [`f|base64|contains: 'é\\*'`, f('xw6kqx'), f('é*')],
    [
      `f|base64offset|contains: 'http://'`,
      f('xxaHR0cDovLxx', 'xxh0dHA6Lyxx', 'xxodHRwOi8vxx'),
      f('http://', 'aHR0cDo'),
    ],
    [`f|utf16le|base64: cmd`, f('YwBtAGQA'), f('Y21k')],
    [
      `f|wide|base64offset|contains: 'ping'`,
      f('xcABpAG4AZwxx', 'xAAaQBuAGcAx', 'HAAaQBuAGcA', 'wAGkAbgBnA'),
      f('cGluZw'),
    ],
    [`f|utf16be|base64: cmd`, f('AGMAbQBk'), f('YwBtAGQA')],
    [`f|utf16|base64: cmd`, f('//5jAG0AZAA='), f('YwBtAGQA')],
    [`f|wide: cmd`, f('c\0m\0d\0'), f('cmd')],
  ],
  'Numeric Modifiers': [
    [`f|lt: 5`, f(4, -1, '4.5', [9, 1]), [...f(5, 6, 'a', '', null, true), {}]],
    [`f|lte: 5`, f(5, '5'), f(5.1)],
    [`f|gt: 1.5`, f(2, 1.6), f(1.5, 1)],
    [`f|gte: 1024`, f(1024, '1e4'), f(1023, '0x500', ' 1024')],
    [`f|gt: [10, 5]`, f(6), f(5)],
    [`f|gt: -1`, f(0), f(-1)],
  ],
  'Time Modifiers': [
    [
      `eventTime|hour: 3`,
      t('2024-01-02T03:59:00Z', '2024-01-02T08:00:00+05:00'),
      t('2024-01-02T13:00:00Z', '2024-01-02T03:00:00+05:00', '2024-01-02', 'x3', null),
    ],
    [`eventTime|minute: [0, 59]`, t('2024-01-02T03:59:00Z', '2024-01-02T03:00:10Z'), t('2024-01-02T03:01:00Z')],
    [`eventTime|day: 31`, t('2024-01-31T00:00:00Z', '2024-01-31'), t('2024-02-31T00:00:00Z', '2024-01-30T23:59:59Z')],
    [`eventTime|month|gte: 11`, t('2024-11-01T00:00:00Z', '2024-12-01T00:00:00Z'), t('2024-10-31T00:00:00Z')],
    [`eventTime|year|lt: 2024`, t('2023-12-31T00:00:00Z'), t('2024-01-01T00:00:00Z', '', 2000)],
    [
      `eventTime|week: 1`,
      t('2024-01-01T00:00:00Z', '2024-12-30T00:00:00Z', '2026-01-01T00:00:00Z'),
      t('2023-01-01T00:00:00Z', '2024-01-08T00:00:00Z'),
    ],
    [`eventTime|week: 53`, t('2020-12-31T00:00:00Z', '2021-01-03T00:00:00Z'), t('2021-01-04T00:00:00Z')],
    [`eventTime|hour|neq: 3`, t('2024-01-02T04:00:00Z', null), t('2024-01-02T03:00:00Z')],
  ],
  'IP Modifiers': [
    [
      `f|cidr: 10.0.0.0/8`,
      f('10.1.2.3', '10.255.255.255', ['1.1.1.1', '10.0.0.0']),
      [...f('11.0.0.0', '10.0.0', '10.0.0.256', '010.0.0.1', 'ec2.amazonaws.com', '::ffff:10.0.0.1', ''), {}],
    ],
    [`f|cidr: [192.168.4.0/22, 203.0.113.7]`, f('192.168.7.255', '203.0.113.7'), f('192.168.8.0', '203.0.113.8')],
    [`f|cidr: 0.0.0.0/0`, f('255.1.1.1'), f('AWS Internal', '::1')],
    [
      `f|cidr: '2001:db8::/33'`,
      f('2001:DB8::1', '2001:0db8:7fff:0:0:0:0:1'),
      f('2001:db8:8000::', '2001:db9::1', '2001:db8::1::2', '2001:db8:1'),
    ],
    [
      `f|cidr: '::ffff:10.0.0.0/104'`,
      f('::ffff:10.1.2.3', '0:0:0:0:0:ffff:a01:203'),
      f('::ffff:11.0.0.1', '10.1.2.3', '::ffff:10.1.2'),
    ],
  ],
  'Specific Modifiers': [
    [
      `f|fieldref: g`,
      [
        { f: 'a', g: 'A' },
        { f: 5, g: '5' },
        { f: ['x', 'y'], g: ['y', 'z'] },
        { f: '', g: '' },
      ],
      [{ f: 'a', g: 'b' }, { f: 'a' }, {}, { f: null, g: null }],
    ],
    [`f.a|fieldref: g.b`, [{ f: { a: 1 }, g: { b: 1 } }], [{ f: { a: 1 }, g: 1 }]],
    [`f|fieldref: [g, h]`, [{ f: 'a', h: 'a' }], [{ f: 'a', i: 'a' }]],
    [`f|fieldref|neq: g`, [{ f: 'a', g: 'b' }, { f: 'a' }, {}], [{ f: 'a', g: 'A' }]],
  ],
};
