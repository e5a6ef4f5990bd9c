import { DateTime, TimeSpan, isArray, type Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { MAX_ELEMENTS, checkElements } from '../limits.js';
import { count, dateTime, long, real, timeSpan } from '../values.js';

const HOUR = 36_000_000_000n;

/** Values of `make` from `start` to `stop` by `step`, up to the documented number of them. */
function wholeRange(start: bigint, stop: bigint, step: bigint, make: (value: bigint) => Value): Value {
  if (step === 0n) return null;
  const many = (stop - start) / step + 1n;
  if ((stop - start) * step < 0n) return [];
  const length = Number(many > BigInt(MAX_ELEMENTS) ? BigInt(MAX_ELEMENTS) : many);
  return Array.from({ length }, (_, index) => make(start + step * BigInt(index)));
}

function realRange(start: number, stop: number, step: number): Value {
  const many = Math.floor((stop - start) / step) + 1;
  if (step === 0 || Number.isNaN(many)) return null;
  return Array.from({ length: Math.min(Math.max(many, 0), MAX_ELEMENTS) }, (_, index) => start + step * index);
}

function range([start, stop, given]: readonly Value[]): Value {
  const step = given ?? (start instanceof DateTime || start instanceof TimeSpan ? new TimeSpan(HOUR) : 1n);
  if (given === null) return null;
  if (start instanceof DateTime && stop instanceof DateTime && step instanceof TimeSpan) {
    return wholeRange(start.ticks, stop.ticks, step.ticks, dateTime);
  }
  if (start instanceof TimeSpan && stop instanceof TimeSpan && step instanceof TimeSpan) {
    return wholeRange(start.ticks, stop.ticks, step.ticks, timeSpan);
  }
  if (typeof start === 'bigint' && typeof stop === 'bigint' && typeof step === 'bigint') {
    return wholeRange(start, stop, step, long);
  }
  const [from, to, by] = [real(start), real(stop), real(step)];
  return from === null || to === null || by === null ? null : realRange(from, to, by);
}

/** One array of the first elements, one of the second ones, … as long as the longest array. */
function zip(args: readonly Value[]): Value {
  const arrays = args.filter(isArray);
  if (arrays.length < args.length) return null;
  const length = Math.max(...arrays.map((array) => array.length));
  return Array.from({ length }, (_, index) => arrays.map((array) => array[index] ?? null));
}

export const MAKING = functions(
  {
    name: 'range',
    page: 'range-function',
    nulls: 'own',
    choice: 'a negative step counts down; a step that leads away from the end gives no element; a step of 0 is null',
    evaluate: range,
  },
  {
    name: 'repeat',
    page: 'repeat-function',
    nulls: 'own',
    choice: 'more than 1,048,576 times is null',
    evaluate: ([value, times]) => {
      const many = count(times);
      if (many === null || many < 0) return null;
      checkElements(many);
      return Array<Value>(many).fill(value!);
    },
  },
  {
    name: 'zip',
    page: 'zip-function',
    nulls: 'own',
    choice: 'null when an argument is no array',
    evaluate: zip,
  },
);
