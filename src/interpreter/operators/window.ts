import { functionEntry } from '../../functions/registry.js';
import { valueKey } from '../../functions/value-key.js';
import type { Window, WindowCall, WindowFunction } from '../../ir/relation.js';
import type { Value } from '../../ir/value.js';
import { evaluate, type Scope } from '../evaluate.js';
import type { RunOperator } from './run-operator.js';

/** https://learn.microsoft.com/kusto/query/window-functions: columns that look at neighbouring rows, in the rows' order. */
export const runWindow: RunOperator<Window> = (relation, [rows], { scopes }) => {
  const scope = scopes(relation.input.columns);
  const before = rows!.map(scope);
  const made = new Map(relation.calls.map((call) => [call.name, FUNCTIONS[call.fn](call, before)]));
  return rows!.map((row, index) => ({
    values: relation.columns.map(({ name }) => {
      const values = made.get(name);
      return values === undefined ? before[index]!.column(name) : (values[index] ?? null);
    }),
    evidence: row.evidence,
  }));
};

type Compute = (call: WindowCall, rows: readonly Scope[]) => readonly Value[];

/** `prev(c, n, default)`: the value n rows before; outside, the default, else null (`""` for a string). */
const neighbour =
  (step: 1 | -1): Compute =>
  ({ args: [value, offset, otherwise], type }, rows) =>
    rows.map((scope, index) => {
      const distance = offset === undefined ? 1n : evaluate(offset, scope);
      const row = typeof distance === 'bigint' ? rows[index + step * Number(distance)] : undefined;
      if (row !== undefined) return evaluate(value!, row);
      if (otherwise !== undefined) return evaluate(otherwise, scope);
      return type === 'string' ? '' : null;
    });

/** `row_number(start = 1, restart = false)`. */
const rowNumber: Compute = ({ args: [start, restart] }, rows) => {
  let number = 0n;
  return rows.map((scope, index) => {
    const from = start === undefined ? 1n : (evaluate(start, scope) as bigint);
    const again = index === 0 || (restart !== undefined && evaluate(restart, scope) === true);
    number = again ? from : number + 1n;
    return number;
  });
};

/** `row_cumsum(term, restart = false)`: a null term adds nothing, which is Ruleport's choice. */
const rowCumsum: Compute = ({ args: [term, restart], type }, rows) => {
  let sum: Value = null;
  return rows.map((scope) => {
    const value = evaluate(term!, scope);
    if (restart !== undefined && evaluate(restart, scope) === true) sum = null;
    if (value !== null) {
      sum =
        sum === null
          ? value
          : functionEntry('+').evaluate([sum, value], { now: 0n, types: [type, type], result: type });
    }
    return sum;
  });
};

/** `row_rank_dense(term, restart)` counts changes of the term; `row_rank_min(term, restart)` rows before its first. */
const rank =
  (dense: boolean): Compute =>
  ({ args: [term, restart] }, rows) => {
    let [current, rank, seen] = ['', 0n, 0n];
    return rows.map((scope, index) => {
      const key = valueKey(evaluate(term!, scope));
      if (index === 0 || (restart !== undefined && evaluate(restart, scope) === true))
        [current, rank, seen] = [key, 1n, 1n];
      else {
        seen += 1n;
        if (key !== current) [current, rank] = [key, dense ? rank + 1n : seen];
      }
      return rank;
    });
  };

const FUNCTIONS: Readonly<Record<WindowFunction, Compute>> = {
  prev: neighbour(-1),
  next: neighbour(1),
  row_number: rowNumber,
  row_cumsum: rowCumsum,
  row_rank_dense: rank(true),
  row_rank_min: rank(false),
};
