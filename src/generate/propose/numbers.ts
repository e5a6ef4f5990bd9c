import { DateTime, TimeSpan, type Value } from '../../ir/value.js';
import { each, type Proposal, type Propose } from './proposal.js';

const TICKS: Readonly<Record<string, bigint>> = {
  year: 315_360_000_000_000n,
  quarter: 77_760_000_000_000n,
  month: 25_920_000_000_000n,
  week: 6_048_000_000_000n,
  day: 864_000_000_000n,
  hour: 36_000_000_000n,
  minute: 600_000_000n,
  second: 10_000_000n,
  millisecond: 10_000n,
  microsecond: 10n,
};

type Kind = 'time' | 'span' | 'whole' | 'real';

const kindOf = (value: Value): Kind =>
  value instanceof DateTime
    ? 'time'
    : value instanceof TimeSpan
      ? 'span'
      : typeof value === 'bigint'
        ? 'whole'
        : 'real';

const numberOf = (value: Value): number =>
  value instanceof DateTime || value instanceof TimeSpan ? Number(value.ticks) : Number(value ?? 0);

/** Exact for whole numbers and ticks, which a double is not. */
function plus(a: Value, b: Value, sign: 1n | -1n): number | bigint {
  const whole = (value: Value): bigint | null =>
    value instanceof DateTime || value instanceof TimeSpan
      ? value.ticks
      : typeof value === 'bigint'
        ? value
        : value === null
          ? 0n
          : null;
  const [left, right] = [whole(a), whole(b)];
  return left !== null && right !== null ? left + sign * right : numberOf(a) + Number(sign) * numberOf(b);
}

/** A result in the forms that an operand may have. */
function forms(value: number | bigint): Value[] {
  const whole =
    typeof value === 'bigint' ? value : Number.isSafeInteger(Math.round(value)) ? BigInt(Math.round(value)) : 0n;
  return [whole, Number(value), new TimeSpan(whole), ...(whole >= 0n ? [new DateTime(whole)] : [])];
}

const sameKind = (values: readonly Value[], like: Value): Value[] =>
  like === null ? [...values] : values.filter((value) => kindOf(value) === kindOf(like));

/** `a + b`: one side takes what the other leaves; both where both are missing. */
export const add: Propose = ({ wanted, args: [a, b] }) => [
  ...each(0, sameKind(forms(plus(wanted, b!, -1n)), a!)),
  ...each(1, sameKind(forms(plus(wanted, a!, -1n)), b!)),
  ...both(wanted, 0n),
];

export const subtract: Propose = ({ wanted, args: [a, b] }) => [
  ...each(0, sameKind(forms(plus(wanted, b!, 1n)), a!)),
  ...each(1, sameKind(forms(plus(a!, wanted, -1n)), b!)),
  ...both(wanted, 0n),
];

export const multiply: Propose = ({ wanted, args: [a, b] }) => [
  ...each(0, sameKind(forms(numberOf(wanted) / (numberOf(b!) || 1)), a!)),
  ...each(1, sameKind(forms(numberOf(wanted) / (numberOf(a!) || 1)), b!)),
  ...both(wanted, 1n),
];

export const divide: Propose = ({ wanted, args: [, b] }) => [
  ...each(0, forms(numberOf(wanted) * (numberOf(b!) || 1))),
  ...both(wanted, 1n),
];

const both = (wanted: Value, neutral: bigint): Proposal[] => [
  [
    [0, wanted],
    [1, neutral],
  ],
  [
    [0, wanted],
    [1, Number(neutral)],
  ],
  [
    [0, wanted],
    [1, new TimeSpan(neutral)],
  ],
];

export const negate: Propose = ({ wanted }) => each(0, forms(-numberOf(wanted)));

/** `datetime_diff(part, a, b)`: the times that many parts apart. */
export const datetimeDiff: Propose = ({ wanted, args: [part, a, b] }) => {
  const size = TICKS[String(part).toLowerCase()];
  if (size === undefined || typeof wanted !== 'bigint' || wanted > 10_000n || wanted < -10_000n) return [];
  const apart = size * wanted;
  return [
    ...(b instanceof DateTime ? each(1, [new DateTime(b.ticks + apart)]) : []),
    ...(a instanceof DateTime ? each(2, [new DateTime(a.ticks - apart)]) : []),
  ];
};
