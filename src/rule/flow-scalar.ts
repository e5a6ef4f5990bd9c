import type { ScalarNode } from './source-node.js';
import type { SegmentList } from './segment-list.js';

/** Plain and quoted YAML scalars (YAML 1.2.2, section 7.3), and JSON strings, which never go over a line. */
export function flowSegments(text: string, node: ScalarNode, segments: SegmentList): void {
  const isPlain = node.style === 'plain';
  let offset = isPlain ? node.start : node.start + 1;
  segments.emptyAt = offset;
  while (offset < node.end && segments.value.length < node.text.length) {
    const char = text.charAt(offset);
    if (node.style === 'single-quoted' && char === "'") {
      segments.make("'", offset, 2);
      offset += 2;
    } else if (char === '\\' && (node.style === 'double-quoted' || node.style === 'json-string')) {
      offset += escape(text, offset, segments);
    } else if (isBreak(char)) {
      offset += foldedBreak(text, offset, segments);
    } else {
      offset += run(text, offset, node, segments);
    }
  }
}

/** Characters that stand for themselves; space before a line break is dropped. */
function run(text: string, start: number, node: ScalarNode, segments: SegmentList): number {
  const stops = STOPS[node.style] ?? '\r\n';
  let end = start;
  while (end < node.end && !stops.includes(text.charAt(end))) end++;
  let kept = end;
  if (isBreak(text.charAt(end))) while (kept > start && isBlank(text.charAt(kept - 1))) kept--;
  segments.copy(text.slice(start, Math.min(kept, start + node.text.length - segments.value.length)), start);
  return end - start;
}

const STOPS: { readonly [style in ScalarNode['style']]?: string } = {
  'single-quoted': "'\r\n",
  'double-quoted': '\\\r\n',
  'json-string': '\\',
};

/** One break is a space, each further one a line break; the space around them is dropped. */
function foldedBreak(text: string, start: number, segments: SegmentList): number {
  const { breaks, end } = blankLines(text, start);
  segments.make(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), start, end - start);
  return end - start;
}

function blankLines(text: string, start: number): { breaks: number; end: number } {
  let breaks = 0;
  let end = start;
  while (end < text.length && (isBreak(text.charAt(end)) || isBlank(text.charAt(end)))) {
    if (isBreak(text.charAt(end))) {
      breaks++;
      if (text.startsWith('\r\n', end)) end++;
    }
    end++;
  }
  return { breaks, end };
}

/** YAML's and JSON's escapes; the two agree wherever both have one. */
function escape(text: string, start: number, segments: SegmentList): number {
  const char = text.charAt(start + 1);
  if (isBreak(char)) return blankLines(text, start + 1).end - start; // an escaped break is no character at all
  const digits = HEX_DIGITS.get(char);
  if (digits !== undefined) {
    const code = Number.parseInt(text.slice(start + 2, start + 2 + digits), 16);
    segments.make(code <= 0x10ffff ? String.fromCodePoint(code) : '', start, 2 + digits);
    return 2 + digits;
  }
  segments.make(SIMPLE_ESCAPES.get(char) ?? char, start, 2);
  return 2;
}

const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The others stand for themselves: `\"`, `\\`, `\/`, `\ ` and `\` before a tab. */
const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

const isBreak = (char: string): boolean => char === '\n' || char === '\r';
const isBlank = (char: string): boolean => char === ' ' || char === '\t';
