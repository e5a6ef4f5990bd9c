import { parseJson } from '../data/json.js';
import type { Row } from '../data/row.js';
import {
  compareText,
  FieldText,
  multi,
  numberOf,
  scalarsOf,
  textOf,
  type EvalValue,
  type Scalar,
} from '../data/values.js';
import { SplRegex } from '../regex/regex.js';
import type { CallSite, Expression } from '../syntax/expression.js';
import { refuseAt } from '../syntax/source.js';
import { spanSeconds } from '../time/relative.js';
import { form, MANY, scalar, whole, type FunctionTable } from './define.js';
import { truthOf } from './evaluate.js';

const PAGE = 'Multivalue eval functions';
const MAX_VALUES = 100_000;

function index(value: EvalValue, site: CallSite): number | null {
  if (value === null) return null;
  const number = numberOf(scalarsOf(value)[0]!);
  if (number === null || !Number.isInteger(number))
    refuseAt(site.place, `${site.name}() needs a whole number as index`);
  return number;
}

/** The names of all fields that an expression reads. */
function fieldsOf(expression: Expression, found = new Set<string>()): Set<string> {
  switch (expression.kind) {
    case 'field':
      found.add(expression.name);
      break;
    case 'call':
      for (const argument of expression.args) fieldsOf(argument, found);
      break;
    case 'unary':
      fieldsOf(expression.operand, found);
      break;
    case 'arithmetic':
      fieldsOf(expression.first, found);
      for (const { operand } of expression.rest) fieldsOf(operand, found);
      break;
    case 'comparison':
      fieldsOf(expression.left, found);
      fieldsOf(expression.right, found);
      break;
    case 'logic':
      for (const operand of expression.operands) fieldsOf(operand, found);
      break;
    case 'literal':
      break;
  }
  return found;
}

function onlyField(expression: Expression, site: CallSite): string {
  const names = [...fieldsOf(expression)];
  if (names.length !== 1) refuseAt(site.place, `${site.name}() must refer to exactly one field here`);
  return names[0]!;
}

/** The row with one value in place of a field's values. */
function withValue(row: Row, name: string, value: Scalar): Row {
  const copy = row.copy();
  copy.set(name, textOf(value));
  return copy;
}

function rangeOf(args: readonly Scalar[], site: CallSite): EvalValue {
  const start = numberOf(args[0]!);
  const end = numberOf(args[1]!);
  const step = args[2] === undefined ? 1 : (numberOf(args[2]) ?? spanSeconds(textOf(args[2])));
  if (start === null || end === null || step === null || step <= 0)
    refuseAt(site.place, 'mvrange() needs numbers, and a positive step or a time span such as "7d"');
  if ((end - start) / step > MAX_VALUES) refuseAt(site.place, `mvrange() makes more than ${MAX_VALUES} values`);
  const values: number[] = [];
  for (let value = start; value < end; value += step) values.push(value);
  return multi(values);
}

/** The JSON array of the values; with inferred types a value that is no JSON becomes null. */
function toJsonArray(values: readonly Scalar[], infer: boolean): FieldText {
  const items = values.map((value) => (infer ? (parseJson(textOf(value)) ?? null) : textOf(value)));
  return new FieldText(JSON.stringify(items));
}

export const MULTIVALUE_FUNCTIONS: FunctionTable = {
  mvappend: whole(PAGE, [1, MANY], (args) => multi(args.flatMap(scalarsOf))),
  mvcount: whole(PAGE, [1, 1], ([value]) => (value === null ? null : scalarsOf(value!).length)),
  mvdedup: whole(PAGE, [1, 1], ([value]) => {
    const seen = new Map<string, Scalar>();
    for (const item of scalarsOf(value!)) if (!seen.has(textOf(item))) seen.set(textOf(item), item);
    return multi([...seen.values()]);
  }),
  mvfilter: form(PAGE, [1, 1], (site) => {
    const condition = site.args[0]!;
    const name = onlyField(condition, site);
    const kept = site.row.values(name).filter((text) => {
      return truthOf(site.evaluate(condition, withValue(site.row, name, text)), site.place) === true;
    });
    return multi(kept.map((text) => new FieldText(text)));
  }),
  mvfind: whole(PAGE, [2, 2], ([values, pattern], site) => {
    if (values === null || pattern === null) return null;
    const regex = SplRegex.compile(textOf(scalarsOf(pattern!)[0]!), site.place);
    const found = scalarsOf(values!).findIndex((value) => regex.test(textOf(value)));
    return found < 0 ? null : found;
  }),
  // The manual calls indexes out of range NULL; an end beyond the last value is read as the last, as searches commonly do.
  mvindex: whole(PAGE, [2, 3], ([value, from, to], site) => {
    const values = scalarsOf(value!);
    const start = index(from!, site);
    const end = to === undefined ? start : index(to, site);
    if (start === null || end === null) return null;
    const first = start < 0 ? values.length + start : start;
    const last = end < 0 ? values.length + end : end;
    if (first < 0 || first >= values.length || last < first) return null;
    return multi(values.slice(first, last + 1));
  }),
  mvjoin: whole(PAGE, [2, 2], ([value, delimiter]) => {
    if (value === null || delimiter === null) return null;
    return scalarsOf(value!)
      .map(textOf)
      .join(textOf(scalarsOf(delimiter!)[0]!));
  }),
  mvmap: form(PAGE, [2, 2], (site) => {
    const name = [...fieldsOf(site.args[0]!)][0];
    if (name === undefined) refuseAt(site.place, 'mvmap() must refer to a field in its first argument');
    const values = scalarsOf(site.evaluate(site.args[0]!));
    return multi(values.flatMap((value) => scalarsOf(site.evaluate(site.args[1]!, withValue(site.row, name, value)))));
  }),
  mvrange: scalar(PAGE, [2, 3], rangeOf),
  mvreverse: whole(PAGE, [1, 1], ([value]) => multi([...scalarsOf(value!)].reverse())),
  mvsort: whole(PAGE, [1, 1], ([value]) =>
    multi([...scalarsOf(value!)].sort((a, b) => compareText(textOf(a), textOf(b)))),
  ),
  mvzip: whole(PAGE, [2, 3], ([left, right, delimiter]) => {
    const a = scalarsOf(left!);
    const b = scalarsOf(right!);
    const between = delimiter == null ? ',' : textOf(scalarsOf(delimiter)[0]!);
    return multi(a.slice(0, b.length).map((value, at) => textOf(value) + between + textOf(b[at]!)));
  }),
  mv_to_json_array: whole(PAGE, [1, 2], ([value, infer]) =>
    value === null ? null : toJsonArray(scalarsOf(value!), infer === true),
  ),
  // An empty text splits into one empty value: the manual does not say.
  split: scalar(PAGE, [2, 2], ([text, delimiter]) => {
    const by = textOf(delimiter!);
    return multi(by === '' ? [...textOf(text!)] : textOf(text!).split(by));
  }),
};
