import { describe, expect, it } from 'vitest';
import type { Command, Search, SearchTerm } from '../../../targets/splunk/spl/command.js';
import {
  and,
  binary,
  call,
  choose,
  compare,
  field,
  not,
  number,
  or,
  test,
  text,
} from '../../../targets/splunk/spl/expression.js';
import type { Condition, Value } from '../../../targets/splunk/spl/expression.js';
import { printCondition, printValue } from '../../../targets/splunk/spl/print-expression.js';
import { printSearch, printSearchOnOneLine } from '../../../targets/splunk/spl/print.js';
import { isQuotableName, quoteRemark } from '../../../targets/splunk/spl/quote.js';

const a = field('a');
const b = field('b');
const c = field('c');
const is = (value: Value): Condition => compare('==', value, number(1));

describe('values', () => {
  it.each<[Value, string]>([
    [field('userIdentity.userName'), `'userIdentity.userName'`],
    [field('resources{}.ARN'), `'resources{}.ARN'`],
    [field('_raw'), '_raw'],
    [field('like'), `'like'`],
    [field('a-b'), `'a-b'`],
    [text('say "x"'), String.raw`"say \"x\""`],
    [text('C:\\new'), String.raw`"C:\\new"`],
    [text('\\"'), String.raw`"\\\""`],
    [number(-1), '-1'],
    [number(1e21), '1000000000000000000000'],
    [number(0.0000001), '0.0000001'],
    [number(-0), '0'],
    [binary('.', a, b), 'a . b'],
    [binary('.', binary('.', a, b), c), 'a . b . c'],
    [binary('.', a, binary('.', b, c)), 'a . (b . c)'],
    [binary('-', a, binary('-', b, c)), 'a-(b-c)'],
    [binary('-', binary('-', a, b), c), 'a-b-c'],
    [binary('+', binary('+', a, b), c), 'a+b+c'],
    [binary('-', a, number(-1)), 'a-(-1)'],
    [binary('*', binary('+', a, b), c), '(a+b)*c'],
    [call('coalesce', a, text('')), 'coalesce(a,"")'],
    [choose(is(a), b, c), 'if(a==1,b,c)'],
    [{ kind: 'case', branches: [{ when: is(a), value: b }], otherwise: c }, 'case(a==1,b,true(),c)'],
    [{ kind: 'case', branches: [{ when: is(a), value: b }], otherwise: null }, 'case(a==1,b)'],
  ])('%j', (value, printed) => expect(printValue(value)).toBe(printed));
});

describe('conditions get parentheses wherever operators meet', () => {
  it.each<[Condition, string]>([
    [and(is(a), or(is(b), is(c))), 'a==1 AND (b==1 OR c==1)'],
    [or(is(a), and(is(b), is(c))), 'a==1 OR (b==1 AND c==1)'],
    [and(is(a), and(is(b), is(c))), 'a==1 AND b==1 AND c==1'],
    [not(or(is(a), is(b))), 'NOT (a==1 OR b==1)'],
    [not(test('match', a, text('x'))), 'NOT match(a,"x")'],
    [not(test('isnull', a)), 'isnotnull(a)'],
    [not(is(a)), 'a!=1'],
    [and(test('true'), is(a)), 'a==1'],
    [or(test('true'), is(a)), 'true()'],
    [compare('!=', binary('.', text('='), a), b), '("=" . a)!=b'],
  ])('%j', (condition, printed) => expect(printCondition(condition)).toBe(printed));
});

const search = (
  terms: readonly SearchTerm[],
  commands: readonly Command[] = [],
  remarks: readonly string[] = [],
): Search => ({ terms, remarks, commands });

