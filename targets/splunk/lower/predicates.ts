import type { Expression } from '../../../src/ir/expression.js';
import {
  and,
  call,
  compare,
  FALSE,
  or,
  test,
  text,
  type Compare,
  type Condition,
  type Value,
} from '../spl/expression.js';
import type { Lower, LoweringContext, Predicate } from './context.js';
import { equal, isIn, NUMBERS } from './equality.js';
import { ipv4IsInRange, ipv4IsPrivate } from './ip-functions.js';
import { setHasElement } from './sets.js';
import { TEXT_PREDICATES, total } from './text-tests.js';

/** `<` and its kin: null beside a null, so neither true nor false. */
const ordered = (op: Compare['op'], opposite: Compare['op']): Predicate => {
  const lower = (
    args: readonly Expression[],
    context: LoweringContext,
    span: Expression['span'],
    op: Compare['op'],
  ) => {
    const [left, right] = [args[0]!, args[1]!];
    if (left.type === 'datetime' && right.type === 'datetime') {
      const time = context.isoTime(left);
      const otherTime = time === null ? null : context.isoTime(right);
      if (time !== null && otherTime !== null) return compare(op, time, otherTime);
    }
    if (NUMBERS.has(left.type) && NUMBERS.has(right.type))
      return compare(op, context.number(left), context.number(right));
    context.refuse('RP3104', span, NUMBERS.has(left.type) ? right.type : left.type, 'order');
    return FALSE;
  };
  return {
    holds: (args, context, whole) => lower(args, context, whole.span, op),
    fails: (args, context, whole) => lower(args, context, whole.span, opposite),
  };
};

const swap = ({ holds, fails }: Predicate): Predicate => ({ holds: fails, fails: holds });

/** The predicates of KQL that SPL can express, one line each. */
// prettier-ignore
export const PREDICATES: ReadonlyMap<string, Predicate> = new Map<string, Predicate>([
  ...TEXT_PREDICATES,
  ['==', equal],
  ['!=', swap(equal)],
  ['<', ordered('<', '>=')],
  ['<=', ordered('<=', '>')],
  ['>', ordered('>', '<=')],
  ['>=', ordered('>=', '<')],
  ['in', isIn],
  ['!in', swap(isIn)],
  ['and', { holds: (args, c) => and(...args.map((a) => c.holds(a))), fails: (args, c) => or(...args.map((a) => c.fails(a))) }],
  ['or', { holds: (args, c) => or(...args.map((a) => c.holds(a))), fails: (args, c) => and(...args.map((a) => c.fails(a))) }],
  ['not', { holds: (args, c) => c.fails(args[0]!), fails: (args, c) => c.holds(args[0]!) }],
  ['ipv4_is_private', ipv4IsPrivate],
  ['set_has_element', setHasElement],
  ['isempty', total((args, c) => isEmpty(args[0]!, c))],
  ['isnull', total((args, c) => (c.isNullable(args[0]!) ? test('isnull', c.value(args[0]!)) : FALSE))],
]);

/** Functions whose truth value is one expression: `true`, `false` or NULL. */
export const BOOL_FUNCTIONS: ReadonlyMap<string, Lower<Value>> = new Map([['ipv4_is_in_range', ipv4IsInRange]]);

function isEmpty(expression: Expression, context: LoweringContext): Condition {
  if (expression.type === 'string') return compare('==', context.text(expression), text(''));
  const missing = context.isNullable(expression) ? test('isnull', context.value(expression)) : FALSE;
  if (expression.type !== 'dynamic') return missing;
  return compare('==', call('coalesce', context.dynamicText(expression), text('')), text(''));
}
