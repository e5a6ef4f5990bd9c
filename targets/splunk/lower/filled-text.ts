import type { Expression } from '../../../src/ir/expression.js';
import { call, test, text, type Condition, type Value } from '../spl/expression.js';
import type { LoweringContext } from './context.js';

/** The text of a string or of a dynamic value, never NULL. */
export const filledText = (expression: Expression, context: LoweringContext): Value =>
  expression.type === 'dynamic'
    ? call('coalesce', context.dynamicText(expression), text(''))
    : context.text(expression);

export const found = (value: Value, pattern: string): Condition => test('match', value, text(pattern));
