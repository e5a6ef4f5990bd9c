import type { Expression } from '../../../src/ir/expression.js';
import { binary, call, choose, compare, number, test, text, type Value } from '../spl/expression.js';
import { literalInteger, literalText, type Lower, type LoweringContext } from './context.js';
import { literalPattern } from './patterns.js';
import { translateRegex } from './regex.js';

const EMPTY = text('');
const filled = (value: Value): Value => call('coalesce', value, EMPTY);

/** The text of any value, never NULL: what `tostring` gives. */
function textOf(expression: Expression, context: LoweringContext): Value {
  switch (expression.type) {
    case 'string':
      return context.text(expression);
    case 'dynamic': {
      const value = context.dynamicText(expression);
      return context.isNullable(expression) ? filled(value) : value;
    }
    case 'bool':
      return context.isNullable(expression) ? filled(context.value(expression)) : context.value(expression);
    case 'int':
    case 'long': {
      const value = call('tostring', context.number(expression));
      return context.isNullable(expression) ? filled(value) : value;
    }
    default:
      context.refuse('RP3104', expression.span, expression.type, 'text');
      return EMPTY;
  }
}

const strcat: Lower<Value> = ([first, ...rest], context) =>
  rest.reduce<Value>((left, right) => binary('.', left, textOf(right, context)), textOf(first!, context));

const recased =
  (name: 'tolower' | 'toupper', fn: 'lower' | 'upper'): Lower<Value> =>
  (args, context) => {
    context.assume('RP3155', name);
    return call(fn, textOf(args[0]!, context));
  };

/** `coalesce` of strings takes the first that is not empty. */
const coalesced: Lower<Value> = (args, context) =>
  call('coalesce', ...args.map((arg) => call('nullif', textOf(arg, context), EMPTY)), EMPTY);

/** KQL counts from 0, `substr` from 1; what lies outside of the text is NULL or empty in SPL, empty in KQL. */
const substring: Lower<Value> = (args, context, whole) => {
  const [source, start, length] = args;
  const value = textOf(source!, context);
  const behind = length === undefined ? behindFirst(source!, start!, context) : null;
  if (behind !== null) return call('replace', value, text(`(?s)^.*?${behind}`), EMPTY);
  const size = length === undefined ? null : literalInteger(length);
  const from = literalInteger(start);
  if ((length !== undefined && size === null) || (from === null && lowest(start!) < 0)) {
    context.refuse('RP3103', whole.span, 'substring', 'a start that cannot be negative and a constant length');
    return EMPTY;
  }
  if (size !== null && size <= 0) return EMPTY;
  const rest = size === null ? [] : [number(size)];
  if (from !== null && from < 0) {
    const cut = filled(call('substr', value, number(from), ...rest));
    const shorter = size === null ? value : filled(call('substr', value, number(1), ...rest));
    return choose(compare('<', call('len', value), number(-from)), shorter, cut);
  }
  const first = from === null ? plusOne(context.number(start!)) : number(from + 1);
  return filled(call('substr', value, first, ...rest));
};

const plusOne = (value: Value): Value =>
  value.kind === 'binary' && value.op === '+' && value.right.kind === 'number'
    ? binary('+', value.left, number(value.right.value + 1))
    : binary('+', value, number(1));

/**
 * `substring(s, indexof(s, ":") + 1)` is what is behind the first `:`, or all of it: the pattern of that one character, or
 * null for any other call.
 */
function behindFirst(source: Expression, start: Expression, context: LoweringContext): string | null {
  if (start.kind !== 'call' || start.fn !== '+' || literalInteger(start.args[1]) !== 1) return null;
  const search = start.args[0]!;
  if (search.kind !== 'call' || search.fn !== 'indexof' || search.args.length !== 2) return null;
  const mark = literalText(search.args[1]);
  if (mark === null || [...mark].length !== 1) return null;
  const same = JSON.stringify(textOf(search.args[0]!, context)) === JSON.stringify(textOf(source, context));
  return same ? literalPattern(mark) : null;
}

/** A lower bound of a number, for what can be proved of it. */
function lowest(expression: Expression): number {
  if (expression.kind === 'literal') return typeof expression.value === 'bigint' ? Number(expression.value) : -Infinity;
  if (expression.kind !== 'call') return -Infinity;
  if (expression.fn === 'indexof' || expression.fn === 'indexof_regex') return -1;
  if (expression.fn === 'strlen') return 0;
  if (expression.fn === '+') return expression.args.reduce((sum, arg) => sum + lowest(arg), 0);
  return -Infinity;
}

/** The position of the first match: the length of what is before it, -1 without a match. */
function positionOf(expression: Expression, pattern: string, context: LoweringContext): Value {
  const value = textOf(expression, context);
  const before = call('replace', value, text(`(?s)^(.*?)(?-s:${pattern}).*$`), text('\\1'));
  return choose(test('match', value, text(pattern)), call('len', before), number(-1));
}

export const indexof: Lower<Value> = (args, context, whole) => {
  const part = literalText(args[1]);
  if (part === null || args.length !== 2) {
    context.refuse('RP3103', whole.span, 'indexof', 'exactly two arguments, the second a constant text');
    return number(-1);
  }
  return part === '' ? number(0) : positionOf(args[0]!, literalPattern(part), context);
};

export const indexofRegex: Lower<Value> = (args, context, whole) => {
  const source = literalText(args[1]);
  const pattern = source === null || args.length !== 2 ? null : translateRegex(source);
  if (pattern === null)
    context.refuse('RP3103', whole.span, 'indexof_regex', 'exactly two arguments, the second a constant pattern');
  else if (!pattern.ok) context.refuse('RP3105', whole.span, pattern.fault);
  // A capture group of the pattern's own would come behind ours, so \1 stays the text before the match.
  else return positionOf(args[0]!, pattern.pattern, context);
  return number(-1);
};

/** Constants only: a backslash in the replacement would be read as a group. */
const replaceString: Lower<Value> = (args, context, whole) => {
  const [source, lookup, rewrite] = [textOf(args[0]!, context), literalText(args[1]), literalText(args[2])];
  if (lookup === null || rewrite === null || rewrite.includes('\\')) {
    context.refuse('RP3103', whole.span, 'replace_string', 'constant texts, without a backslash in the second');
    return EMPTY;
  }
  return lookup === '' ? source : call('replace', source, text(literalPattern(lookup)), text(rewrite));
};

/** Functions that give a string, one line each. */
export const TEXT_FUNCTIONS: ReadonlyMap<string, Lower<Value>> = new Map<string, Lower<Value>>([
  ['tostring', (args, context) => textOf(args[0]!, context)],
  ['strcat', strcat],
  ['tolower', recased('tolower', 'lower')],
  ['toupper', recased('toupper', 'upper')],
  ['substring', substring],
  ['coalesce', coalesced],
  ['replace_string', replaceString],
]);
