import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Call } from '../../../src/ir/expression.js';
import { isArray } from '../../../src/ir/value.js';
import { formatAddress4, masked, parseNetwork4 } from '../../../src/functions/ip/address.js';
import { reason } from '../codes.js';
import { all, any, bounded, FALSE, not, type Formula } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import { plainText, textAtom } from './field-test.js';
import type { Field } from './field.js';
import { NULL_TRUTH, type PredicateLowering, type Scope } from './scope.js';
import type { Term, Truth } from './term.js';

/** The ranges of RFC 1918: https://learn.microsoft.com/kusto/query/ipv4-is-private-function */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

export const ADDRESS_PREDICATES: readonly (readonly [string, PredicateLowering])[] = [
  ['ipv4_is_private', (call, scope) => inRanges(call, scope, PRIVATE)],
  ['ipv4_is_in_range', (call, scope) => inRanges(call, scope, rangesOf(call, scope))],
  ['ipv4_is_in_any_range', (call, scope) => inRanges(call, scope, rangesOf(call, scope))],
];

/** Constant ranges, as arguments or arrays of them, with their host bits cleared, as Sigma wants them; null for others. */
function rangesOf({ args }: Call, scope: Scope): readonly string[] | null {
  const ranges: string[] = [];
  for (const arg of args.slice(1)) {
    const term = scope.term(arg);
    if (term.kind !== 'literal') return null;
    for (const value of term.value !== null && isArray(term.value) ? term.value : [term.value]) {
      const network = typeof value === 'string' ? parseNetwork4(value) : null;
      if (network === null) return null;
      ranges.push(`${formatAddress4(masked(network.address, network.prefix, 32))}/${network.prefix}`);
    }
  }
  return ranges.length === 0 ? null : ranges;
}

function inRanges({ args: [address], span }: Call, scope: Scope, ranges: readonly string[] | null): Truth | null {
  return address === undefined || ranges === null ? null : within(scope.context, scope.term(address), ranges, span);
}

/** What is no address is in no range, nor outside of one: the result is null. */
function within(context: Context, term: Term, ranges: readonly string[], span: Span): Truth {
  if (term.kind === 'choice') {
    const branches = term.branches.map(({ when, then }) => ({ when, truth: within(context, then, ranges, span) }));
    return {
      isTrue: any(branches.map(({ when, truth }) => all([when, truth.isTrue]))),
      isFalse: any(branches.map(({ when, truth }) => all([when, truth.isFalse]))),
    };
  }
  if (term.kind === 'literal' && (term.value === null || term.value === '')) return NULL_TRUTH;
  if (term.kind !== 'field' || (term.as !== 'text' && term.as !== 'dynamic')) {
    const why = 'why' in term ? term.why : reason('RP3001', [snippet(context, span)], span);
    return { isTrue: unknown(context, why), isFalse: unknown(context, why) };
  }
  const { field } = term;
  const inside = any(ranges.map((range) => inBlock(context, field, range, span)));
  const outside = all([inBlock(context, field, '0.0.0.0/0', span), not(inside)]);
  return { isTrue: orPrefixed(context, field, inside, span), isFalse: orPrefixed(context, field, outside, span) };
}

const inBlock = (context: Context, field: Field, range: string, span: Span): Formula =>
  textAtom(context, field, ['cidr'], plainText(range), span);

/** KQL takes `10.1.2.3/24` for an address, which `cidr` does not; a source is documented as an address or a service's name. */
function orPrefixed(context: Context, field: Field, test: Formula, span: Span): Formula {
  if (field.path === 'sourceIPAddress') return test;
  const prefixed = textAtom(context, field, ['contains'], plainText('/'), span);
  const why = reason('RP3047', [field.path], span);
  return bounded(context.serial(), any([test, prefixed]), FALSE, { reason: why });
}
