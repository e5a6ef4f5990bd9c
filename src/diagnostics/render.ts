import type { Diagnostic, Severity } from './diagnostic.js';
import { displayWidth, visibleCharacter, visibleText } from './visible-text.js';

export interface RenderOptions {
  /** ANSI colours; default none. */
  readonly color?: boolean;
}

/** Longer source lines are clipped around the column. */
const MAX_LINE = 160;

/**
 * A diagnostic as compilers print it: `file:line:column: error RP1001: message`, then the source line and a caret. Control
 * characters of file, message and source are shown, not sent: a hostile rule cannot steer the terminal.
 * @param sourceText the whole file that line and column count in; without it there is no source line
 */
export function renderDiagnostic(diagnostic: Diagnostic, sourceText?: string, options: RenderOptions = {}): string {
  const paint = options.color === true ? painted : (text: string): string => text;
  const { severity, code, line, column } = diagnostic;
  const place = [diagnostic.file, line, column]
    .filter((part) => part !== undefined)
    .map((part) => visibleText(`${part}`));
  const head = place.length === 0 ? '' : `${place.join(':')}: `;
  const message = `${head}${paint(severity, COLORS[severity])} ${visibleText(code)}: ${visibleText(diagnostic.message)}`;
  if (sourceText === undefined || line === undefined || column === undefined) return message;
  const source = lineOf(sourceText, line);
  if (source === null) return message;
  const { text, caret } = excerpt(source, column);
  return `${message}\n  ${text}\n  ${' '.repeat(caret)}${paint('^', CARET_COLOR)}`;
}

const COLORS: { readonly [severity in Severity]: string } = { error: '1;31', warning: '1;33', info: '1;34' };
const CARET_COLOR = '1;32';

const painted = (text: string, color: string): string => `\u001b[${color}m${text}\u001b[0m`;

/** A line without its break; LF, CRLF and a lone CR end one, as in `LineMap`. Null when the text has fewer. */
function lineOf(text: string, line: number): string | null {
  let start = text.startsWith('\ufeff') ? 1 : 0; // columns do not count a byte order mark
  const breaks = /\r\n|\n|\r/g;
  breaks.lastIndex = start;
  for (let current = 1; ; current++) {
    const match = breaks.exec(text);
    if (current === line) return text.slice(start, match?.index ?? text.length);
    if (match === null) return null;
    start = breaks.lastIndex;
  }
}

/** The line as it can be shown, and the number of character cells before the column. */
function excerpt(line: string, column: number): { text: string; caret: number } {
  const index = Math.min(Math.max(0, column - 1), line.length);
  const isLong = line.length > MAX_LINE;
  const start = isLong ? Math.max(0, Math.min(index - MAX_LINE / 2, line.length - MAX_LINE)) : 0;
  const end = isLong ? start + MAX_LINE : line.length;
  const before = (start > 0 ? '…' : '') + shown(line.slice(start, index));
  const after = shown(line.slice(index, end)) + (end < line.length ? '…' : '');
  return { text: before + after, caret: displayWidth(before) };
}

/** One cell a character where the terminal would act on it, a tab included. */
const shown = (text: string): string => Array.from(text, visibleCharacter).join('');
