import type { LowerCall } from './expressions/lowering.js';
import { arithmetic, negate } from './expressions/arithmetic.js';
import { cast } from './expressions/cast.js';
import { conjunction, disjunction, equality, membership, opposite, ordering } from './expressions/compare.js';
import { caseOf, coalesce, iff } from './expressions/control.js';
import * as s from './expressions/strings.js';
import { clock } from './expressions/time.js';

/** KQL's functions and operators by the registry's names, a line each. What is not here is refused. */
export const FUNCTIONS: ReadonlyMap<string, LowerCall> = new Map<string, LowerCall>([
  [
    'and',
    ({ args }, x) =>
      conjunction(
        args.map((arg) => x.value(arg)),
        x,
      ),
  ],
  [
    'or',
    ({ args }, x) =>
      disjunction(
        args.map((arg) => x.value(arg)),
        x,
      ),
  ],
  ['not', ({ args }, x) => opposite(x.value(args[0]!), x)],
  ['iff', iff],
  ['case', caseOf],
  ['coalesce', coalesce],

  ['==', equality('==')],
  ['!=', equality('!=')],
  ['<', ordering('<')],
  ['<=', ordering('<=')],
  ['>', ordering('>')],
  ['>=', ordering('>=')],
  ['in', membership('in')],
  ['!in', membership('!in')],
  ['=~', s.foldedMembership],
  ['in~', s.foldedMembership],

  ['contains', s.textTest('includes', false)],
  ['contains_cs', s.textTest('includes', true)],
  ['startswith', s.textTest('startsWith', false)],
  ['startswith_cs', s.textTest('startsWith', true)],
  ['endswith', s.textTest('endsWith', false)],
  ['endswith_cs', s.textTest('endsWith', true)],
  ['has', s.hasTest(false)],
  ['has_cs', s.hasTest(true)],
  ['matches regex', s.matchesRegex],
  ['isempty', s.isempty],
  ['isnull', s.isnull],

  ['tostring', s.tostring],
  ['parse_json', s.parseJson],
  ['strcat', s.strcat],
  ['strlen', s.strlen],
  ['tolower', s.textMethod('toLowerCase')],
  ['toupper', s.textMethod('toUpperCase')],
  ['substring', s.substring],
  ['split', s.split],
  ['indexof', s.indexof],
  ['indexof_regex', s.indexofRegex],
  ['array_length', s.measure('arrayLength')],

  ['+', arithmetic('+')],
  ['-', arithmetic('-')],
  ['*', arithmetic('*')],
  ['/', arithmetic('/')],
  ['%', arithmetic('%')],
  ['negate', negate],
  ['now', clock('+')],
  ['ago', clock('-')],
  // `mv-expand … to typeof(T)`: no function of KQL's, made by `plan/build.ts`.
  ['cast', cast],
]);
