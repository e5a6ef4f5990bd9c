import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import { all, conjuncts, FALSE, not, streamsOf, TRUE, type Formula } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import { isEmpty } from './field-test.js';
import type { Field } from './field.js';
import type { Flow, Key, Link } from './flow-model.js';
import type { Term } from './term.js';
import { testText } from './text-test.js';

/** A way in which the two events of a join can have equal keys: what each must be, and the fields that must agree. */
export interface Pairing {
  readonly left: Formula;
  readonly right: Formula;
  readonly groups: readonly Group[];
  /** Keys that are empty on both sides. */
  readonly blank: readonly string[];
  readonly reasons: readonly Reason[];
}

export interface Group {
  readonly name: string;
  readonly left: string;
  readonly right: string;
}

/**
 * Sigma groups by one field a rule, and leaves open what becomes of events without it. So each field that a key may come
 * from is a pairing of its own, in which the field is not empty; and as KQL joins `""` with `""`, so is the one in which
 * both keys are empty and nothing is left to group by.
 */
export function pairingsOf(context: Context, flow: Flow, link: Link): readonly Pairing[] {
  const start: Pairing = {
    left: filterOf(flow, link.left),
    right: filterOf(flow, link.right),
    groups: [],
    blank: [],
    reasons: [],
  };
  return link.keys.reduce<readonly Pairing[]>(
    (pairings, key) => pairings.flatMap((pairing) => extended(context, pairing, key, link, pairings.length)),
    [start],
  );
}

const filterOf = (flow: Flow, stream: number): Formula => flow.streams.find(({ id }) => id === stream)?.filter ?? FALSE;

/** Beyond this many ways the rest of the keys are left out. */
const MAX_PAIRINGS = 16;

function extended(context: Context, pairing: Pairing, key: Key, link: Link, count: number): readonly Pairing[] {
  const left = alternatives(context, key.left, link.span);
  const right = alternatives(context, key.right, link.span);
  if (count * left.length * right.length > MAX_PAIRINGS) return [ungrouped(pairing, key, link.span)];
  return left.flatMap((l) => right.flatMap((r) => joined(context, pairing, key, link, l, r)));
}

interface Alternative {
  readonly when: Formula;
  readonly key: KeyValue;
}

type KeyValue =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'computed' };

function alternatives(context: Context, term: Term, span: Span): readonly Alternative[] {
  switch (term.kind) {
    case 'choice':
      return term.branches
        .flatMap(({ when, then }) =>
          alternatives(context, then, span).map((inner) => ({ ...inner, when: all([when, inner.when]) })),
        )
        .filter(({ when }) => !isNever(when));
    case 'literal':
      return typeof term.value === 'string' ? [{ when: TRUE, key: { kind: 'text', text: term.value } }] : COMPUTED;
    case 'field': {
      const { kind } = term.field.shape;
      if (term.as !== 'text' || term.fold !== null || (kind !== 'single' && kind !== 'member')) return COMPUTED;
      const empty = isEmpty(context, term.field, span);
      return [
        { when: not(empty), key: { kind: 'field', field: term.field } },
        { when: empty, key: { kind: 'text', text: '' } },
      ];
    }
    default:
      return COMPUTED;
  }
}

const COMPUTED: readonly Alternative[] = [{ when: TRUE, key: { kind: 'computed' } }];

const isNever = (formula: Formula): boolean => formula.kind === 'constant' && !formula.value;

function joined(
  context: Context,
  pairing: Pairing,
  key: Key,
  link: Link,
  left: Alternative,
  right: Alternative,
): readonly Pairing[] {
  const base: Pairing = {
    ...pairing,
    left: all([pairing.left, own(context, left.when, link.left, link.span)]),
    right: all([pairing.right, own(context, right.when, link.right, link.span)]),
  };
  const met = meet(context, base, key, link.span, left.key, right.key);
  return met === null || isNever(met.left) || isNever(met.right) ? [] : [met];
}

/** The pairing in which both sides have these values for a key, or null when they cannot be equal. */
function meet(
  context: Context,
  pairing: Pairing,
  key: Key,
  span: Span,
  left: KeyValue,
  right: KeyValue,
): Pairing | null {
  if (left.kind === 'computed' || right.kind === 'computed') return ungrouped(pairing, key, span);
  if (left.kind === 'text') {
    if (right.kind === 'text') {
      if (left.text !== right.text) return null;
      return left.text === '' ? { ...pairing, blank: [...pairing.blank, key.name] } : pairing;
    }
    return left.text === '' ? null : { ...pairing, right: holds(context, pairing.right, right.field, left.text, span) };
  }
  if (right.kind === 'text') {
    return right.text === '' ? null : { ...pairing, left: holds(context, pairing.left, left.field, right.text, span) };
  }
  return {
    ...pairing,
    groups: [...pairing.groups, { name: key.name, left: left.field.path, right: right.field.path }],
  };
}

const holds = (context: Context, filter: Formula, field: Field, text: string, span: Span): Formula =>
  all([
    filter,
    testText(context, { kind: 'field', field, as: 'text', fold: null }, { match: 'whole', cased: true }, text, span),
  ]);

const ungrouped = (pairing: Pairing, key: Key, span: Span): Pairing => ({
  ...pairing,
  reasons: [...pairing.reasons, reason('RP3013', [key.name], span)],
});

/** The parts of a condition that are about one stream; any other cannot be tested there. */
const own = (context: Context, condition: Formula, stream: number, span: Span): Formula =>
  all(
    conjuncts(condition).map((part) =>
      [...streamsOf(part)].every((id) => id === stream)
        ? part
        : unknown(context, reason('RP3007', [snippet(context, span)], span)),
    ),
  );
