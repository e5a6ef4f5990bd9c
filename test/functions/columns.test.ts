import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/target/engine.js';
import { lowered, rowsOf } from '../support/kql.js';

/** Functions that speak of columns by name, or make several columns: a query and its one row. */
// prettier-ignore
const CASES: readonly (readonly [string, Json])[] = [
  ['print a = 1, b = "" | extend p = pack_all()', [1, '', { a: 1, b: '' }]],
  ['print a = 1, b = "", c = long(null), d = dynamic([]) | project pack_all(true)', [{ a: 1, d: [] }]],
  ['print a = 1, b = "x" | extend p = bag_pack_columns(b, a)', [1, 'x', { b: 'x', a: 1 }]],
  ['print a = 1 | extend b = column_ifexists("a", 5), c = columnifexists("z", 5), d = iscolumnexists("a")', [1, 1, 5, true]],
  ['let name = "a"; print a = 1 | where column_ifexists(name, 5) == 1', [1]],
  // The row is that of the operator, also in a query inside it and after it.
  ['print a = 1 | extend b = toscalar(print c = 2 | project pack_all()), d = pack_all()', [1, { c: 2 }, { a: 1 }]],
  ['let T = datatable(A: string, B: int) []; print column_names_of(T)', [['A', 'B']]],
  ['print x = 1 | extend (a, b) = array_sort_asc(dynamic([3, 1]), dynamic([2, 4]))', [1, [1, 3], [4, 2]]],
  ['print x = 1 | project (a, b) = array_sort_desc(dynamic([1, 3]), dynamic([2, 4])), x', [[3, 1], [4, 2], 1]],
  ['print array_sort_desc(dynamic([3, 1]), dynamic([2, 4]))', [[3, 1], [2, 4]]],
];

describe('functions of columns', () => {
  it.each(CASES)('%s', async (query, row) => {
    expect(await rowsOf(query)).toEqual([row]);
  });

  it('names the columns of several arrays as Kusto does', async () => {
    const names = async (query: string) => (await lowered(query)).columns.map(({ name }) => name);
    const sort = 'array_sort_asc(dynamic([1]), dynamic([2]))';
    expect(await names(`print x = 1 | extend y = ${sort}`)).toEqual(['x', 'y', 'array1_sorted']);
    expect(await names(`print x = 1 | extend ${sort}`)).toEqual(['x', 'array0_sorted', 'array1_sorted']);
  });
});
