import type { Expression } from '../../../src/ir/expression.js';
import { binary, call, choose, test, text, type Condition, type Value } from '../spl/expression.js';
import type { LoweringContext } from './context.js';
import { filledText, found } from './filled-text.js';
import { END } from './patterns.js';

const BORDER = { before: '(?:^|[^0-9A-Za-z])', after: '(?:[^0-9A-Za-z]|$)' } as const;

/** A test against a text of the row, which stands in the pattern as it is (`\\Q…\\E`). Null for the tests that cannot. */
export function variableTest(name: string, args: readonly Expression[], context: LoweringContext): Condition | null {
  const place = PLACES[name.replace(/_cs$/, '')];
  if (place === undefined) return null;
  const folds = !name.endsWith('_cs');
  if (folds) context.assume('RP3168', name);
  const side = (expression: Expression): Value => {
    const value = filledText(expression, context);
    return folds ? call('lower', value) : value;
  };
  const [value, part] = [side(args[0]!), side(args[1]!)];
  context.assume('RP3162', name);
  const joined = (...parts: readonly Value[]): Value => parts.reduce((left, right) => binary('.', left, right));
  // What is next to an alphanumeric end of a term must not be alphanumeric.
  const border = (end: string, pattern: string): Value => choose(found(part, end), text(pattern), text(''));
  const quoted = [text('\\Q'), part, text('\\E')];
  const pattern =
    place === 'term'
      ? joined(border('^[0-9A-Za-z]', BORDER.before), ...quoted, border(`[0-9A-Za-z]${END}`, BORDER.after))
      : joined(...(place === 'start' ? [text('^')] : []), ...quoted, ...(place === 'end' ? [text(END)] : []));
  return test('match', value, pattern);
}

/** Where the text on the right must stand. */
const PLACES: Readonly<Record<string, 'anywhere' | 'start' | 'end' | 'term'>> = {
  contains: 'anywhere',
  startswith: 'start',
  endswith: 'end',
  has: 'term',
};
