import type { LowerCall } from './expressions/lowering.js';
import { addressNumber, addressTest, addressText, anyAddress, formatAddress } from './expressions/addresses.js';
import { arithmetic, negate } from './expressions/arithmetic.js';
import { cast } from './expressions/cast.js';
import { conjunction, disjunction, equality, membership, opposite, ordering } from './expressions/compare.js';
import { caseOf, coalesce, iff } from './expressions/control.js';
import { toBool, toDouble, toGuid, toTime, toWhole } from './expressions/conversions.js';
import { bagPack, dynamicCall, packArray, setHasElement } from './expressions/dynamic.js';
import { bin, ceiling, datetimeDiff, extremeOf, round } from './expressions/rounding.js';
import * as r from './expressions/regex-functions.js';
import * as s from './expressions/strings.js';
import { hasTerms } from './expressions/terms.js';
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
  ['matches regex', r.matchesRegex],
  ['hasprefix', s.hasTest(false, 'hasPrefix')],
  ['hasprefix_cs', s.hasTest(true, 'hasPrefix')],
  ['hassuffix', s.hasTest(false, 'hasSuffix')],
  ['hassuffix_cs', s.hasTest(true, 'hasSuffix')],
  ['has_any', hasTerms('hasAnyTerm')],
  ['has_all', hasTerms('hasAllTerms')],
  ['isempty', s.isempty],
  ['isnull', s.isnull],

  ['tostring', s.tostring],
  ['tolong', toWhole('long')],
  ['toint', toWhole('int')],
  ['todouble', toDouble],
  ['tobool', toBool],
  ['todatetime', toTime('datetime')],
  ['totimespan', toTime('timespan')],
  ['toguid', toGuid],
  ['parse_json', s.parseJson],
  ['strcat', s.strcat],
  ['strlen', s.strlen],
  ['tolower', s.textMethod('toLowerCase')],
  ['toupper', s.textMethod('toUpperCase')],
  ['substring', s.substring],
  ['split', s.split],
  ['indexof', s.indexof],
  ['indexof_regex', r.indexofRegex],
  ['countof', r.countof],
  ['extract', r.extract],
  ['extract_all', r.extractAll],
  ['replace_regex', r.replaceRegex],
  ['trim', r.trim(['start', 'end'])],
  ['trim_start', r.trim(['start'])],
  ['trim_end', r.trim(['end'])],
  ['replace_string', s.replaceString],
  ['array_length', s.measure('arrayLength')],

  ['array_concat', dynamicCall('concatArrays')],
  ['bag_pack', bagPack],
  ['pack_array', packArray],
  ['set_has_element', setHasElement],

  ['+', arithmetic('+')],
  ['-', arithmetic('-')],
  ['*', arithmetic('*')],
  ['/', arithmetic('/')],
  ['%', arithmetic('%')],
  ['negate', negate],
  ['bin', bin],
  ['bin_at', bin],
  ['round', round],
  ['ceiling', ceiling],
  ['min_of', extremeOf('least')],
  ['max_of', extremeOf('greatest')],
  ['datetime_diff', datetimeDiff],
  ['now', clock('+')],
  ['ago', clock('-')],

  ['ipv4_is_private', addressTest('isPrivate4', 1)],
  ['ipv4_is_in_range', addressTest('isInRange4', 2)],
  ['ipv4_is_in_any_range', anyAddress('isInAnyRange4', true)],
  ['ipv4_is_match', addressTest('isMatch4', 2)],
  ['ipv4_compare', addressNumber('compare4', 2, { low: -1, high: 1 })],
  ['ipv4_netmask_suffix', addressNumber('prefix4', 1, { low: 0, high: 32 })],
  ['parse_ipv4', addressNumber('number4', 1, { low: 0, high: 2 ** 32 })],
  ['parse_ipv4_mask', addressNumber('number4', 1, { low: 0, high: 2 ** 32 })],
  ['format_ipv4', formatAddress('formatIpv4')],
  ['format_ipv4_mask', formatAddress('formatIpv4Mask')],
  ['ipv6_is_in_range', addressTest('isInRange6', 2)],
  ['ipv6_is_in_any_range', anyAddress('isInAnyRange6', true)],
  ['ipv6_is_match', addressTest('isMatch6', 2)],
  ['ipv6_compare', addressNumber('compare6', 2, { low: -1, high: 1 })],
  ['parse_ipv6', addressText('canonical6')],
  ['parse_ipv6_mask', addressText('canonical6')],
  ['has_ipv4', anyAddress('hasIpv4', false)],
  ['has_any_ipv4', anyAddress('hasIpv4', false)],
  ['has_ipv4_prefix', anyAddress('hasIpv4Prefix', false)],
  ['has_any_ipv4_prefix', anyAddress('hasIpv4Prefix', false)],
  // `mv-expand … to typeof(T)`: no function of KQL's, made by `plan/build.ts`.
  ['cast', cast],
]);
