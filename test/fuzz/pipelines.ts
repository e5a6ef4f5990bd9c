import fc from 'fast-check';
import { JOIN_KINDS } from '../../src/ir/relation.js';
import type { KqlType } from '../../src/ir/types.js';
import { COLUMNS, type Expressions } from './expressions.js';

/** What the columns are at first, type by type. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  s0: ['EventName', 'ErrorCode', 'UserIdentityArn'],
  s1: ['UserAgent', 'SourceIpAddress', 'RequestParameters', 'tostring(parse_json(RequestParameters).a)'],
  n0: ['strlen(EventName)', 'tolong(parse_json(RequestParameters).n)'],
  r0: ['_BilledSize', 'strlen(UserAgent) / 2.0', 'todouble(parse_json(RequestParameters).n)'],
  b0: ['ReadOnly', 'SessionMfaAuthenticated'],
  t0: ['TimeGenerated', 'SessionCreationDate'],
  d0: ['parse_json(RequestParameters)', 'parse_json(RequestParameters).a', 'parse_json(ResponseElements)'],
};

type Text = fc.Arbitrary<string>;
const names = Object.keys(COLUMNS);

/** What every query begins with. */
export const start: Text = fc
  .tuple(...names.map((name) => fc.constantFrom(...SOURCES[name]!)))
  .map((values) => `AWSCloudTrail | project ${names.map((name, index) => `${name} = ${values[index]}`).join(', ')}`);

/** Operators that each take and leave the same columns, so that any of them can follow any other. */
export function operators(expressions: Expressions): Text {
  const of = (type: KqlType): Text =>
    fc.oneof({ weight: 3, arbitrary: expressions.of(type, 1) }, { weight: 1, arbitrary: expressions.of(type, 2) });
  const extend: Text = fc
    .constantFrom(...names)
    .chain((name) => of(COLUMNS[name]!).map((value) => `extend ${name} = ${value}`));

  const where: Text = of('bool').map((test) => `where ${test}`);

  const aggregates = (name: string): Text => {
    const type = COLUMNS[name]!;
    const value = of(type);
    switch (type) {
      case 'string':
        return value.chain((each) => fc.constantFrom(`min(${each})`, `max(${each})`, `take_any(${each})`));
      case 'long':
        return fc.oneof(
          fc.constant('count()'),
          of('bool').map((each) => `countif(${each})`),
          of('string').map((each) => `dcount(${each})`),
          value.chain((each) => fc.constantFrom(`sum(${each})`, `min(${each})`, `max(${each})`)),
        );
      case 'real':
        return of('long').chain((each) => fc.constantFrom(`avg(${each})`, `todouble(sum(${each}))`));
      case 'bool':
        return of('bool').map((each) => `countif(${each}) > 1`);
      case 'datetime':
        return value.chain((each) => fc.constantFrom(`min(${each})`, `max(${each})`));
      default:
        return fc.oneof(
          of('string').chain((each) => fc.constantFrom(`make_set(${each})`, `make_list(${each})`)),
          fc.tuple(of('string'), of('bool')).map(([each, test]) => `make_set_if(${each}, ${test})`),
          value.chain((each) => fc.constantFrom(`make_set(${each})`, `make_list(${each})`)),
        );
    }
  };

  const summarize: Text = fc
    .tuple(of('string'), ...names.filter((name) => name !== 's0').map(aggregates))
    .map(([key, ...values]) => {
      const made = names.filter((name) => name !== 's0').map((name, index) => `${name} = ${values[index]}`);
      return `summarize ${made.join(', ')} by s0 = ${key} | project ${names.join(', ')}`;
    });

  const join: Text = fc
    .tuple(fc.constantFrom(...JOIN_KINDS), start, fc.constantFrom('s0', 's1', 'n0', 'b0', 't0', 's0, s1'), of('bool'))
    .map(
      ([kind, right, on, test]) =>
        `join kind=${kind} (${right} | where ${test}) on ${on} | project ${names.join(', ')}`,
    );

  const argMax: Text = fc
    .tuple(fc.constantFrom('arg_max', 'arg_min'), of('long'))
    .map(
      ([fn, by]) =>
        `summarize (m, s1, n0, r0, b0, t0, d0) = ${fn}(${by}, s1, n0, r0, b0, t0, d0) by s0 | project ${names.join(', ')}`,
    );

  const others: Text = fc.oneof(
    fc
      .constantFrom('s0', 'd0', 'n0')
      .map(
        (name) =>
          `mv-expand ${name === 'd0' ? 'd0' : `d0 to typeof(${name === 'n0' ? 'long' : 'string'})${name === 's0' ? ' | extend d0 = parse_json(d0)' : ' | extend d0 = todynamic(d0)'}`}`,
      ),
    fc.constant(`distinct ${names.join(', ')}`),
    fc
      .tuple(fc.constantFrom('s0 asc', 't0 desc', 'n0 asc nulls last, s1 asc'), fc.nat(5))
      .map(([by, count]) => `sort by ${by} | take ${count}`),
    fc.tuple(start, of('bool')).map(([other, test]) => `union (${other} | where ${test})`),
    fc
      .constantFrom('prev(n0)', 'next(n0)', 'row_number()', 'prev(n0, 2, 0)')
      .map((call) => `sort by t0 asc, s0 asc | extend n0 = ${call}`),
    fc
      .constantFrom(...JOIN_KINDS.slice(0, 3))
      .map(
        (kind) =>
          `lookup kind=${kind === 'inner' ? 'inner' : 'leftouter'} (datatable(s0: string, k: long)["a", 1, "Get", 2, "", 3]) on s0 | project ${names.join(', ')}`,
      ),
  );

  return fc.oneof(
    { weight: 6, arbitrary: extend },
    { weight: 5, arbitrary: where },
    { weight: 2, arbitrary: summarize },
    { weight: 1, arbitrary: argMax },
    { weight: 2, arbitrary: join },
    { weight: 2, arbitrary: others },
  );
}
