import { describe, expect, test } from 'vitest';
import { QueryError } from '../../../../src/target/engine.js';
import { spl } from './support.js';

const row = '| makeresults | ';

/** A search, the code of its fault, where it is, and a part of the message. */
// prettier-ignore
const CASES: readonly (readonly [search: string, code: string, line: number, column: number, message: string])[] = [
  ['', 'RP5101', 1, 1, 'a command is missing'],
  ['* | ', 'RP5101', 1, 5, 'a command is missing'],
  ['* | | head', 'RP5101', 1, 5, 'a command is missing'],
  ['* | ?', 'RP5101', 1, 5, 'a command name is expected'],
  ['"open', 'RP5101', 1, 1, 'does not end'],
  ['* ```open', 'RP5101', 1, 3, 'comment does not end'],
  ['* ] ', 'RP5101', 1, 3, "']' without '['"],
  ['* [search x', 'RP5101', 1, 1, "'[' without ']'"],
  ['(a', 'RP5101', 1, 3, "')' expected"],
  ['a)', 'RP5101', 1, 2, "')' is not expected here"],
  ['a AND', 'RP5101', 1, 6, 'ends too early'],
  ['OR a', 'RP5101', 1, 1, "'OR' is not expected here"],
  ['f=', 'RP5101', 1, 3, 'a value is missing'],
  ['f* = 1', 'RP5101', 1, 1, 'no wildcards'],
  ['f IN ()', 'RP5101', 1, 8, 'at least one value'],
  [String.raw`f="a\*b"`, 'RP5105', 1, 3, 'an asterisk is always a wildcard'],
  ['tag=x', 'RP5105', 1, 1, 'it has no tags'],
  ['host::x', 'RP5105', 1, 8, 'it has no indexed fields'],
  ['| head', 'RP5101', 1, 3, 'a search cannot begin with'],
  ['* | frobnicate x', 'RP5102', 1, 5, "unknown SPL command 'frobnicate'"],
  ['*\n| eval a=1\n| frobnicate', 'RP5102', 3, 3, "'frobnicate'"],
  ['* | transaction host', 'RP5105', 1, 5, "the command 'transaction'"],
  ['* | join a [search b]', 'RP5105', 1, 5, "the command 'join'"],
  ['* | join a [search b | frobnicate]', 'RP5102', 1, 24, "'frobnicate'"],
  ['| multisearch [search a]', 'RP5101', 1, 25, 'at least two'],
  ['| multisearch [search a] [search b | stats count]', 'RP5101', 1, 43, "not 'stats'"],
  ['| multisearch [search a] [| makeresults]', 'RP5101', 1, 40, "not 'makeresults'"],
  ['* | multisearch [search a] [search b]', 'RP5101', 1, 16, 'must be the first'],
  ['| tstats count', 'RP5105', 1, 3, "the command 'tstats'"],
  ['* | lookup x y', 'RP5105', 1, 12, 'no such lookup'],
  ['a [search b]', 'RP5105', 1, 3, 'a subsearch'],
  [`${row}eval a=frob(1)`, 'RP5103', 1, 24, "unknown SPL function 'frob'"],
  [`${row}eval a=if(1=1,2)`, 'RP5108', 1, 24, 'if() takes 3 arguments, not 2'],
  [`${row}eval a=coalesce()`, 'RP5108', 1, 24, 'coalesce() takes 1 or more arguments, not 0'],
  [`${row}eval a=substr("x")`, 'RP5108', 1, 24, 'substr() takes 2 to 3 arguments, not 1'],
  [`${row}eval a=1=1`, 'RP5110', 1, 22, 'cannot hold true or false'],
  [`${row}eval a=isnull(b)`, 'RP5110', 1, 22, 'cannot hold true or false'],
  [`${row}eval a=if(1=1, true(), 0)`, 'RP5110', 1, 22, 'cannot hold true or false'],
  [`${row}where 1`, 'RP5110', 1, 22, 'a condition must be true or false'],
  [`${row}where "a"`, 'RP5110', 1, 22, 'a condition must be true or false'],
  [`${row}eval a="x`, 'RP5101', 1, 24, 'does not end'],
  [`${row}eval a='x`, 'RP5101', 1, 24, 'does not end'],
  [`${row}eval a=b.`, 'RP5101', 1, 26, 'ends too early'],
  [`${row}eval a=(1`, 'RP5101', 1, 26, "')' expected"],
  [`${row}eval a=1 2`, 'RP5104', 1, 26, "takes no argument '2'"],
  [`${row}eval a=b{}`, 'RP5101', 1, 25, "'{' has no meaning here"],
  [`${row}eval a=1b`, 'RP5101', 1, 24, 'starts with a digit'],
  [`${row}eval =1`, 'RP5101', 1, 22, "'<field>=' expected"],
  [`${row}eval a=len(split("a,b",","))`, 'RP5110', 1, 24, 'len() of a multivalue field'],
  [`${row}eval m=split("a,b",",") | eval a=m."x"`, 'RP5110', 1, 51, 'an operator on a multivalue field'],
  [String.raw`| makeresults | eval a=if(like("a","\\%"),1,0)`, 'RP5110', 1, 27, 'backslash'],
  [`${row}eval a=tonumber("seven")`, 'RP5110', 1, 24, 'cannot read "seven"'],
  [`${row}eval a=strftime(1,"%U")`, 'RP5110', 1, 24, "no variable '%U'"],
  [`${row}eval a=relative_time(1,"x")`, 'RP5110', 1, 24, "'x' is no relative time"],
  [`${row}eval a=if(match("a","("),1,0)`, 'RP5109', 1, 27, 'a group does not end'],
  [`${row}eval a=if(match("a","(?R)"),1,0)`, 'RP5109', 1, 27, 'not supported'],
  [`${row}rex "nothing named"`, 'RP5109', 1, 20, 'rex needs a named group'],
  [`${row}stats frob(x)`, 'RP5103', 1, 23, "'frob'"],
  [`${row}stats dc`, 'RP5108', 1, 23, 'dc() takes a field'],
  [`${row}stats count BY`, 'RP5101', 1, 31, "'BY' needs a field name"],
  [`${row}stats count BY 'a.b'`, 'RP5101', 1, 32, 'single quotes stand for a field only in eval'],
  [`${row}stats frobs=1 count`, 'RP5104', 1, 23, "'frobs'"],
  [`${row}streamstats time_window=1h count`, 'RP5104', 1, 29, "'time_window'"],
  [`${row}bin _time`, 'RP5105', 1, 26, 'without span'],
  [`${row}bin _time span=1w`, 'RP5105', 1, 32, 'no fixed width'],
  [`${row}bin _time bins=10`, 'RP5104', 1, 27, "'bins'"],
  [`${row}spath output=x`, 'RP5105', 1, 31, 'an output and no path'],
  [`${row}spath path=a{@b}`, 'RP5105', 1, 28, "the location path 'a{@b}'"],
  [`${row}sort ip(a)`, 'RP5105', 1, 22, 'ip()'],
  [`${row}sort`, 'RP5101', 1, 21, "'sort' needs a field name"],
  [`${row}rename a b`, 'RP5101', 1, 26, "'AS' expected"],
  [`${row}rename a* AS b`, 'RP5101', 1, 30, 'same number of wildcards'],
  [`${row}convert memk(a)`, 'RP5103', 1, 24, "'memk'"],
  [`${row}head x`, 'RP5101', 1, 22, "'(' expected"],
  [`${row}tail 2 3`, 'RP5104', 1, 24, "'3'"],
  ['| makeresults count=1000000', 'RP5106', 1, 14, 'rows of makeresults'],
  ['`none`', 'RP5107', 1, 1, 'it is not defined'],
  ['`cloudtrail(1)`', 'RP5107', 1, 1, 'it is not defined'],
  ['`open', 'RP5101', 1, 1, 'does not end with a backtick'],
];

