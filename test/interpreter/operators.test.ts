import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/target/engine.js';
import { lowered, rowsOf } from '../support/kql.js';

const LEFT = 'datatable(k:string, n:long)["a",1, "a",2, "b",3, "",4, "x",5]';
const RIGHT = 'datatable(k:string, m:long)["a",10, "a",20, "",30, "y",40]';
const joined = (kind: string): string => `let r = ${RIGHT}; ${LEFT} | join ${kind} r on k`;

/** A query over rows of its own, the names of its columns, and its rows in any order. */
// prettier-ignore
const CASES: readonly (readonly [string, string, readonly (readonly Json[])[]])[] = [
  ['print 1, b = 2', 'print_0 b', [[1, 2]]],
  ['datatable(a:string, b:real)["x", 1]', 'a b', [['x', 1]]],
  // an extend reads the row before it
  ['print a = 1, b = 2 | extend a = b, b = a', 'a b', [[2, 1]]],
  ['print d = dynamic({"x":{"y":1}}) | extend d.x.y, tostring(d.x)', 'd d_x_y d_x', [[{ x: { y: 1 } }, 1, '{"y":1}']]],
  ['print a = "1" | extend strcat(a, "2"), toupper(a)', 'a Column1 Column2', [['1', '12', '1']]],
  ['print a = 1, b = 2 | project b, c = a + 1', 'b c', [[2, 2]]],
  ['print a = 1, b = 2, bb = 3 | project-away b*', 'a', [[1]]],
  ['print a = 1, b = 2, bb = 3 | project-keep b*', 'b bb', [[2, 3]]],
  ['print a = 1, b = 2 | project-rename c = a', 'c b', [[1, 2]]],
  ['print a = 1, b = 2 | project-reorder b', 'b a', [[2, 1]]],
  ['let limit = 2; datatable(n:long)[1,2,3] | where n >= limit', 'n', [[2], [3]]],
  ['datatable(n:long)[1, long(null)] | where n != 1', 'n', [[null]]],
  ['datatable(n:long)[1, long(null)] | where not(n > 1)', 'n', [[1]]],
  // mv-expand
  ['print a = dynamic([1,"x",null]) | mv-expand a', 'a', [[1], ['x'], [null]]],
  ['print a = dynamic([]) | mv-expand a', 'a', []],
  ['print a = dynamic(null), b = 1 | mv-expand a', 'a b', [[null, 1]]],
  ['print a = dynamic("s") | mv-expand a', 'a', [['s']]],
  ['print a = dynamic({"x":1,"y":2}) | mv-expand a', 'a', [[{ x: 1 }], [{ y: 2 }]]],
  ['print a = dynamic({"x":1}) | mv-expand kind=array a', 'a', [[['x', 1]]]],
  ['print a = dynamic([1,2]), b = dynamic([3]) | mv-expand a, b', 'a b', [[1, 3], [2, null]]],
  ['print a = dynamic([5,6]) | mv-expand with_itemindex=i a to typeof(long)', 'a i', [[5, 0], [6, 1]]],
  ['print a = dynamic([5,"6"]) | mv-expand a to typeof(long)', 'a', [[5], [null]]],
  ['print a = dynamic([5,"6"]) | mv-expand a to typeof(string)', 'a', [[''], ['6']]],
  ['print s = "[1,2]" | mv-expand todynamic(s)', 's', [[1], [2]]],
  ['print s = "a,b" | mv-expand p = split(s, ",")', 's p', [['a,b', 'a'], ['a,b', 'b']]],
  // join: the first left row of a key, empty keys meet, the right side's names get a number
  [joined(''), 'k n k1 m', [['a', 1, 'a', 10], ['a', 1, 'a', 20], ['', 4, '', 30]]],
  [joined('kind=inner'), 'k n k1 m', [['a', 1, 'a', 10], ['a', 1, 'a', 20], ['a', 2, 'a', 10], ['a', 2, 'a', 20], ['', 4, '', 30]]],
  [joined('kind=leftouter'), 'k n k1 m', [['a', 1, 'a', 10], ['a', 1, 'a', 20], ['a', 2, 'a', 10], ['a', 2, 'a', 20], ['b', 3, '', null], ['', 4, '', 30], ['x', 5, '', null]]],
  [joined('kind=rightouter'), 'k n k1 m', [['a', 1, 'a', 10], ['a', 1, 'a', 20], ['a', 2, 'a', 10], ['a', 2, 'a', 20], ['', 4, '', 30], ['', null, 'y', 40]]],
  [joined('kind=leftsemi'), 'k n', [['a', 1], ['a', 2], ['', 4]]],
  [joined('kind=leftanti'), 'k n', [['b', 3], ['x', 5]]],
  [joined('kind=anti'), 'k n', [['b', 3], ['x', 5]]],
  [joined('kind=rightsemi'), 'k m', [['a', 10], ['a', 20], ['', 30]]],
  [joined('kind=rightanti'), 'k m', [['y', 40]]],
  ['datatable(a:long)[1, long(null)] | join kind=inner (datatable(b:long)[1, long(null)]) on $left.a == $right.b', 'a b', [[1, 1]]],
];

const sorted = (rows: readonly (readonly Json[])[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

describe('operators', () => {
  it.each(CASES)('%s', async (query, names, rows) => {
    expect((await lowered(query)).columns.map(({ name }) => name).join(' ')).toBe(names);
    expect(sorted(await rowsOf(query))).toEqual(sorted(rows));
  });
});
