import { subnet } from '../data/ip.js';
import { isMulti, scalarsOf, textOf, type EvalValue } from '../data/values.js';
import { matchesLike } from '../data/wildcard.js';
import { SplRegex } from '../regex/regex.js';
import type { CallSite } from '../syntax/expression.js';
import { refuseAt } from '../syntax/source.js';
import { form, MANY, predicate, test, whole, type FunctionTable } from './define.js';
import { compareValues, truthOf } from './evaluate.js';

const PAGE = 'Comparison and Conditional functions';

/** The value after the first condition that gives `wanted`. */
function pick(site: CallSite, wanted: boolean): EvalValue {
  if (site.args.length % 2 !== 0) refuseAt(site.place, `${site.name}() takes pairs of a condition and a value`);
  for (let index = 0; index < site.args.length; index += 2)
    if (truthOf(site.evaluate(site.args[index]!), site.place) === wanted) return site.evaluate(site.args[index + 1]!);
  return null;
}

export const COMPARISON_FUNCTIONS: FunctionTable = {
  case: form(PAGE, [2, MANY], (site) => pick(site, true)),
  validate: form(PAGE, [2, MANY], (site) => pick(site, false)),
  if: form(PAGE, [3, 3], (site) =>
    truthOf(site.evaluate(site.args[0]!), site.place) === true
      ? site.evaluate(site.args[1]!)
      : site.evaluate(site.args[2]!),
  ),
  coalesce: form(PAGE, [1, MANY], (site) => {
    for (const argument of site.args) {
      const value = site.evaluate(argument);
      if (value !== null) return value;
    }
    return null;
  }),
  cidrmatch: predicate(
    PAGE,
    [2, 2],
    ([cidr, address], site) => {
      const inside = subnet(textOf(cidr!));
      if (inside === null) refuseAt(site.place, `'${textOf(cidr!)}' is no subnet in CIDR notation`);
      return inside(textOf(address!));
    },
    1,
  ),
  false: test(PAGE, [0, 0], () => false),
  true: test(PAGE, [0, 0], () => true),
  null: whole(PAGE, [0, 0], () => null),
  nullif: whole(PAGE, [2, 2], ([first, second]) => (compareValues('=', first!, second!) === true ? null : first!)),
  in: test(PAGE, [2, MANY], ([subject, ...list]) => {
    if (subject === null) return null;
    return list.some((item) => compareValues('=', subject!, item) === true);
  }),
  like: predicate(PAGE, [2, 2], ([text, pattern], site) => {
    if (textOf(pattern!).includes('\\'))
      refuseAt(site.place, "like() with a backslash in its pattern: Splunk's manual does not say what it means");
    return matchesLike(textOf(text!), textOf(pattern!));
  }),
  match: predicate(PAGE, [2, 2], ([text, pattern], site) =>
    SplRegex.compile(textOf(pattern!), site.place).test(textOf(text!)),
  ),
  searchmatch: form(
    PAGE,
    [1, 1],
    (site) => {
      const argument = site.args[0]!;
      if (argument.kind !== 'literal') refuseAt(site.place, 'searchmatch() takes a quoted search');
      return site.environment.matches(String(argument.value), site.row, site.place);
    },
    true,
  ),
};

const INFORMATIONAL = 'Informational functions';

export const INFORMATIONAL_FUNCTIONS: FunctionTable = {
  isnull: test(INFORMATIONAL, [1, 1], ([value]) => value === null),
  isnotnull: test(INFORMATIONAL, [1, 1], ([value]) => value !== null),
  isbool: test(INFORMATIONAL, [1, 1], ([value]) => typeof value === 'boolean'),
  isnum: test(INFORMATIONAL, [1, 1], ([value], site) => kindOf(value!, site) === 'Number'),
  isint: test(INFORMATIONAL, [1, 1], ([value], site) => {
    if (kindOf(value!, site) !== 'Number') return false;
    return Number.isInteger(Number(textOf(scalarsOf(value!)[0]!)));
  }),
  isstr: test(INFORMATIONAL, [1, 1], ([value], site) => kindOf(value!, site) === 'String'),
  typeof: whole(INFORMATIONAL, [1, 1], ([value], site) => kindOf(value!, site)),
};

function kindOf(value: EvalValue, site: CallSite): string {
  if (value === null) return 'Invalid';
  if (isMulti(value))
    return refuseAt(site.place, `${site.name}() of a multivalue field: Splunk's manual gives no result for it`);
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'string') return 'String';
  return typeof value === 'number' || value.number !== null ? 'Number' : 'String';
}
