/** Regular expressions that JavaScript's own matcher could take long over or reads otherwise. */
export const PATTERN_HELPERS = {
  PatternStep: {
    source: `
/** A step of a pattern: takes a character, goes on elsewhere or at either of two places, notes a place, asks where it is. */
type PatternStep =
  | readonly [kind: 'take', set: RegExp]
  | readonly [kind: 'goto', next: number]
  | readonly [kind: 'either', first: number, second: number]
  | readonly [kind: 'save', slot: number]
  | readonly [kind: 'assert', what: string]
  | readonly [kind: 'found'];`,
  },
  Pattern: {
    needs: ['PatternStep'],
    source: `
/** A regular expression as it was written, and its steps. */
interface Pattern {
  readonly source: string;
  readonly steps: readonly PatternStep[];
}`,
  },
  patternOf: {
    needs: ['Pattern', 'PatternStep'],
    source: `
/** Sets are asked for one character at a time. */
function patternOf(source: string, ...steps: readonly PatternStep[]): Pattern {
  return { source, steps };
}`,
  },
  takes: {
    source: `
/** Whether one character is in a set; what is known of ASCII is kept. */
function takes(set: RegExp, code: number): boolean {
  if (code >= 128) return set.test(String.fromCodePoint(code));
  let known = KNOWN_ASCII.get(set);
  if (known === undefined) {
    known = Array.from({ length: 128 }, (_, ascii) => set.test(String.fromCharCode(ascii)));
    KNOWN_ASCII.set(set, known);
  }
  return known[code] === true;
}
const KNOWN_ASCII = new WeakMap<RegExp, readonly boolean[]>();`,
  },
  isAt: {
    needs: ['isInWord'],
    source: `
/** Whether a place in a text is what a pattern asks for. */
function isAt(what: string, text: string, at: number): boolean {
  switch (what) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'lineStart':
      return at === 0 || text[at - 1] === '\\n';
    case 'lineEnd':
      return at === text.length || text[at] === '\\n';
    default:
      return (isInWord(text, at, -1) !== isInWord(text, at, 1)) === (what === 'border');
  }
}`,
  },
  isInWord: {
    needs: ['takes'],
    source: `
/** Whether the character before or behind a place belongs to a word. */
function isInWord(text: string, at: number, side: -1 | 1): boolean {
  if (side > 0) return at < text.length && takes(WORD, text.codePointAt(at)!);
  if (at === 0) return false;
  const isPair = at > 1 && text.codePointAt(at - 2)! > 0xffff;
  return takes(WORD, text.codePointAt(isPair ? at - 2 : at - 1)!);
}
const WORD = /[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]/u;`,
  },
  matchFrom: {
    needs: ['Pattern', 'isAt', 'takes'],
    source: `
/**
 * The first match at a place or behind it, as the places that its steps noted; null for none. All ways to match go through
 * the text side by side, those to prefer before the others, so the time grows with the text and never faster.
 */
function matchFrom({ steps }: Pattern, text: string, from: number): readonly number[] | null {
  interface Thread {
    readonly step: number;
    readonly places: readonly number[];
  }
  const lastSeen = new Int32Array(steps.length).fill(-1);
  let round = 0;
  const follow = (threads: Thread[], start: Thread, at: number): void => {
    const waiting = [start];
    for (let thread = waiting.pop(); thread !== undefined; thread = waiting.pop()) {
      const { step, places } = thread;
      if (lastSeen[step] === round) continue;
      lastSeen[step] = round;
      const action = steps[step]!;
      if (action[0] === 'goto') waiting.push({ step: action[1], places });
      else if (action[0] === 'either') waiting.push({ step: action[2], places }, { step: action[1], places });
      else if (action[0] === 'assert') {
        if (isAt(action[1], text, at)) waiting.push({ step: step + 1, places });
      } else if (action[0] === 'save') {
        const noted = [...places];
        noted[action[1]] = at;
        waiting.push({ step: step + 1, places: noted });
      } else threads.push(thread);
    }
  };
  let found: readonly number[] | null = null;
  let threads: Thread[] = [];
  for (let at = from; at <= text.length; ) {
    if (found === null) follow(threads, { step: 0, places: [] }, at);
    if (threads.length === 0 && found !== null) break;
    const code = text.codePointAt(at) ?? -1;
    const next = at + (code > 0xffff ? 2 : 1);
    const ahead: Thread[] = [];
    round++;
    for (const { step, places } of threads) {
      const action = steps[step]!;
      if (action[0] === 'found') {
        found = places;
        break;
      }
      if (action[0] === 'take' && code >= 0 && takes(action[1], code)) follow(ahead, { step: step + 1, places }, next);
    }
    threads = ahead;
    at = next;
  }
  return found;
}`,
  },
  matchesPattern: {
    needs: ['Pattern', 'matchFrom'],
    source: `
function matchesPattern(text: string, pattern: Pattern): boolean {
  return matchFrom(pattern, text, 0) !== null;
}`,
  },
  matchesOf: {
    needs: ['Pattern', 'matchFrom'],
    source: `
/** All matches, none overlapping; one of no length does not stand right behind another. */
function matchesOf(text: string, pattern: Pattern, limit = Infinity): (readonly number[])[] {
  const found: (readonly number[])[] = [];
  let last = -1;
  for (let at = 0; at <= text.length && found.length < limit; ) {
    const places = matchFrom(pattern, text, at);
    if (places === null) break;
    const [start = 0, end = 0] = places;
    if (start === end && end === last) {
      at = end + (text.codePointAt(end)! > 0xffff ? 2 : 1);
      continue;
    }
    found.push(places);
    at = last = end;
  }
  return found;
}`,
  },
  groupIn: {
    source: `
/** The text of a group in a match; '' for one that takes no part, or that there is not. */
function groupIn(text: string, places: readonly number[], group: number): string {
  const [start, end] = [places[2 * group], places[2 * group + 1]];
  return start === undefined || end === undefined ? '' : text.slice(start, end);
}`,
  },
  extracted: {
    needs: ['Pattern', 'groupIn', 'matchFrom'],
    source: `
/** extract(): a group of the first match, '' where there is none. */
function extracted(text: string, pattern: Pattern, group: number | null): string {
  const places = matchFrom(pattern, text, 0);
  return places === null || group === null || group < 0 ? '' : groupIn(text, places, group);
}`,
  },
  allExtracted: {
    needs: ['Dynamic', 'Pattern', 'groupIn', 'matchesOf'],
    source: `
/** extract_all(): the texts of one group, or rows of several; null of no match. */
function allExtracted(text: string, pattern: Pattern, ...groups: readonly number[]): Dynamic {
  const found = matchesOf(text, pattern);
  if (found.length === 0) return null;
  const rows = found.map((places) => groups.map((group) => groupIn(text, places, group)));
  return groups.length === 1 ? rows.map(([only = '']) => only) : rows;
}`,
  },
  replaceMatches: {
    needs: ['Pattern', 'groupIn', 'matchesOf'],
    source: `
/** All matches replaced by texts and, by their numbers, groups. */
function replaceMatches(text: string, pattern: Pattern, ...rewrite: readonly (string | number)[]): string {
  let [replaced, last] = ['', 0];
  for (const places of matchesOf(text, pattern)) {
    const parts = rewrite.map((part) => (typeof part === 'string' ? part : groupIn(text, places, part)));
    replaced += text.slice(last, places[0]) + parts.join('');
    last = places[1] ?? last;
  }
  return replaced + text.slice(last);
}`,
  },
  countMatches: {
    needs: ['Pattern', 'matchesOf'],
    source: `
function countMatches(text: string, pattern: Pattern): number {
  return matchesOf(text, pattern).length;
}`,
  },
  positionOfMatch: {
    needs: ['Pattern', 'matchesOf', 'textLength'],
    source: `
/** Where a pattern matches for the nth time in a part of a text, in characters, or -1; null for a part that is none. */
function positionOfMatch(
  text: string,
  pattern: Pattern,
  start: number | null = 0,
  length: number | null = -1,
  occurrence: number | null = 1,
): number | null {
  if (start === null || length === null || occurrence === null) return null;
  if (start < 0 || length < -1 || occurrence < 1) return null;
  const part = [...text].slice(start, length < 0 ? undefined : start + length).join('');
  const found = matchesOf(part, pattern, occurrence)[occurrence - 1];
  return found === undefined ? -1 : start + textLength(part.slice(0, found[0]));
}`,
  },
} as const;
