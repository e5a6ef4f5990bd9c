import { DateTime, Decimal, TimeSpan, type Value } from '../../ir/value.js';
import type { KqlType } from '../../ir/types.js';
import { each, type Proposal, type Propose, type Question } from './proposal.js';
import { SAMPLES } from './samples.js';
import { otherTexts } from './texts.js';

const SECOND = 10_000_000n;
const HOUR = 3_600n * SECOND;

/** The value itself and its neighbours on both sides. */
export function around(value: Value): Value[] {
  if (typeof value === 'bigint') return [value + 1n, value, value - 1n, value + 10n];
  if (typeof value === 'number') return [value + 1, value, value - 1, value + 0.5];
  // CloudTrail tells whole seconds.
  if (value instanceof DateTime) {
    return [HOUR / 60n, 0n, -HOUR / 60n, SECOND, -SECOND, HOUR, -HOUR].map((step) => new DateTime(value.ticks + step));
  }
  if (value instanceof TimeSpan) {
    return [SECOND, 0n, -SECOND, HOUR, -HOUR].map((step) => new TimeSpan(value.ticks + step));
  }
  if (value instanceof Decimal) return [new Decimal(value.digits + 1n, value.scale), value];
  if (typeof value === 'string') return [value, `${value}0`, value.slice(0, -1)];
  return [value];
}

/** Values that are not this one: another case, empty, missing, another of the type. */
function others(value: Value, type: KqlType): Value[] {
  if (typeof value === 'string') return [...otherTexts(value), ...(type === 'dynamic' ? [null, 0n] : [])];
  if (typeof value === 'boolean') return [!value, null, ...(type === 'dynamic' ? [String(!value), String(value)] : [])];
  const near = around(value).filter((each) => each !== value);
  return [...near, ...SAMPLES[type]];
}

/** Both operands can be what the other is, or not. */
export const equality: Propose = ({ args: [left, right], types }) => [
  ...sides(left!, right!, types),
  // Two empty operands are equal to nothing: both get a value.
  ...SAMPLES[types[0] ?? 'string'].slice(0, 1).map((value): Proposal => [
    [0, value],
    [1, value],
  ]),
];

const sides = (left: Value, right: Value, [a, b]: readonly KqlType[]): Proposal[] => [
  ...each(0, [right, ...others(right, a ?? 'string')]),
  ...each(1, [left, ...others(left, b ?? 'string')]),
];

export const list: Propose = ({ args: [value, ...items], types }) => [
  ...each(0, items.slice(0, 8)),
  ...each(0, others(items[0] ?? null, types[0] ?? 'string')),
  ...items.flatMap((_, index) => each(index + 1, [value!])),
];

export const ordering: Propose = ({ args: [left, right], types }: Question) => [
  ...each(0, [...around(right!), null]),
  ...each(1, [...around(left!), null]),
  ...pairs(types),
];

/** Where both operands are missing, neither tells what to be. */
const pairs = (types: readonly KqlType[]): Proposal[] => {
  const [sample] = SAMPLES[types[0] ?? 'long'];
  return around(sample ?? 1n).flatMap((value): Proposal[] => [
    [
      [0, value],
      [1, sample ?? 1n],
    ],
  ]);
};
