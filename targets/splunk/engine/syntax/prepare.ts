import { SplSource, type Segment } from './source.js';

/** A search macro: its argument names and its text, as in macros.conf. */
export interface Macro {
  readonly args: readonly string[];
  readonly definition: string;
}

/** Keyed by name and number of arguments as in macros.conf: `cloudtrail`, `security_content_ctime(1)`. */
export type Macros = ReadonlyMap<string, Macro>;

const MAX_MACRO_DEPTH = 20;
const MAX_TEXT = 1_000_000;
const COMMENT = '```';

/**
 * Blanks ```comments``` and expands `macros`, both only outside of double quotes.
 * Search Manual, "Add comments to searches" and "Use search macros in searches".
 */
export function prepare(original: string, macros: Macros): SplSource {
  const plain = new SplSource(original, original, []);
  if (original.length > MAX_TEXT) throw plain.error(0, 'RP5106', 'characters', MAX_TEXT);
  const blanked = blankComments(original, plain);
  const segments: Segment[] = [];
  let text = '';
  let copied = 0;
  for (const call of macroCalls(blanked, plain)) {
    segments.push({ start: text.length, origin: copied, macro: false });
    text += blanked.slice(copied, call.start);
    segments.push({ start: text.length, origin: call.start, macro: true });
    text += expand(call.text, macros, plain, call.start, 1);
    copied = call.end;
    if (text.length > MAX_TEXT) throw plain.error(call.start, 'RP5106', 'characters after expanding macros', MAX_TEXT);
  }
  segments.push({ start: text.length, origin: copied, macro: false });
  return new SplSource(original, text + blanked.slice(copied), segments);
}

/** The offset just after the double-quoted string that starts at `start`. */
export function endOfQuoted(text: string, start: number, source: SplSource): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  throw source.error(start, 'RP5101', 'this quoted text does not end');
}

function blankComments(text: string, source: SplSource): string {
  let result = '';
  let index = 0;
  while (index < text.length) {
    if (text[index] === '"') {
      const end = endOfQuoted(text, index, source);
      result += text.slice(index, end);
      index = end;
    } else if (text.startsWith(COMMENT, index)) {
      const close = text.indexOf(COMMENT, index + COMMENT.length);
      if (close < 0) throw source.error(index, 'RP5101', 'this comment does not end');
      // One blank for each UTF-16 unit, so that offsets stay those of the original text.
      result += text.slice(index, close + COMMENT.length).replace(/[^\n]/g, ' ');
      index = close + COMMENT.length;
    } else {
      result += text[index];
      index += 1;
    }
  }
  return result;
}

interface MacroCall {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function macroCalls(text: string, source: SplSource): MacroCall[] {
  const calls: MacroCall[] = [];
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') index = endOfQuoted(text, index, source) - 1;
    else if (text[index] === '`') {
      const close = text.indexOf('`', index + 1);
      if (close < 0) throw source.error(index, 'RP5101', 'this macro name does not end with a backtick');
      calls.push({ start: index, end: close + 1, text: text.slice(index + 1, close).trim() });
      index = close;
    }
  }
  return calls;
}

function expand(call: string, macros: Macros, source: SplSource, at: number, depth: number): string {
  const shape = /^([A-Za-z0-9_\-:.]+)\s*(?:\((.*)\))?$/su.exec(call);
  if (shape === null) throw source.error(at, 'RP5107', call, 'this is no macro name');
  const given = shape[2] === undefined ? [] : splitArguments(shape[2]);
  const key = given.length === 0 ? shape[1]! : `${shape[1]}(${given.length})`;
  const macro = macros.get(key);
  if (macro === undefined) throw source.error(at, 'RP5107', key, 'it is not defined');
  if (depth > MAX_MACRO_DEPTH) throw source.error(at, 'RP5107', key, 'macros are nested too deeply');
  const filled = macro.definition.replace(/\$([A-Za-z0-9_]+)\$/gu, (whole, name: string) => {
    const index = macro.args.indexOf(name);
    return index < 0 ? whole : (given[index] ?? '');
  });
  if (filled.length > MAX_TEXT) throw source.error(at, 'RP5106', 'characters after expanding macros', MAX_TEXT);
  let text = '';
  let copied = 0;
  for (const inner of macroCalls(filled, source)) {
    text += filled.slice(copied, inner.start) + expand(inner.text, macros, source, at, depth + 1);
    copied = inner.end;
    if (text.length > MAX_TEXT) throw source.error(at, 'RP5106', 'characters after expanding macros', MAX_TEXT);
  }
  return text + filled.slice(copied);
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let current = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]!;
    if (character === '\\' && quoted) {
      current += character + (text[index + 1] ?? '');
      index += 1;
    } else if (character === ',' && !quoted) {
      parts.push(current.trim());
      current = '';
    } else {
      if (character === '"') quoted = !quoted;
      current += character;
    }
  }
  parts.push(current.trim());
  return parts.map((part) => (/^".*"$/su.test(part) ? part.slice(1, -1) : part));
}