describe('search terms', () => {
  it.each<[SearchTerm, string]>([
    [{ kind: 'field', field: 'eventName', values: ['RunInstances'] }, 'eventName=RunInstances'],
    [{ kind: 'field', field: 'errorCode', values: ['Client.Unauthorized'] }, 'errorCode="Client.Unauthorized"'],
    [{ kind: 'field', field: 'eventName', values: ['A', 'not'] }, 'eventName IN (A, "not")'],
    [{ kind: 'field', field: 'errorMessage', values: ['a b'] }, 'errorMessage="a b"'],
    [{ kind: 'prefix', field: 'eventName', value: 'Describe' }, 'eventName=Describe*'],
    [{ kind: 'index', pattern: 'aws_*' }, 'index=aws_*'],
    [{ kind: 'macro', name: 'cloudtrail' }, '`cloudtrail`'],
    [
      { kind: 'time', earliest: 1_700_000_000_000, latest: 1_700_000_000_250 },
      'earliest=1700000000 latest=1700000000.250',
    ],
  ])('%j', (term, printed) => expect(printSearch(search([term]))).toBe(`${printed}\n`));

  it('never prints a wildcard that is meant as text', () => {
    expect(() => printSearch(search([{ kind: 'field', field: 'eventName', values: ['a*'] }]))).toThrow(RangeError);
  });
});

describe('commands', () => {
  const long = Array.from({ length: 30 }, (_, index) => `field_number_${index}`);
  it.each<[Command, string]>([
    [{ command: 'where', condition: is(a) }, '| where a==1'],
    [{ command: 'where', condition: is(a), remark: 'why' }, '| where a==1 ```why```'],
    [
      {
        command: 'eval',
        assignments: [
          { field: 'a', value: b },
          { field: 'c', value: a },
        ],
      },
      '| eval a=b, c=a',
    ],
    [{ command: 'mvexpand', field: 'x y' }, '| mvexpand "x y"'],
    [
      {
        command: 'sort',
        keys: [
          { field: 'a', as: 'str' },
          { field: '_time', as: 'num' },
        ],
      },
      '| sort 0 str(a), num(_time)',
    ],
    [{ command: 'streamstats', aggregates: [{ fn: 'count', of: null, as: 'n' }] }, '| streamstats count AS n'],
    [
      { command: 'eventstats', aggregates: [{ fn: 'first', of: 'a', as: 'b' }], by: ['c'] },
      '| eventstats first(a) AS b by c',
    ],
    [{ command: 'rename', fields: [{ from: 'a', to: 'b c' }] }, '| rename a AS "b c"'],
    [{ command: 'table', fields: ['a', 'b.c'] }, '| table a, "b.c"'],
  ])('%j', (command, printed) => expect(printSearch(search([], [command]))).toBe(`\n${printed}\n`));

  it('breaks long lines between the parts, and none on one line', () => {
    const table: Command = { command: 'table', fields: long };
    const [, ...lines] = printSearch(search([], [table]))
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((line) => line.length <= 112)).toBe(true);
    expect(printSearchOnOneLine(search([], [table]))).not.toContain('\n');
  });
});

describe('names that SPL cannot quote are known before they are printed', () => {
  it.each(['', ' a', "a'b", 'a"b', 'a*', 'a\\', 'a\nb', '`a`', 'a|b', 'a[b]', '$a$'])('%j', (name) => {
    expect(isQuotableName(name)).toBe(false);
    expect(() => printSearch(search([], [{ command: 'table', fields: [name] }]))).toThrow(RangeError);
  });
  it.each(['a', 'a b', 'a.b', 'é', 'a-b', 'a%'])('%j can', (name) => expect(isQuotableName(name)).toBe(true));
});

describe('remarks', () => {
  it.each<[string, string | null]>([
    ['A rule', '```A rule```'],
    ['two\nlines', '```two lines```'],
    ['``` | delete ```', null],
    ['a | delete', null],
    ['[search x]', null],
    ['$token$', null],
    ['say "x', null],
    [' ', null],
  ])('%j', (remark, printed) => expect(quoteRemark(remark)).toBe(printed));
});
