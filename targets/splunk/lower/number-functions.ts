import type { Expression } from '../../../src/ir/expression.js';
import { binary, call, choose, compare, number, text, type Binary, type Value } from '../spl/expression.js';
import { literalText, type Lower, type LoweringContext } from './context.js';
import { quotedJson } from './dynamic.js';
import { LARGEST, magnitude } from './magnitude.js';
import { toWhole } from './whole-number.js';
import { indexof, indexofRegex } from './text-functions.js';

const isWhole = (expression: Expression): boolean => expression.type === 'long' || expression.type === 'int';

const arithmetic =
  (op: Binary['op']): Lower<Value> =>
  (args, context, whole) => {
    if (whole.type === 'long' && magnitude(whole) > LARGEST) context.assume('RP3167', op);
    return binary(op, context.number(args[0]!), context.number(args[1]!));
  };

/** Whole numbers divide towards zero; SPL's numbers are doubles. By zero both give null. */
const divide: Lower<Value> = (args, context, whole) => {
  const quotient = binary('/', context.number(args[0]!), context.number(args[1]!));
  if (!isWhole(whole)) {
    if (whole.type === 'real' && args.every((arg) => arg.type !== 'timespan')) {
      context.refuse('RP3104', whole.span, 'real', 'division (by zero it is an infinity, which SPL lacks)');
    }
    return quotient;
  }
  return choose(compare('<', quotient, number(0)), call('ceiling', quotient), call('floor', quotient));
};

/** Seconds since 1970, whole ones: Splunk's clock has no fraction. */
const now: Lower<Value> = (args, context) =>
  args.length === 0 ? call('now') : binary('+', call('now'), context.number(args[0]!));

const ago: Lower<Value> = (args, context) => binary('-', call('now'), context.number(args[0]!));

const arrayLength: Lower<Value> = (args, context, whole) => {
  const array = context.dynamic(args[0]!);
  if (array.kind === 'list') return call('coalesce', call('mvcount', array.values), number(0));
  if (array.kind !== 'json') {
    context.refuse('RP3103', whole.span, 'array_length', 'an array inside a JSON text, or split()');
    return number(0);
  }
  const json = quotedJson(array);
  return choose(compare('==', json, text('[]')), number(0), call('mvcount', call('json_array_to_mv', json)));
};

/** Seconds from 0001-01-01, where bins of times begin, to 1970. */
const BEFORE_1970 = 62_135_596_800;

/** `bin`: down to a multiple of a constant. Times count from 0001-01-01, which only shows where a day is no multiple. */
const bin: Lower<Value> = (args, context, whole) => {
  const [value, size] = args;
  const step = size!.kind === 'literal' ? context.number(size!) : null;
  const isStep = step?.kind === 'number' && step.value > 0 && size!.type !== 'datetime';
  if (!isStep || whole.type === 'real' || whole.type === 'decimal') {
    context.refuse('RP3103', whole.span, 'bin', 'a positive constant, and no fractions or times');
    return number(0);
  }
  const shift = whole.type === 'datetime' && 86_400 % step.value !== 0 ? BEFORE_1970 : 0;
  const moved = shift === 0 ? context.number(value!) : binary('+', context.number(value!), number(shift));
  const down = binary('*', call('floor', binary('/', moved, step)), step);
  return shift === 0 ? down : binary('-', down, number(shift));
};

/** Periods of `datetime_diff` that are so many seconds, counted from a midnight. */
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]);

/** How many borders of a period lie between two times. */
const datetimeDiff: Lower<Value> = (args, context, whole) => {
  const [period, later, earlier] = args;
  const seconds = SECONDS.get((literalText(period) ?? '').toLowerCase());
  if (seconds === undefined) {
    context.refuse('RP3103', whole.span, 'datetime_diff', 'day, hour, minute or second as its period');
    return number(0);
  }
  const periods = (time: Expression): Value => call('floor', binary('/', context.number(time), number(seconds)));
  return binary('-', periods(later!), periods(earlier!));
};

const strlen: Lower<Value> = (args, context) => call('len', textArgument(args[0]!, context));

const textArgument = (expression: Expression, context: LoweringContext): Value =>
  expression.type === 'dynamic'
    ? call('coalesce', context.dynamicText(expression), text(''))
    : context.text(expression);

/** Functions that give a number, a datetime or a timespan, one line each. */
export const NUMBER_FUNCTIONS: ReadonlyMap<string, Lower<Value>> = new Map<string, Lower<Value>>([
  ['+', arithmetic('+')],
  ['-', arithmetic('-')],
  ['*', arithmetic('*')],
  ['/', divide],
  ['negate', (args, context) => binary('-', number(0), context.number(args[0]!))],
  ['now', now],
  ['ago', ago],
  ['strlen', strlen],
  ['indexof', indexof],
  ['indexof_regex', indexofRegex],
  ['array_length', arrayLength],
  ['bin', bin],
  ['datetime_diff', datetimeDiff],
  ['toint', toWhole('toint', 2_147_483_647)],
  ['tolong', toWhole('tolong', null)],
]);
