import type * as t from '@babel/types';
import type { Expression } from '../../../src/ir/expression.js';
import type { KqlType } from '../../../src/ir/types.js';
import type { Value } from '../../../src/ir/value.js';
import * as b from '../ast/builders.js';
import type { HelperName } from '../runtime/helpers.js';
import { LENGTH, POSITION, boolOf, dynamicOf, refused, stringOf, valueOf, wholeOf, type Lowered } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';
import { capturing, regexOf, searched, textOf } from './regex.js';
import { wholeArgument } from './strings.js';

const INT = { low: -(2 ** 31), high: 2 ** 31 - 1 };

/** A pattern that is only text needs no regular expression. */
export const matchesRegex: LowerCall = ({ args }, x) => {
  const [text, pattern] = args as [Expression, Expression];
  const found = searched(pattern, x);
  switch (found.kind) {
    case 'text':
      return boolOf(b.method(x.text(text), 'includes', b.str(found.text)));
    case 'regex':
      return boolOf(b.method(found.regex, 'test', x.text(text)));
    case 'pattern':
      return boolOf(x.helper('matchesPattern', x.text(text), found.pattern));
  }
};

export const indexofRegex: LowerCall = (call, x) => {
  const [text, pattern, ...range] = call.args as [Expression, Expression, ...Expression[]];
  const plain = textOf(pattern);
  if (range.length === 0 && plain !== null) {
    return wholeOf(x.helper('positionOf', x.text(text), b.str(plain)), POSITION);
  }
  const numbers = range.map((argument) => wholeArgument(argument, call, x));
  const found = x.helper('positionOfMatch', x.text(text), capturing(pattern, x), ...numbers);
  // A start may be anywhere, and what is found stands behind it.
  return wholeOf(found, range.length === 0 ? POSITION : { low: -1, high: Number.MAX_SAFE_INTEGER }, true);
};

/** Plain texts are counted wherever they stand, matches of a pattern without overlap. */
export const countof: LowerCall = ({ args }, x) => {
  const [text, sought, kind] = args as [Expression, Expression, Expression?];
  if (kind?.kind === 'literal' && kind.value === 'regex') {
    return wholeOf(x.helper('countMatches', x.text(text), capturing(sought, x)), LENGTH);
  }
  return wholeOf(x.helper('countText', x.text(text), x.text(sought)), LENGTH);
};

/** What reads a text as a value of a type. */
const READERS: { readonly [Type in KqlType]?: HelperName } = {
  int: 'intOf',
  long: 'longOf',
  real: 'realOf',
  bool: 'boolOf',
  datetime: 'dateTimeIn',
  timespan: 'timeSpanIn',
  guid: 'guidIn',
  dynamic: 'parseJson',
};

export const extract: LowerCall = (call, x) => {
  const [pattern, group, text] = call.args as [Expression, Expression, Expression];
  const found = x.helper('extracted', x.text(text), capturing(pattern, x), wholeArgument(group, call, x));
  return textAs(found, call.type, () => x.refuse('RP3302', [call.fn, `a ${call.type} is asked for`], call.span), x);
};

function textAs(text: t.Expression, type: KqlType, refuse: () => void, x: Lowering): Lowered {
  if (type === 'string') return stringOf(text);
  const reader = READERS[type];
  if (reader === undefined) {
    refuse();
    return refused(type);
  }
  return { ...valueOf(type, x.helper(reader, text), true), bounds: type === 'int' ? INT : null };
}

/** The groups by number or name, all when none are asked for; null where one is none of the pattern's. */
function groupsOf(names: readonly (string | null)[], wanted: Value | undefined): number[] | null {
  if (wanted === undefined) return names.map((_, index) => index + 1);
  if (!Array.isArray(wanted)) return null;
  const groups = (wanted as readonly Value[]).map((group) => {
    if (typeof group === 'string') return names.indexOf(group) + 1;
    return typeof group === 'bigint' ? Number(group) : 0;
  });
  return groups.every((group) => group >= 1 && group <= names.length) ? groups : null;
}

export const extractAll: LowerCall = (call, x) => {
  const [pattern, wanted, text] = (call.args.length > 2 ? call.args : [call.args[0], undefined, call.args[1]]) as [
    Expression,
    Expression | undefined,
    Expression,
  ];
  if (wanted !== undefined && wanted.kind !== 'literal') {
    x.refuse('RP3302', [call.fn, 'its groups are not constant'], wanted.span);
    return refused('dynamic');
  }
  const regex = regexOf(pattern);
  // A pattern that is not known is refused below, whatever its groups.
  const groups = regex === null ? [1] : groupsOf(regex.groups, wanted?.value);
  if (groups === null || groups.length === 0) return dynamicOf(b.nul());
  return dynamicOf(x.helper('allExtracted', x.text(text), capturing(pattern, x), ...groups.map(b.num)));
};

/** `\1` is a group; a backslash before anything but a digit stands for what follows it. */
function rewriteOf(text: string): (string | number)[] {
  const parts = [...text.matchAll(/\\(\d)|\\([^\d])|([^\\]+|\\$)/gsu)];
  return parts.map(([, group, escaped, plain]) => (group === undefined ? (escaped ?? plain ?? '') : Number(group)));
}

export const replaceRegex: LowerCall = (call, x) => {
  const [text, pattern, rewrite] = call.args as [Expression, Expression, Expression];
  if (rewrite.kind !== 'literal' || typeof rewrite.value !== 'string') {
    x.refuse('RP3302', [call.fn, 'its rewrite is not constant'], rewrite.span);
    return refused('string');
  }
  const parts = rewriteOf(rewrite.value).map((part) => (typeof part === 'string' ? b.str(part) : b.num(part)));
  return stringOf(x.helper('replaceMatches', x.text(text), capturing(pattern, x), ...parts));
};

/** The pattern as one item, so that it can be repeated and anchored whatever it holds. */
const AROUND = {
  start: (pattern: string): string => `^(?:${pattern})+`,
  end: (pattern: string): string => `(?:${pattern})+$`,
} as const;

export const trim =
  (sides: readonly (keyof typeof AROUND)[]): LowerCall =>
  ({ args }, x) => {
    const [pattern, text] = args as [Expression, Expression];
    const source = pattern.kind === 'literal' && typeof pattern.value === 'string' ? pattern.value : null;
    const trimmed = sides.reduce((node, side) => {
      return x.helper('replaceMatches', node, capturing(pattern, x, source === null ? null : AROUND[side](source)));
    }, x.text(text));
    return stringOf(trimmed);
  };
