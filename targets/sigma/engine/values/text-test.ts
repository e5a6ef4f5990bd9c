import { foldCase } from './fold.js';
import { DASHES, normalised } from './pattern.js';
import type { Pattern, PatternPart } from './pattern.js';
import { compileRust } from './regex/compile.js';
import { bothCases, literal } from './regex/print.js';
import type { EventText, TextTest } from './text.js';

/** @throws RegexFault for a pattern of excessive size. */
export function patternTest(pattern: Pattern, cased: boolean): TextTest {
  const parts = normalised(pattern);
  const read = cased ? (value: EventText) => value.text : (value: EventText) => value.folded;
  const [first, second, third] = parts;
  const text = (part: PatternPart | undefined): string | null =>
    part === undefined || !('text' in part) ? null : cased ? part.text : foldCase(part.text);
  const isMany = (part: PatternPart | undefined): boolean =>
    part !== undefined && 'wildcard' in part && part.wildcard === 'many';

  if (first === undefined) return (value) => value.text === '';
  if (parts.length === 1) {
    const wanted = text(first);
    if (wanted !== null) return (value) => value.text.length === wanted.length && read(value) === wanted;
    if (isMany(first)) return () => true;
  }
  if (parts.length === 2) {
    const [start, end] = [text(first), text(second)];
    if (start !== null && isMany(second)) return (value) => read(value).startsWith(start);
    if (end !== null && isMany(first)) return (value) => read(value).endsWith(end);
  }
  const inner = text(second);
  if (parts.length === 3 && isMany(first) && inner !== null && isMany(third)) {
    return (value) => read(value).includes(inner);
  }
  return wildcardTest(parts, cased);
}

/** All other patterns go to an engine that takes linear time whatever the pattern. */
function wildcardTest(parts: Pattern, cased: boolean): TextTest {
  const source = parts.map((part) => {
    if ('text' in part) return [...part.text].map((char) => (cased ? literal(char) : bothCases(char))).join('');
    if (part.wildcard === 'dash') return `[${[...DASHES].map(literal).join('')}]`;
    return part.wildcard === 'one' ? '(?s:.)' : '(?s:.)*';
  });
  const regex = compileRust(`\\A${source.join('')}\\z`);
  return (value) => regex.isMatch(value.text);
}
