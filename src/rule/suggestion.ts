/** Longer texts are nobody's typing error, and the distance costs the product of the lengths. */
const MAX_LENGTH = 60;

/**
 * The candidate that `text` is most likely meant to be, or null: with at most one typing error in three letters, or longer
 * than it, whatever the case.
 */
export function suggestion(text: string, candidates: Iterable<string>): string | null {
  if (text.length > MAX_LENGTH) return null;
  let best: string | null = null;
  let bestDistance = Math.floor(text.length / 3) + 1;
  for (const candidate of candidates) {
    if (candidate.length > MAX_LENGTH || candidate === text) continue;
    const distance = distanceBelow(bestDistance, text.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The distance, or anything that is not below `limit`. A text that is cut short is as near as one with a single error. */
function distanceBelow(limit: number, text: string, candidate: string): number {
  if (text.length >= 4 && candidate.length > text.length && candidate.startsWith(text)) return 1;
  return Math.abs(candidate.length - text.length) >= limit ? limit : editDistance(text, candidate);
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `from` into `to` (optimal string alignment). */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwap ? at(beforeLast, j - 2) + 1 : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return at(last, to.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
