import { parseJson, isObject } from '../data/json.js';
import { FieldText, formatNumber, numberOf, parseNumber, textOf, type EvalValue, type Scalar } from '../data/values.js';
import type { CallSite } from '../syntax/expression.js';
import { refuseAt } from '../syntax/source.js';
import { scalar, type FunctionTable } from './define.js';

const PAGE = 'Conversion functions';

function fromBase(text: string, base: number): number | null {
  if (base === 10) return parseNumber(text);
  const digits = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, base);
  const body = text.toLowerCase();
  if (body === '' || [...body].some((digit) => !digits.includes(digit))) return null;
  return [...body].reduce((sum, digit) => sum * base + digits.indexOf(digit), 0);
}

function toNumber(value: Scalar, base: Scalar | undefined, site: CallSite): number | null {
  const radix = base === undefined ? 10 : numberOf(base);
  if (radix === null || !Number.isInteger(radix) || radix < 2 || radix > 36)
    refuseAt(site.place, 'the base must be 2 to 36');
  if (typeof value === 'number') return value;
  const result = fromBase(textOf(value), radix);
  const argument = site.args[0]!;
  // The manual: a string that is no number makes the search fail, a field value that is none gives NULL.
  if (result === null && argument.kind === 'literal') refuseAt(site.place, `tonumber() cannot read "${textOf(value)}"`);
  return result;
}

const duration = (seconds: number): string => {
  const whole = Math.floor(Math.abs(seconds));
  const days = Math.floor(whole / 86_400);
  const parts = [Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${seconds < 0 ? '-' : ''}${days > 0 ? `${days}+` : ''}${clock}`;
};

const commas = (value: number): string => {
  const [whole, digits] = (Number.isInteger(value) ? String(value) : value.toFixed(2)).split('.');
  return whole!.replace(/\B(?=(\d{3})+$)/gu, ',') + (digits === undefined ? '' : `.${digits}`);
};

function toText(value: Scalar, format: Scalar | undefined, site: CallSite): EvalValue {
  const number = typeof value === 'boolean' ? null : numberOf(value);
  if (format === undefined || number === null) return textOf(value);
  switch (textOf(format)) {
    case 'hex':
      return Number.isSafeInteger(number) && number >= 0 ? `0x${number.toString(16).toUpperCase()}` : null;
    case 'binary':
      return Number.isSafeInteger(number) && number >= 0 ? number.toString(2) : null;
    case 'commas':
      return commas(number);
    case 'duration':
      return duration(number);
    default:
      return refuseAt(site.place, `tostring() has no format "${textOf(format)}"`);
  }
}

export const CONVERSION_FUNCTIONS: FunctionTable = {
  tonumber: scalar(PAGE, [1, 2], ([value, base], site) => toNumber(value!, base, site)),
  todouble: scalar(PAGE, [1, 2], ([value, base], site) => toNumberOrNull(value!, base, site)),
  toint: scalar(PAGE, [1, 2], ([value, base], site) => {
    const number = toNumberOrNull(value!, base, site);
    return number === null ? null : Math.floor(number);
  }),
  tostring: scalar(PAGE, [1, 2], ([value, format], site) => toText(value!, format, site)),
  toobject: scalar(PAGE, [1, 1], ([value]) => {
    const json = parseJson(textOf(value!));
    return isObject(json) ? new FieldText(JSON.stringify(json)) : null;
  }),
};

function toNumberOrNull(value: Scalar, base: Scalar | undefined, site: CallSite): number | null {
  if (typeof value === 'number') return value;
  const radix = base === undefined ? 10 : (numberOf(base) ?? 10);
  if (radix < 2 || radix > 36) refuseAt(site.place, 'the base must be 2 to 36');
  return fromBase(textOf(value), radix);
}

const MATH = 'Mathematical functions';
const math = (calculate: (value: number) => number) =>
  scalar(MATH, [1, 1], ([value]) => finite(value === undefined ? null : numberOf(value), calculate));
const finite = (value: number | null, calculate: (value: number) => number): number | null => {
  const result = value === null ? NaN : calculate(value);
  return Number.isFinite(result) ? result : null;
};
/** Half away from zero, on the decimal digits that are shown. */
const rounded = (value: number, digits: number): number => {
  const [mantissa, exponent = '0'] = formatNumber(Math.abs(value)).split('e');
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  return Math.sign(value) * Number(`${shifted}e${-digits}`);
};

export const MATH_FUNCTIONS: FunctionTable = {
  abs: math(Math.abs),
  ceiling: math(Math.ceil),
  ceil: math(Math.ceil),
  exact: math((value) => value),
  exp: math(Math.exp),
  floor: math(Math.floor),
  ln: math(Math.log),
  log: scalar(MATH, [1, 2], ([value, base]) => {
    const radix = base === undefined ? 10 : numberOf(base);
    return finite(numberOf(value!), (number) =>
      radix === 10 ? Math.log10(number) : Math.log(number) / Math.log(radix ?? NaN),
    );
  }),
  pi: scalar(MATH, [0, 0], () => Math.PI),
  pow: scalar(MATH, [2, 2], ([value, power]) => {
    const exponent = numberOf(power!);
    return exponent === null ? null : finite(numberOf(value!), (number) => number ** exponent);
  }),
  round: scalar(MATH, [1, 2], ([value, digits]) => {
    const places = digits === undefined ? 0 : numberOf(digits);
    return places === null ? null : finite(numberOf(value!), (number) => rounded(number, places));
  }),
  sqrt: math(Math.sqrt),
};
