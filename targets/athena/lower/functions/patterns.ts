import { groupCount, matchesRegex } from '../../../../src/functions/regex.js';
import { EMPTY, call, integer, text } from '../../sql/build.js';
import type { Cell } from '../cell.js';
import { escapeRegex, type TranslatedRegex } from '../regex.js';
import { solid, textCell } from '../text.js';
import { refuseForms, textArg, type FunctionTable, type LowerFunction, type Lowering } from './entry.js';
import { exactText, regexArg } from './text-args.js';

/** A literal is a pattern too. */
const patternText = (regex: TranslatedRegex): string | null =>
  regex.kind === 'refused' ? null : regex.kind === 'literal' ? escapeRegex(regex.text) : regex.text;

/** The pattern as it is written, once it is known to be one. */
function writtenPattern(lowering: Lowering, at: number): string {
  const { sql } = textArg(lowering, at);
  return sql.kind === 'string' ? sql.value : '';
}

/** extract(pattern, group, text): a group that takes no part, or that there is not, is "". */
function extract(lowering: Lowering): Cell {
  const { call: node, context } = lowering;
  if (node.type !== 'string') return refuseForms(lowering, node.type);
  const regex = regexArg(lowering, 0);
  const pattern = regex === null ? null : patternText(regex);
  if (pattern === null) return textCell(EMPTY);
  const group = lowering.arg(1);
  if (group.form !== 'integer' || group.sql.kind !== 'integer')
    return context.refuse('RP3207', ['the group of extract'], node.span);
  const value = exactText(lowering, 2);
  const wanted = group.sql.value;
  if (wanted < 0n || wanted > BigInt(groupCount(writtenPattern(lowering, 0)))) return textCell(EMPTY);
  const args = wanted === 0n ? [] : [integer(wanted)];
  return textCell(call('regexp_extract', solid(value), text(pattern), ...args), true);
}

/**
 * The template with $1 for KQL's \1; null where the engines read it otherwise: other escapes, dollars, a digit after a group, a
 * group that there is not.
 */
function templateOf(rewrite: string, groups: number): string | null {
  const isKnown = /^(?:[^\\$]|\\\d(?!\d))*$/.test(rewrite);
  const used = [...rewrite.matchAll(/\\(\d)/g)].map(([, digit]) => Number(digit));
  return isKnown && used.every((group) => group <= groups) ? rewrite.replace(/\\(\d)/g, '$$$1') : null;
}

/** Whether the pattern may match no text at all: after a match Java finds one more of that kind where Rust does not. */
const mayBeEmpty = (pattern: string): boolean => matchesRegex('', pattern) || /\\[bB]/.test(pattern);

function replaceRegex(lowering: Lowering): Cell {
  const { call: node, context } = lowering;
  const value = exactText(lowering, 0);
  const regex = regexArg(lowering, 1);
  const pattern = regex === null ? null : patternText(regex);
  if (pattern === null) return textCell(EMPTY);
  const rewrite = exactText(lowering, 2).sql;
  if (rewrite.kind !== 'string') return context.refuse('RP3207', ['replace_regex'], node.span);
  const written = writtenPattern(lowering, 1);
  const template = templateOf(rewrite.value, groupCount(written));
  if (template === null) return refuseForms(lowering, `the replacement ${rewrite.value}`);
  if (mayBeEmpty(written)) return refuseForms(lowering, 'a pattern that may match nothing');
  return textCell(call('regexp_replace', value.sql, text(pattern), text(template)), value.nullable);
}

/** What the pattern matches at the ends, however often, is taken away. */
const trim =
  (...ends: readonly ((pattern: string) => string)[]): LowerFunction =>
  (lowering) => {
    let value = exactText(lowering, 1);
    for (const around of ends) {
      const regex = regexArg(lowering, 0, around);
      const pattern = regex === null ? null : patternText(regex);
      if (pattern === null) return textCell(EMPTY);
      value = textCell(call('regexp_replace', value.sql, text(pattern)), value.nullable);
    }
    return value;
  };

const leading = (pattern: string): string => `^(?:${pattern})+`;
const trailing = (pattern: string): string => `(?:${pattern})+$`;

export const PATTERNS: FunctionTable = {
  extract,
  replace_regex: replaceRegex,
  trim: trim(leading, trailing),
  trim_start: trim(leading),
  trim_end: trim(trailing),
};
