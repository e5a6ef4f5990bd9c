import { and, call, choose, compare, not, NULL, number, or, test, text, type Value } from '../spl/expression.js';
import type { Lower } from './context.js';
import { isText } from './dynamic.js';
import { filledText } from './filled-text.js';

/** Digits with an optional sign, no more than a double tells apart; JSON's other spellings of numbers. */
const WHOLE = '^[+-]?[0-9]{1,15}\\z';
const FRACTION = '^-?[0-9]{1,15}[.][0-9]+\\z';

/**
 * `toint` and `tolong`. A text of digits is a number in both languages; a dynamic value may also be a fraction, which is cut
 * off, or a truth value. That there is no other spelling is an assumption.
 */
export const toWhole =
  (name: string, limit: number | null): Lower<Value> =>
  ([argument], context) => {
    const { type } = argument!;
    if (type === 'bool')
      return choose(context.holds(argument!), number(1), choose(context.fails(argument!), number(0), NULL));
    if (type === 'int' || type === 'long') return within(context.number(argument!), limit);
    if (type !== 'string' && type !== 'dynamic') {
      context.refuse('RP3104', argument!.span, type, 'whole number');
      return NULL;
    }
    context.assume('RP3163', name);
    const value = filledText(argument!, context);
    const whole = { when: test('match', value, text(WHOLE)), value: within(call('tonumber', value), limit) };
    if (type === 'string') return { kind: 'case', branches: [whole], otherwise: null };
    // Of a text only digits count, so that what else a value may be must be none.
    const place = context.dynamic(argument!);
    const spelled = place.kind === 'json' ? isText(place) : null;
    if (spelled === null) return { kind: 'case', branches: [whole], otherwise: null };
    const bare = not(spelled);
    const parsed = call('tonumber', value);
    const cut = choose(compare('<', parsed, number(0)), call('ceiling', parsed), call('floor', parsed));
    const fraction = { when: and(test('match', value, text(FRACTION)), bare), value: within(cut, limit) };
    const truths = [
      { when: and(compare('==', value, text('true')), bare), value: number(1) },
      { when: and(compare('==', value, text('false')), bare), value: number(0) },
    ];
    return { kind: 'case', branches: [whole, fraction, ...truths], otherwise: null };
  };

/** A number of 32 bits, else NULL. */
function within(value: Value, limit: number | null): Value {
  if (limit === null) return value;
  const outside = or(compare('<', value, number(-limit - 1)), compare('>', value, number(limit)));
  return choose(outside, NULL, value);
}
