import { describe, expect, test } from 'vitest';
import { JOIN_KINDS } from '../../../src/ir/relation.js';
import { runBoth, sorted } from './run.js';

const LEFT =
  'datatable(k:string, n:long, x:string)["a",1,"l1", "a",2,"l2", "",3,"l3", "b",long(null),"l4", "c",5,"l5"]';
const RIGHT = 'datatable(k:string, m:long, x:string)["a",1,"r1", "a",2,"r2", "",3,"r3", "B",long(null),"r4"]';

describe('every kind of join returns what the reference returns', () => {
  const conditions = ['k', '$left.n == $right.m', 'k, $left.n == $right.m'];
  const cases = JOIN_KINDS.flatMap((kind) => conditions.map((on) => [kind, on] as const));
  test.each(cases)('kind=%s on %s', async (kind, on) => {
    const { emitted, reference } = await runBoth(`${LEFT} | join kind=${kind} (${RIGHT}) on ${on}`);
    expect(sorted(emitted)).toEqual(sorted(reference));
    expect(reference.rows.length).toBeGreaterThan(0);
  });

  test.each(['inner', 'leftouter', 'fullouter'])('a %s join of a join, filtered behind it', async (kind) => {
    const query = `${LEFT} | join kind=${kind} (${RIGHT}) on k | join kind=inner (${RIGHT} | where m > 0) on k | where isnotempty(x)`;
    const { emitted, reference } = await runBoth(query);
    expect(sorted(emitted)).toEqual(sorted(reference));
    expect(reference.rows.length).toBeGreaterThan(0);
  });

  test('only one side is read behind the join', async () => {
    const { emitted, reference } = await runBoth(`${LEFT} | join (${RIGHT}) on k | project x1`);
    expect(sorted(emitted)).toEqual(sorted(reference));
  });
});

const DYNAMICS =
  'datatable(d:dynamic, e:dynamic)[dynamic([1,"a",null]),dynamic([true]), dynamic(null),dynamic([]), dynamic([]),dynamic({}), dynamic({"a":1,"__proto__":2}),dynamic("x"), dynamic(7),dynamic([[1],{"k":2}])]';

describe('mv-expand returns what the reference returns', () => {
  test.each([
    'mv-expand d',
    'mv-expand d, e',
    'mv-expand z = e',
    'mv-expand with_itemindex=at d',
    'mv-expand with_itemindex=at d, e',
    'mv-expand kind=array d',
    'mv-expand d to typeof(long)',
    'mv-expand d to typeof(real)',
    'mv-expand d to typeof(bool)',
    'mv-expand d | mv-expand e | where isnotnull(d) | project e, t = tostring(d)',
    'mv-expand d | where true',
    'mv-expand d | project one = 1',
  ])('%s', async (operator) => {
    const { emitted, reference } = await runBoth(`${DYNAMICS} | ${operator}`);
    expect(sorted(emitted)).toEqual(sorted(reference));
    expect(reference.rows.length).toBeGreaterThan(0);
  });
});

describe('other operators', () => {
  test.each([
    'print a = 1, b = "x"',
    'print strcat("a", tostring(1 + 1))',
    'datatable(a:long)[] | where a > 1',
    'datatable(a:long, b:long)[1, 2] | extend a = b, b = a',
    'datatable(a:long, b:long)[1, 2] | project-rename c = a | project-away b',
    'datatable(a:string)["x", "y"] | where a == "x" | where a == "y"',
    'datatable(a:string)["x", "y"] | where a in ("x", "z") | extend k = iff(a == "y", 1, 2), l = case(a == "x", 1, a == "z", 2, 3)',
    'datatable(a:bool)[true, false] | where a == true | extend k = iff(a == false, 1, 2)',
    'datatable(a:string)["x"] | extend k = "c" | where k == "c" | extend l = iff(k == "d", 1, 2)',
    'let rows = datatable(a:long)[1, 2, 3]; rows | join (rows | where a > 1) on a',
  ])('%s', async (query) => {
    const { emitted, reference } = await runBoth(query);
    expect(sorted(emitted)).toEqual(sorted(reference));
  });
});
