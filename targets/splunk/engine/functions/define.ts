import type { CallSite, EvalFunction } from '../syntax/expression.js';
import { refuseAt } from '../syntax/source.js';
import { isMulti, multi, type EvalValue, type Scalar } from '../data/values.js';

export type FunctionTable = Readonly<Record<string, EvalFunction>>;

type Implementation = (args: readonly Scalar[], site: CallSite) => EvalValue;

function singles(site: CallSite, values: readonly EvalValue[], from: number): Scalar[] | null {
  const scalars: Scalar[] = [];
  for (let index = from; index < values.length; index += 1) {
    const value = values[index]!;
    if (value === null) return null;
    if (isMulti(value))
      refuseAt(site.place, `${site.name}() of a multivalue field: Splunk's manual gives no result for it`);
    scalars.push(value);
  }
  return scalars;
}

const define = (
  page: string,
  arity: readonly [number, number],
  returnsBoolean: boolean,
  call: (site: CallSite) => EvalValue,
): EvalFunction => ({ page, min: arity[0], max: arity[1], returnsBoolean, call });

/** A function of single values: null when an argument is null, refused for several values. */
export const scalar = (page: string, arity: readonly [number, number], implementation: Implementation): EvalFunction =>
  define(page, arity, false, (site) => {
    const args = singles(
      site,
      site.args.map((argument) => site.evaluate(argument)),
      0,
    );
    return args === null ? null : implementation(args, site);
  });

/** As `scalar`, applied to each value of the first argument. */
export const mapping = (page: string, arity: readonly [number, number], implementation: Implementation): EvalFunction =>
  define(page, arity, false, (site) => {
    const values = site.args.map((argument) => site.evaluate(argument));
    const rest = singles(site, values, 1);
    const first = values[0] ?? null;
    if (first === null || rest === null) return null;
    if (!isMulti(first)) return implementation([first, ...rest], site);
    return multi(
      first.flatMap((value) => {
        const result = implementation([value, ...rest], site);
        return result === null ? [] : isMulti(result) ? result : [result];
      }),
    );
  });

/**
 * A test of the argument at `subject`: true for several values when it is true for one of them. The manual says so of
 * `search`; for `where` and eval it is widely reported.
 */
export const predicate = (
  page: string,
  arity: readonly [number, number],
  implementation: (args: readonly Scalar[], site: CallSite) => boolean | null,
  subject = 0,
): EvalFunction =>
  define(page, arity, true, (site) => {
    const values = site.args.map((argument) => site.evaluate(argument));
    const tested = values[subject] ?? null;
    const others = singles(
      site,
      values.filter((_, index) => index !== subject),
      0,
    );
    if (tested === null || others === null) return null;
    const ordered = (value: Scalar): Scalar[] => [...others.slice(0, subject), value, ...others.slice(subject)];
    if (!isMulti(tested)) return implementation(ordered(tested), site);
    return tested.some((value) => implementation(ordered(value), site) === true);
  });

/** A function that sees nulls and multivalues as they are. */
export const whole = (
  page: string,
  arity: readonly [number, number],
  implementation: (args: readonly EvalValue[], site: CallSite) => EvalValue,
): EvalFunction =>
  define(page, arity, false, (site) =>
    implementation(
      site.args.map((argument) => site.evaluate(argument)),
      site,
    ),
  );

/** As `whole`, for tests. */
export const test = (
  page: string,
  arity: readonly [number, number],
  implementation: (args: readonly EvalValue[], site: CallSite) => boolean | null,
): EvalFunction =>
  define(page, arity, true, (site) =>
    implementation(
      site.args.map((argument) => site.evaluate(argument)),
      site,
    ),
  );

/** A function that decides itself which arguments to evaluate. */
export const form = (
  page: string,
  arity: readonly [number, number],
  call: (site: CallSite) => EvalValue,
  returnsBoolean = false,
): EvalFunction => define(page, arity, returnsBoolean, call);

export const MANY = 1000;
