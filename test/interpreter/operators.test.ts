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
  // sort, take, groups, unions, lookups, windows, functions, parse
  ['datatable(n:long)[3, 1, long(null), 2] | sort by n', 'n', [[3], [2], [1], [null]]],
  ['datatable(n:long)[3, 1, long(null), 2] | sort by n asc nulls last', 'n', [[1], [2], [3], [null]]],
  ['datatable(n:real)[3.0, real(nan), 1.0] | order by n asc', 'n', [['NaN'], [1], [3]]],
  ['datatable(s:string)["b", "a", "B", ""] | sort by s asc', 's', [[''], ['B'], ['a'], ['b']]],
  ['datatable(k:string, n:long)["a",1, "b",2, "a",3] | sort by k asc, n desc', 'k n', [['a', 3], ['a', 1], ['b', 2]]],
  ['datatable(n:long)[3, 1, 2] | top 2 by n', 'n', [[3], [2]]],
  ['datatable(n:long)[3, 1, 2] | take 2', 'n', [[3], [1]]],
  ['datatable(n:long)[3, 1, 2] | take 0', 'n', []],
  ['datatable(k:string, n:long)["b",1, "a",2, "b",3, "",4] | distinct k', 'k', [[''], ['a'], ['b']]],
  ['datatable(k:string, n:long)["b",1, "a",2, "b",1] | distinct *', 'k n', [['a', 2], ['b', 1]]],
  ['datatable(k:string)["b"] | distinct x = strcat(k, "1"), strlen(k)', 'x strlen_k', [['b1', 1]]],
  ['datatable(n:long)[1, 2, 3] | count', 'Count', [[3]]],
  ['datatable(n:long)[] | count', 'Count', [[0]]],
  ['datatable(k:string, n:long)["b",1, "a",2, "b",3] | summarize count(), sum(n), avg(n), min(n), max(n) by k', 'k count_ sum_n avg_n min_n max_n', [['a', 1, 2, 2, 2, 2], ['b', 2, 4, 2, 1, 3]]],
  ['datatable(n:long)[] | summarize count(), dcount(n), sum(n), avg(n), min(n), make_set(n), make_list(n), stdev(n)', 'count_ dcount_n sum_n avg_n min_n set_n list_n stdev_n', [[0, 0, 0, 'NaN', null, [], [], 0]]],
  ['datatable(n:long)[] | summarize count() by n', 'n count_', []],
  ['datatable(n:long)[long(null), 1, long(null)] | summarize count(), sum(n), dcount(n), make_list(n), make_list_with_nulls(n)', 'count_ sum_n dcount_n list_n list_n1', [[3, 1, 1, [1], [null, 1, null]]]],
  ['datatable(n:long)[long(null), 1, long(null)] | summarize count() by n', 'n count_', [[null, 2], [1, 1]]],
  ['datatable(s:string)["", "b", "a", "b"] | summarize make_set(s), make_list(s), dcount(s), make_set(s, 2)', 'set_s list_s dcount_s set_s1', [[['', 'a', 'b'], ['', 'b', 'a', 'b'], 3, ['', 'a']]]],
  ['datatable(n:long)[10, 9, 100] | summarize make_set(n)', 'set_n', [[[10, 100, 9]]]],
  ['datatable(d:dynamic)[dynamic(["b","a"]), dynamic(["c","a"]), dynamic(null)] | summarize make_set(d), make_list(d)', 'set_d list_d', [[['a', 'b', 'c'], [['b', 'a'], ['c', 'a']]]]],
  ['datatable(k:string, n:long, s:string)["a",1,"x", "a",3,"y", "a",3,"z", "b",long(null),"q"] | summarize arg_max(n, s), arg_min(n, s) by k', 'k n s n1 s1', [['a', 3, 'y', 1, 'x'], ['b', null, 'q', null, 'q']]],
  ['datatable(k:string, n:long, s:string)["a",1,"x", "a",3,"y"] | summarize arg_max(n, *) by k', 'k n s', [['a', 3, 'y']]],
  ['datatable(k:string, n:long, s:string)["a",1,"x", "a",3,"y"] | summarize m = arg_max(n, s), count() by k', 'k m s count_', [['a', 3, 'y', 2]]],
  ['datatable(k:string, n:long, s:string)["a",1,"", "a",3,"y"] | summarize take_any(s), x = take_any(n) by k', 'k s x', [['a', 'y', 1]]],
  ['datatable(n:long)[1, 2, 3, 4] | summarize countif(n > 2), sumif(n, n > 2), dcountif(n, n > 1), make_set_if(n, n > 3), make_list_if(n, n < 3), minif(n, n > 1)', 'countif_ sumif_n dcountif_n set_n list_n minif_n', [[2, 7, 3, [4], [1, 2], 2]]],
  ['datatable(n:long)[1, 2, 3, 4] | summarize percentile(n, 50), percentiles(n, 25, 99), stdevp(n), variance(n)', 'percentile_n_50 percentile_n_25 percentile_n_99 stdevp_n variance_n', [[2, 1, 4, 1.118033988749895, 1.6666666666666667]]],
  ['datatable(n:long, w:long)[10,8, 20,6, 30,3, 40,1, 50,0] | summarize percentilew(n, w, 50), percentilesw(n, w, 75, 99.9)', 'percentile_n_50 percentile_n_75 percentile_n_99_9', [[20, 20, 40]]],
  ['datatable(n:long, w:long)[10,8, 20,6, 30,3, 40,1] | summarize a = percentilesw_array(n, w, dynamic([50, 75])), b = percentiles_array(n, 25, 99)', 'a b', [[[20, 20], [10, 40]]]],
  ['datatable(n:long)[] | summarize percentile(n, 50), percentiles_array(n, 50)', 'percentile_n_50 percentiles_n', [[null, null]]],
  ['datatable(x:real, y:real)[1.0,14.0, 2.0,10.0, 3.0,17.0, 4.0,20.0, 5.0,50.0, real(null),1.0] | summarize a = covariance(x, y), b = covariancep(x, y), c = covarianceif(x, y, x < 2), d = covariancepif(x, y, x > 5)', 'a b c d', [[20.5, 16.4, 0, 0]]],
  ['datatable(n:long)[1, 2, 3, 4] | summarize x = round(avg(n) / count(), 2), toint(sum(n)), 1.0 * countif(n > 1) / count()', 'x sum_n Column1', [[0.63, 10, 0.75]]],
  ['datatable(t:datetime, n:long)[datetime(2024-05-01 10:10), 1, datetime(2024-05-01 10:50), 2, datetime(2024-05-01 11:00), 3] | summarize sum(n) by bin(t, 1h)', 't sum_n', [['2024-05-01T10:00:00.0000000Z', 3], ['2024-05-01T11:00:00.0000000Z', 3]]],
  ['datatable(d:dynamic)[dynamic({"a":1}), dynamic({"a":2,"b":3}), dynamic([1])] | summarize make_bag(d)', 'bag_d', [[{ a: 1, b: 3 }]]],
  ['datatable(n:long)[6, 3] | summarize binary_all_and(n), binary_all_or(n), binary_all_xor(n)', 'n n1 n2', [[2, 7, 5]]],
  ['datatable(k:string, n:long)["a",1, "b",2] | union (datatable(k:string, m:long)["c",3])', 'k n m', [['a', 1, null], ['b', 2, null], ['c', null, 3]]],
  ['union (datatable(n:long)[1]), (datatable(n:string)["x"])', 'n_long n_string', [[1, ''], [null, 'x']]],
  ['union kind=inner (datatable(k:string, n:long)["a",1]), (datatable(k:string, m:long)["b",2])', 'k', [['a'], ['b']]],
  ['let A = datatable(n:long)[1]; union withsource=t A, (datatable(n:long)[2])', 't n', [['A', 1], ['union_arg1', 2]]],
  ['datatable(k:string, n:long)["a",1, "b",2] | lookup (datatable(k:string, v:string)["a","x"]) on k', 'k n v', [['a', 1, 'x'], ['b', 2, '']]],
  ['datatable(k:string, n:long)["a",1, "b",2] | lookup kind=inner (datatable(q:string, n:string)["a","x"]) on $left.k == $right.q', 'k n n1', [['a', 1, 'x']]],
  ['range n from 1 to 7 step 3', 'n', [[1], [4], [7]]],
  ['range n from 3 to 1 step -1', 'n', [[3], [2], [1]]],
  ['range t from datetime(2024-05-01) to datetime(2024-05-02) step 12h', 't', [['2024-05-01T00:00:00.0000000Z'], ['2024-05-01T12:00:00.0000000Z'], ['2024-05-02T00:00:00.0000000Z']]],
  ['range n from 1 to 0 step 1', 'n', []],
  ['datatable(n:long)[1, 2, 4] | serialize | extend b = prev(n), a = next(n, 1, 0), r = row_number(), c = row_cumsum(n), d = n - prev(n)', 'n b a r c d', [[1, null, 2, 1, 1, null], [2, 1, 4, 2, 3, 1], [4, 2, 0, 3, 7, 2]]],
  ['datatable(k:string, n:long)["a",1, "a",2, "b",3] | serialize r = row_number(1, prev(k) != k), c = row_cumsum(n, prev(k) != k)', 'k n r c', [['a', 1, 1, 1], ['a', 2, 2, 3], ['b', 3, 1, 3]]],
  ['datatable(s:string)["x", "y"] | serialize | where prev(s) == "x"', 's', [['y']]],
  ['datatable(s:string)["a","a","b"] | serialize | extend d = row_rank_dense(s), m = row_rank_min(s)', 's d m', [['a', 1, 1], ['a', 1, 1], ['b', 2, 3]]],
  ['let T = datatable(n:long)[1, 2, 3]; let most = toscalar(T | summarize max(n)); T | where n == most', 'n', [[3]]],
  ['let T = datatable(n:long)[1, 2, 3]; T | where n in (T | where n > 1 | project n) or n == 1 | count', 'Count', [[3]]],
  ['let T = datatable(s:string)["A", "b"]; datatable(s:string)["a", "B", "c"] | where s in~ (T)', 's', [['a'], ['B']]],
  ['let T = datatable(s:string)["A", "b"]; datatable(s:string)["a", "b", "c"] | where s !in (T)', 's', [['a'], ['c']]],
  ['let T = datatable(s:string)[]; print x = toscalar(T), y = isempty(toscalar(T))', 'x y', [['', true]]],
  ['let f = (a:long, b:long = 2) { let c = a + 1; c * b }; print f(3), f(3, 5), f(b = 1, a = 1)', 'print_0 print_1 print_2', [[8, 20, 2]]],
  ['let f = (T:(n:long), least:long) { T | where n >= least }; range n from 1 to 4 step 1 | invoke f(3)', 'n', [[3], [4]]],
  ['let V = view () { print n = 1 }; union V, (print n = 2)', 'n', [[1], [2]]],
  ['let k = 3; let f = (a:long) { a * k }; let k2 = f(2); print k2', 'print_0', [[6]]],
  ['datatable(n:long)[1, 2] | as T | union T', 'n', [[1], [2], [1], [2]]],
  ['print a = 1, b = "x" | getschema | project ColumnName, ColumnType', 'ColumnName ColumnType', [['a', 'long'], ['b', 'string']]],
  ['print s = "a: x=1, y=02/17/2016 08:40:00, z" | parse s with * "x=" x:long ", y=" y:datetime "," *', 's x y', [['a: x=1, y=02/17/2016 08:40:00, z', 1, '2016-02-17T08:40:00.0000000Z']]],
  ['print s = "x=k, y=2" | parse s with "x=" x:long ", y=" y:long', 's x y', [['x=k, y=2', null, null]]],
  ['print s = "x=k, y=2" | parse kind=relaxed s with "x=" x:long ", y=" y:long', 's x y', [['x=k, y=2', null, 2]]],
  ['print s = "ab12cd" | parse kind=regex s with "[a-z]+" n:long "[a-z]+"', 's n', [['ab12cd', 12]]],
  ['datatable(s:string)["x=1", "x=k", "y"] | parse-where s with "x=" x:long', 's x', [['x=1', 1]]],
  ['datatable(s:string)["a(b", "a(", "b"] | parse s with p "(" q', 's p q', [['a(b', 'a', 'b'], ['a(', 'a', ''], ['b', '', '']]],
];

const sorted = (rows: readonly (readonly Json[])[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

describe('operators', () => {
  it.each(CASES)('%s', async (query, names, rows) => {
    expect((await lowered(query)).columns.map(({ name }) => name).join(' ')).toBe(names);
    const actual = await rowsOf(query);
    if (/\| *(sort|order|top|serialize)\b/.test(query)) expect(actual).toEqual(rows);
    else expect(sorted(actual)).toEqual(sorted(rows));
  });
});
