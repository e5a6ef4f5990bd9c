/** Window functions that count: each gives a function that is asked once a row, in the order of the rows. */
export const WINDOW_HELPERS = {
  rowCounter: {
    source: `
/** row_number(): counts from \`start\`, anew at each restart. */
function rowCounter(start: number): (restart?: boolean) => number {
  let next = start;
  return (restart = false) => {
    if (restart) next = start;
    return next++;
  };
}`,
  },
  sumOfLongs: {
    needs: ['asLong'],
    source: `
/** row_cumsum(): null until there is a number, and again when the sum leaves 64 bits. */
function sumOfLongs(): (term: bigint | null, restart?: boolean) => bigint | null {
  let sum: bigint | null = null;
  return (term, restart = false) => {
    if (restart) sum = null;
    if (term !== null) sum = asLong((sum ?? 0n) + term);
    return sum;
  };
}`,
  },
  sumOfReals: {
    source: `
/** row_cumsum(): null until there is a number. */
function sumOfReals(): (term: number | null, restart?: boolean) => number | null {
  let sum: number | null = null;
  return (term, restart = false) => {
    if (restart) sum = null;
    if (term !== null) sum = sum === null ? term : sum + term;
    return sum;
  };
}`,
  },
  sumOfSpans: {
    needs: ['TimeSpan'],
    source: `
/** row_cumsum(): null until there is a time. */
function sumOfSpans(): (term: TimeSpan | null, restart?: boolean) => TimeSpan | null {
  let sum: TimeSpan | null = null;
  return (term, restart = false) => {
    if (restart) sum = null;
    if (term !== null) sum = (sum ?? 0n) + term;
    return sum;
  };
}`,
  },
  rankCounter: {
    needs: ['Dynamic', 'valueKey'],
    source: `
/** row_rank_dense() counts changes of the term, row_rank_min() the rows before its first. */
function rankCounter(isDense: boolean): (term: Dynamic | bigint, restart?: boolean) => number {
  let [current, rank, seen]: [string | null, number, number] = [null, 0, 0];
  return (term, restart = false) => {
    const key = typeof term === 'bigint' ? String(term) : valueKey(term);
    if (restart) [current, rank, seen] = [null, 0, 0];
    seen++;
    if (key !== current) [current, rank] = [key, isDense ? rank + 1 : seen];
    return rank;
  };
}`,
  },
} as const;
