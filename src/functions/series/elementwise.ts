import { isArray, type Value } from '../../ir/value.js';
import { ARITHMETIC } from '../arithmetic.js';
import { COMPARISON } from '../compare.js';
import { functions, type FunctionEntry } from '../function-entry.js';
import { MATHEMATICS } from '../numbers/mathematics.js';
import { ROUNDING } from '../numbers/rounding.js';
import { isNumber, real } from '../values.js';

/** The scalar functions that series functions apply to each element. */
const SCALARS = new Map(
  [...ARITHMETIC, ...COMPARISON, ...MATHEMATICS, ...ROUNDING].map((entry) => [entry.name, entry]),
);

type OnNumbers = (numbers: readonly Value[]) => Value;

/** A scalar function on numbers at hand: their types tell nothing that the numbers themselves do not. */
function scalar(name: string): OnNumbers {
  const entry = SCALARS.get(name)!;
  return (numbers) => entry.evaluate(numbers, { now: 0n, types: [], result: 'dynamic' });
}

const onReals =
  (compute: OnNumbers): OnNumbers =>
  (numbers) =>
    compute(numbers.map(real));

/** What is no number, or has no counterpart in the other array, gives null, as the pages say. */
const elementwise = (name: string, compute: OnNumbers, choice?: string): FunctionEntry => ({
  name: `series_${name}`,
  page: `series-${name.replaceAll('_', '-')}-function`,
  nulls: 'own',
  choice: `${choice === undefined ? '' : `${choice}; `}null when an argument is no array`,
  evaluate: (args) => {
    const arrays = args.filter(isArray);
    if (arrays.length < args.length) return null;
    return Array.from({ length: Math.max(...arrays.map(({ length }) => length)) }, (_, index) => {
      const elements = arrays.map((array) => array[index]);
      return elements.every(isNumber) ? compute(elements) : null;
    });
  },
});

const WHOLE = 'whole numbers stay whole';

export const SERIES_ELEMENTWISE = functions(
  elementwise('abs', scalar('abs'), WHOLE),
  elementwise('ceiling', scalar('ceiling'), WHOLE),
  elementwise('floor', ([value]) => scalar('bin')([value!, 1n]), WHOLE),
  elementwise('sign', scalar('sign')),
  elementwise('exp', scalar('exp')),
  elementwise('log', scalar('log'), 'of 0 it is -infinity'),
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan'].map((name) => elementwise(name, scalar(name))),
  elementwise('add', scalar('+'), WHOLE),
  elementwise('subtract', scalar('-'), WHOLE),
  elementwise('multiply', scalar('*'), WHOLE),
  elementwise('divide', onReals(scalar('/'))),
  elementwise('pow', scalar('pow')),
  elementwise('equals', scalar('==')),
  elementwise('not_equals', scalar('!=')),
  elementwise('less', scalar('<')),
  elementwise('less_equals', scalar('<=')),
  elementwise('greater', scalar('>')),
  elementwise('greater_equals', scalar('>=')),
);
