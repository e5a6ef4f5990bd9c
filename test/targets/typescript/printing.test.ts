import type * as t from '@babel/types';
import { describe, expect, test } from 'vitest';
import * as b from '../../../targets/typescript/ast/builders.js';
import {
  blankLineBefore,
  markChoices,
  printStatements,
  withComment,
  withDoc,
} from '../../../targets/typescript/ast/print.js';
import * as s from '../../../targets/typescript/ast/statements.js';
import * as types from '../../../targets/typescript/ast/type-nodes.js';
import { negate } from '../../../targets/typescript/expressions/logic.js';

const print = (expression: t.Expression): string => printStatements([s.expressionStatement(expression)]);

const x = b.id('x');
const y = b.id('y');

describe('expressions', () => {
  test.each<[node: t.Expression, text: string]>([
    [b.str("it's"), `'it\\'s';`],
    [b.str('a\\b\n\u2028\u202e\u0000é😀'), `'a\\\\b\\n\\u2028\\u202E\\0\\xE9\\uD83D\\uDE00';`],
    [b.num(1.5), '1.5;'],
    [b.num(-3), '-3;'],
    [b.num(-0), '-0;'],
    [b.num(NaN), 'Number.NaN;'],
    [b.num(Infinity), 'Number.POSITIVE_INFINITY;'],
    [b.num(-Infinity), '-Number.POSITIVE_INFINITY;'],
    [b.binary(x, '-', b.num(-3)), 'x - -3;'],
    [b.grouped(86_400_000), '86_400_000;'],
    [b.grouped(600), '600;'],
    [b.bigint(9_223_372_036_854_775_807n), '9223372036854775807n;'],
    [b.bigint(-1n), '-1n;'],
    [b.binary(b.binary(x, '+', y), '*', x), '(x + y) * x;'],
    [b.binary(x, '-', b.binary(y, '-', x)), 'x - (y - x);'],
    [b.logical(b.logical(x, '||', y), '&&', x), '(x || y) && x;'],
    [b.logical(b.logical(x, '??', y), '||', x), '(x ?? y) || x;'],
    [b.member(b.conditional(x, y, x), 'length'), '(x ? y : x).length;'],
    [b.method(b.logical(x, '??', b.str('')), 'split', b.str('/')), `(x ?? '').split('/');`],
    [b.optionalMember(b.optionalMember(b.member(x, 'a'), 'b'), 'c'), 'x.a?.b?.c;'],
    [b.elementAt(x, 0), 'x[0];'],
    [b.privateField('rows'), 'this.#rows;'],
    [b.array([x, b.nul()]), '[x, null];'],
    [b.spread(x), '[...x];'],
    [b.arrow([x], b.object([])), 'x => ({});'],
    [b.construct('Map', [], [types.keyword('string'), types.reference('Row')]), 'new Map<string, Row>();'],
    [b.regex('a\\/b', 'u'), '/a\\/b/u;'],
  ])('%#: $1', (node, text) => {
    expect(print(node)).toBe(text);
  });

  test.each<[key: string, property: string]>([
    ['a', 'a: 1'],
    ['a b', `'a b': 1`],
    ["'", `'\\'': 1`],
    ['class', 'class: 1'],
    ['__proto__', `['__proto__']: 1`],
    ['constructor', 'constructor: 1'],
    ['1', `'1': 1`],
    ['é', `'\\xE9': 1`],
  ])('a property named %s', (key, property) => {
    expect(printStatements([s.constant('o', b.object([{ key, value: b.num(1) }]))])).toBe(
      `const o = {\n  ${property}\n};`,
    );
  });
});

test.each<[node: t.Expression, text: string]>([
  [b.binary(x, '===', y), 'x !== y;'],
  [b.binary(x, '!==', y), 'x === y;'],
  // NaN is neither below nor above, so an order has no opposite.
  [b.binary(x, '<', y), '!(x < y);'],
  [b.unary('!', x), 'x;'],
  [x, '!x;'],
  [b.bool(true), 'false;'],
  [b.logical(x, '&&', b.unary('!', y)), '!x || y;'],
  [b.logical(x, '||', b.binary(x, '===', y)), '!x && x !== y;'],
  [b.logical(x, '??', y), '!(x ?? y);'],
])('the negation %#: $1', (node, text) => {
  expect(print(negate(node))).toBe(text);
});

describe('layout', () => {
  test('comments hold nothing that ends them', () => {
    const statement = withDoc(withComment(s.returns(), 'a\nb\u2028c\u202ed\u0000*/'), ['x */ y', '', 'z\r\nz']);
    expect(printStatements([statement])).toBe('// a b c d * /\n/**\n * x * / y\n *\n * z z\n */\nreturn;');
  });

  test('long comments are cut, long documentation is wrapped', () => {
    expect(printStatements([withComment(s.returns(), 'word '.repeat(60))])).toMatch(/^\/\/ (word )+word?…\nreturn;$/);
    const doc = printStatements([withDoc(s.returns(), ['word '.repeat(60)])]).split('\n');
    expect(Math.max(...doc.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(doc.join('').match(/word/g)).toHaveLength(60);
  });

  test('blank lines stand where they are asked for', () => {
    expect(printStatements([s.returns(), blankLineBefore(s.returns())])).toBe('return;\n\nreturn;');
  });

  test('a long choice is broken, a short one is not, and texts that look like one stay', () => {
    const text = ' ? /*\u{e000}*/ : /*~*/ ';
    const choice = (width: number): t.Expression =>
      markChoices(b.conditional(x, b.str(text + 'a'.repeat(width)), b.conditional(y, x, y)));
    const literal = ` ? /*\\uE000*/ : /*~*/ `;
    expect(printStatements([s.constant('c', choice(1))])).toBe(`const c = x ? '${literal}a' : y ? x : y;`);
    expect(printStatements([s.constant('c', choice(100))])).toBe(
      `const c = x\n  ? '${literal}${'a'.repeat(100)}'\n  : y\n  ? x\n  : y;`,
    );
  });
});

test('types', () => {
  const declaration = types.interfaceDeclaration('Row', [
    { name: 'a', type: types.orNull(types.keyword('string')) },
    { name: 'b c', type: types.readonlyArray(types.reference('Item')), optional: true },
    { name: 'd', type: types.tupleOf([types.keyword('bigint'), types.keyword('unknown')]) },
  ]);
  expect(printStatements([s.exported(declaration)])).toBe(
    "export interface Row {\n  readonly a: string | null;\n  readonly 'b c'?: readonly Item[];\n  readonly d: readonly [bigint, unknown];\n}",
  );
});
