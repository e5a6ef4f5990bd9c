import { createHash } from 'node:crypto';
import { compareText, numberOf, scalarsOf, textOf, type EvalValue, type Scalar } from '../data/values.js';
import { refuseAt } from '../syntax/source.js';
import { formatTime, parseTime, unknownVariable, unreadableVariable } from '../time/format.js';
import { relativeTime } from '../time/relative.js';
import { MANY, scalar, whole, type FunctionTable } from './define.js';

const DATE = 'Date and Time functions';

export const DATE_FUNCTIONS: FunctionTable = {
  now: scalar(DATE, [0, 0], (_, site) => site.environment.now),
  // The wall clock at which a row is processed; one search of this engine takes no time.
  time: scalar(DATE, [0, 0], (_, site) => site.environment.now),
  relative_time: scalar(DATE, [2, 2], ([time, specifier], site) => {
    const base = numberOf(time!);
    if (base === null) return null;
    const result = relativeTime(base, textOf(specifier!));
    if (result === null) refuseAt(site.place, `'${textOf(specifier!)}' is no relative time`);
    return result;
  }),
  strftime: scalar(DATE, [2, 2], ([time, format], site) => {
    const unknown = unknownVariable(textOf(format!));
    if (unknown !== null) refuseAt(site.place, `strftime() of this engine has no variable '${unknown}'`);
    const seconds = numberOf(time!);
    return seconds === null ? null : formatTime(seconds, textOf(format!));
  }),
  strptime: scalar(DATE, [2, 2], ([text, format], site) => {
    const unknown = unreadableVariable(textOf(format!));
    if (unknown !== null) refuseAt(site.place, `strptime() of this engine has no variable '${unknown}'`);
    return parseTime(textOf(text!), textOf(format!), site.environment.now);
  }),
};

const STATISTICAL = 'Statistical eval functions';

/** "Numbers are less than strings": the order that max() and min() use. */
function ordered(left: Scalar, right: Scalar): number {
  const a = numberOf(left);
  const b = numberOf(right);
  if (a !== null && b !== null) return a - b;
  if (a !== null || b !== null) return a !== null ? -1 : 1;
  return compareText(textOf(left), textOf(right));
}

const extreme = (sign: number) =>
  whole(STATISTICAL, [1, MANY], (args): EvalValue => {
    let best: Scalar | null = null;
    for (const value of args.flatMap(scalarsOf)) if (best === null || ordered(value, best) * sign > 0) best = value;
    return best;
  });

const numbersOf = (args: readonly EvalValue[]): number[] =>
  args
    .flatMap(scalarsOf)
    .map(numberOf)
    .filter((number) => number !== null);

export const STATISTICAL_FUNCTIONS: FunctionTable = {
  max: extreme(1),
  min: extreme(-1),
  sum: whole(STATISTICAL, [1, MANY], (args) => {
    const numbers = numbersOf(args);
    return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0);
  }),
  avg: whole(STATISTICAL, [1, MANY], (args) => {
    const numbers = numbersOf(args);
    return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  }),
};

const CRYPTOGRAPHIC = 'Cryptographic functions';
const hash = (algorithm: string) =>
  scalar(CRYPTOGRAPHIC, [1, 1], ([text]) => createHash(algorithm).update(textOf(text!), 'utf8').digest('hex'));

export const CRYPTOGRAPHIC_FUNCTIONS: FunctionTable = {
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  sha512: hash('sha512'),
};