describe('what the engine does not know it refuses by name and place', () => {
  test.each(CASES)('%s', async (search, code, line, column, message) => {
    const fault = await spl(search, { records: [{ eventTime: '2024-03-05T12:00:00Z' }] }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(QueryError);
    expect(fault).toMatchObject({ code, message: expect.stringContaining(message) as string });
    expect(`${(fault as QueryError).line}:${(fault as QueryError).column}`).toBe(`${line}:${column}`);
  });
});

describe('macros', () => {
  const macros = {
    recent: { args: [], definition: 'earliest=-1h' },
    'named(2)': { args: ['field', 'value'], definition: '$field$="$value$"' },
    twice: { args: [], definition: '`recent` `named(eventName, "A, b")`' },
    loop: { args: [], definition: '`loop`' },
    broken: { args: [], definition: 'x | frobnicate' },
  };
  const records = [{ eventTime: '2024-03-05T12:00:00Z', eventName: 'a, b' }, { eventName: 'other' }];

  test('expand with their arguments, one inside the other', async () => {
    expect((await spl('`twice` | table eventName', { records, macros })).rows.map(({ values }) => values)).toEqual([
      ['a, b'],
    ]);
  });

  test('are plain text in quotes', async () => {
    expect((await spl('| makeresults | eval a="`recent`" | table a', { macros })).rows[0]!.values).toEqual([
      '`recent`',
    ]);
  });

  test('do not expand for ever', async () => {
    await expect(spl('`loop`', { macros })).rejects.toMatchObject({ code: 'RP5107' });
  });

  test('faults inside of them are reported where they are called', async () => {
    await expect(spl('*\n| search `broken`', { macros })).rejects.toMatchObject({
      code: 'RP5102',
      line: 2,
      column: 10,
    });
  });

  test('comments are blanks, except in quotes', async () => {
    const rows = await spl('| makeresults ```a | frobnicate "``` | eval a="```b```" ``` c\n d ``` | table a');
    expect(rows.rows[0]!.values).toEqual(['```b```']);
  });
});
