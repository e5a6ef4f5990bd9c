import type { LocatedText, RuleFile } from './rule-file.js';

/**
 * Warns of a query that YAML has folded: without `|`, its lines come back joined by spaces, and the first `//` comment reaches
 * to the end of what was joined to it.
 */
export function checkFoldedComment(file: RuleFile, query: LocatedText): void {
  const { style } = query.node;
  if (style === 'literal' || style === 'json-string') return;
  const comment = commentStart(query.text);
  if (comment < 0) return;
  const lineEnd = query.text.indexOf('\n', comment);
  const last = (lineEnd < 0 ? query.text.trimEnd().length : lineEnd) - 1;
  const start = query.offsetOf(comment);
  if (file.position(start).line < file.position(query.offsetOf(last)).line) file.report('RP1052', [], start);
}

/** Where the first comment of a KQL text begins, string literals skipped; -1 without one. */
function commentStart(query: string): number {
  const token = /@"(?:[^"]|"")*"?|@'(?:[^']|'')*'?|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\/\//gs;
  for (const match of query.slice(0, 100_000).matchAll(token)) if (match[0] === '//') return match.index;
  return -1;
}
