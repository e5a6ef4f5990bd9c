import type { ScalarNode } from './source-node.js';
import type { SegmentList } from './segment-list.js';

/**
 * `|` and `>` scalars (YAML 1.2.2, section 8.1). The indentation is not computed from the surrounding nodes but read off: the
 * first line with ink has so many more spaces in the file than in the value.
 */
export function blockSegments(text: string, node: ScalarNode, segments: SegmentList): void {
  const lines = linesBetween(text, headerEnd(text, node.start), node.end);
  segments.emptyAt = node.start;
  const indent = indentation(text, lines, node.text);
  const fold = node.style === 'folded';

  let breaks: LineBreak[] = [];
  let hasContent = false;
  let wasIndented = false;
  for (const line of lines) {
    if (segments.value.length >= node.text.length) break;
    const start = line.start + Math.min(indent, leadingSpaces(text, line));
    if (start === line.end) {
      breaks.push(line);
      continue;
    }
    const isIndented = fold && ' \t'.includes(text.charAt(start));
    // The break that ends a line of content is folded away between two lines at the margin; the others stay.
    if (fold && hasContent && !isIndented && !wasIndented) {
      const [first, ...empty] = breaks;
      if (empty.length === 0 && first !== undefined) segments.make(' ', first.end, first.next - first.end);
      breaks = empty;
    }
    keep(breaks, segments);
    segments.copy(text.slice(start, line.end), start);
    breaks = [line];
    hasContent = true;
    wasIndented = isIndented;
  }
  // What chomping leaves of the final breaks, which the value itself tells best.
  keep(breaks.slice(0, Math.max(0, node.text.length - segments.value.length)), segments);
}

/** A line without its break; the break is from `end` to `next`. */
interface LineBreak {
  readonly end: number;
  readonly next: number;
}
interface Line extends LineBreak {
  readonly start: number;
}

function keep(breaks: readonly LineBreak[], segments: SegmentList): void {
  for (const line of breaks) segments.make('\n', line.end, line.next - line.end);
}

function linesBetween(text: string, from: number, to: number): Line[] {
  const lines: Line[] = [];
  for (let start = from; start < to;) {
    const end = Math.min(lineEnd(text, start), to);
    const next = afterBreak(text, end);
    lines.push({ start, end, next });
    start = next;
  }
  return lines;
}

const headerEnd = (text: string, start: number): number => afterBreak(text, lineEnd(text, start));

function lineEnd(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && text.charAt(offset) !== '\n' && text.charAt(offset) !== '\r') offset++;
  return offset;
}

const afterBreak = (text: string, end: number): number => (text.startsWith('\r\n', end) ? end + 2 : end + 1);

function leadingSpaces(text: string, line: { readonly start: number; readonly end: number }): number {
  let offset = line.start;
  while (offset < line.end && text.charAt(offset) === ' ') offset++;
  return offset - line.start;
}

function indentation(text: string, lines: readonly Line[], value: string): number {
  const first = lines.find((line) => leadingSpaces(text, line) < line.end - line.start);
  const ink = value.search(/[^ \r\n]/);
  if (first !== undefined && ink >= 0) {
    return Math.max(0, leadingSpaces(text, first) - (ink - (value.lastIndexOf('\n', ink) + 1)));
  }
  // Nothing but space: what the longest line has more in the file.
  const longest = Math.max(...value.split('\n', MAX_BLANK_LINES).map((line) => line.length));
  return longest === 0
    ? Infinity
    : Math.max(0, Math.max(...lines.slice(0, MAX_BLANK_LINES).map((line) => leadingSpaces(text, line))) - longest);
}

const MAX_BLANK_LINES = 1000;
