/** Whether a text has the given pieces in order with anything between; the first and the last are anchored. */
export function matchesPieces(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0]!;
  if (pieces.length === 1) return text === first;
  const last = pieces[pieces.length - 1]!;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** The LIKE of SQL: `%` stands for any characters, `_` for one. Time grows with the product of the lengths at worst. */
export function matchesLike(text: string, pattern: string): boolean {
  const characters = [...text];
  const wanted = [...pattern];
  let at = 0;
  let step = 0;
  let star = -1;
  let resume = 0;
  while (at < characters.length) {
    if (wanted[step] === '%') {
      star = step;
      step += 1;
      resume = at;
    } else if (step < wanted.length && (wanted[step] === '_' || wanted[step] === characters[at])) {
      step += 1;
      at += 1;
    } else if (star >= 0) {
      step = star + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (wanted[step] === '%') step += 1;
  return step === wanted.length;
}
