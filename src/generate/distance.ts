import type { Expression } from '../ir/expression.js';
import { evaluate } from '../interpreter/evaluate.js';
import type { View } from './view.js';

/** How many tests have to change for a condition to be `want`: 0 when it is. */
export function distance(test: Expression, want: boolean, view: View): number {
  if (test.kind === 'call') {
    if (test.fn === 'not') return distance(test.args[0]!, !want, view);
    if (test.fn === 'and' || test.fn === 'or') {
      const each = test.args.map((arg) => distance(arg, want, view));
      return (test.fn === 'and') === want ? each.reduce((a, b) => a + b, 0) : Math.min(...each);
    }
  }
  return evaluate(test, view.scope) === want ? 0 : 1;
}

/** The tests that `and`, `or` and `not` put together. */
export function atomsOf(test: Expression): Expression[] {
  if (test.kind === 'call' && (test.fn === 'and' || test.fn === 'or' || test.fn === 'not')) {
    return test.args.flatMap(atomsOf);
  }
  return [test];
}
