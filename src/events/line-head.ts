/** What comes before a place on its line. */
export interface LineHead {
  /** In UTF-16 code units; undefined where the line's start is out of sight. */
  readonly length: number | undefined;
  /** Leading spaces and tabs, at most `MAX_INDENT`. */
  readonly indent: number;
  /** Nothing but spaces and tabs. */
  readonly isBlank: boolean;
}

export const MAX_INDENT = 48;
/** How far back the start of a line is looked for: lines of compact logs are megabytes long. */
const MAX_LOOK_BACK = 1024;

export const EMPTY_HEAD: LineHead = { length: 0, indent: 0, isBlank: true };
const UNKNOWN_HEAD: LineHead = { length: undefined, indent: 0, isBlank: false };

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;

/** The head of the line at an offset of a window, which itself begins behind the head `before`. */
export function lineHead(bytes: Buffer, at: number, before: LineHead): LineHead {
  const lowest = Math.max(0, at - MAX_LOOK_BACK);
  let start = at;
  while (start > lowest && bytes[start - 1] !== LINE_FEED) start--;
  const isLineStart = start > 0 && bytes[start - 1] === LINE_FEED;
  if (start > 0 && !isLineStart) return UNKNOWN_HEAD;
  const base = isLineStart ? EMPTY_HEAD : before;

  let text = start;
  while (text < at && (bytes[text] === SPACE || bytes[text] === TAB)) text++;
  return {
    length: base.length === undefined ? undefined : base.length + bytes.toString('utf8', start, at).length,
    indent: base.isBlank ? Math.min(base.indent + text - start, MAX_INDENT) : base.indent,
    isBlank: base.isBlank && text === at,
  };
}
