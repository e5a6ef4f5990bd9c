import type { Join, JoinKind } from '../../../src/ir/relation.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import type { Context } from './context.js';
import { isRefusal, type Flow, type Key, type Link, type Refusal } from './flow-model.js';
import { opaque } from './scope.js';
import { literal, readsOf, streamsOfTerm, type Term } from './term.js';

/** What a kind of join flags, seen from each side. https://learn.microsoft.com/kusto/query/join-operator */
interface KindFacts {
  /** The rows of a side stay without a match, so that its events are flagged as they were. */
  readonly keeps: 'none' | 'left' | 'right' | 'both';
  /** The side whose columns come out; the others' are not there, or null where nothing matched. */
  readonly columns: 'both' | 'left' | 'right';
  /** Pairs are flagged. */
  readonly pairs: boolean;
  /** What Sigma flags beyond it, or null. */
  readonly excess: string | null;
}

const KINDS: { readonly [K in JoinKind]: KindFacts } = {
  innerunique: { keeps: 'none', columns: 'both', pairs: true, excess: null },
  inner: { keeps: 'none', columns: 'both', pairs: true, excess: null },
  leftouter: { keeps: 'left', columns: 'both', pairs: true, excess: null },
  rightouter: { keeps: 'right', columns: 'both', pairs: true, excess: null },
  fullouter: { keeps: 'both', columns: 'both', pairs: false, excess: null },
  leftsemi: {
    keeps: 'none',
    columns: 'left',
    pairs: true,
    excess: 'the matching right-hand events are flagged as well',
  },
  rightsemi: {
    keeps: 'none',
    columns: 'right',
    pairs: true,
    excess: 'the matching left-hand events are flagged as well',
  },
  leftanti: { keeps: 'left', columns: 'left', pairs: false, excess: 'events with a match are flagged as well' },
  rightanti: { keeps: 'right', columns: 'right', pairs: false, excess: 'events with a match are flagged as well' },
};

export function joinFlows(context: Context, node: Join, left: Flow | Refusal, right: Flow | Refusal): Flow | Refusal {
  if (isRefusal(left)) return isRefusal(right) ? left : withoutRows(context, node, left, right, 'right');
  if (isRefusal(right)) return withoutRows(context, node, right, left, 'left');
  const facts = KINDS[node.kind];
  const link = facts.pairs ? linkOf(node, left, right) : null;
  const flagged = [
    ...left.flagged.filter(({ kind }) => kind === 'link' || facts.keeps === 'left' || facts.keeps === 'both'),
    ...right.flagged.filter(
      ({ kind }) => (kind === 'link' && facts.columns !== 'left') || facts.keeps === 'right' || facts.keeps === 'both',
    ),
    ...(link === null ? [] : [link]),
  ];
  const needed = new Set(flagged.flatMap((item) => (item.kind === 'alone' ? [item.stream] : [item.left, item.right])));
  const reasons: Reason[] = [...left.reasons, ...right.reasons];
  if (facts.excess !== null) reasons.push(reason('RP3012', [node.kind, facts.excess], node.span));
  if (node.kind === 'innerunique') reasons.push(reason('RP3011', [], node.span));
  if (flagged.filter(({ kind }) => kind === 'link').length > 1) reasons.push(reason('RP3015', [], node.span));
  return {
    streams: [...left.streams, ...right.streams].filter(({ id }) => needed.has(id)),
    flagged,
    columns: joinedColumns(context, node, facts, left.columns, right.columns),
    reasons,
  };
}

/** A side of rows that the query itself holds flags no event: without it the join flags no less. */
function withoutRows(
  context: Context,
  node: Join,
  refused: Refusal,
  flow: Flow,
  side: 'left' | 'right',
): Flow | Refusal {
  const facts = KINDS[node.kind];
  const isKept = facts.keeps === side;
  const otherStays = facts.keeps !== 'none' && !isKept;
  if (!refused.inline || otherStays || facts.columns === (side === 'left' ? 'right' : 'left')) return refused;
  const empty: ReadonlyMap<string, Term> = new Map();
  const lost = reason('RP3012', [node.kind, 'the join with rows written in the query is left out'], node.span);
  return {
    ...flow,
    columns:
      side === 'left'
        ? joinedColumns(context, node, facts, flow.columns, empty)
        : joinedColumns(context, node, facts, empty, flow.columns),
    reasons: isKept && facts.excess === null ? flow.reasons : [...flow.reasons, lost],
  };
}

/** The two streams whose columns are compared; a key from elsewhere cannot be part of it. */
function linkOf(node: Join, left: Flow, right: Flow): Link {
  const keys = node.on.map(({ left: l, right: r }) => ({
    name: l,
    left: left.columns.get(l) ?? literal(null),
    right: right.columns.get(r) ?? literal(null),
  }));
  const sideOf = (flow: Flow, terms: readonly Term[]): number =>
    terms.flatMap((term) => [...streamsOfTerm(term)])[0] ?? flow.streams[0]?.id ?? 0;
  const leftStream = sideOf(
    left,
    keys.map((key) => key.left),
  );
  const rightStream = sideOf(
    right,
    keys.map((key) => key.right),
  );
  return {
    kind: 'link',
    left: leftStream,
    right: rightStream,
    keys: keys.map((key) => ({
      ...key,
      left: onlyOf(key, key.left, leftStream, node),
      right: onlyOf(key, key.right, rightStream, node),
    })),
    span: node.span,
  };
}

function onlyOf({ name }: Key, term: Term, stream: number, node: Join): Term {
  const isForeign = [...streamsOfTerm(term)].some((id) => id !== stream);
  return isForeign ? { kind: 'opaque', why: reason('RP3013', [name], node.span), reads: readsOf(term) } : term;
}

function joinedColumns(
  context: Context,
  node: Join,
  facts: KindFacts,
  left: ReadonlyMap<string, Term>,
  right: ReadonlyMap<string, Term>,
): ReadonlyMap<string, Term> {
  // Where a side may be without a match its columns are null in some rows, whatever the event holds.
  const maybeNull = (name: string, term: Term | undefined): Term =>
    opaque(context, { kind: 'column', name, type: 'dynamic', span: node.span }, term === undefined ? [] : [term]);
  const leftOuter = facts.keeps === 'right' || facts.keeps === 'both';
  const rightOuter = facts.keeps === 'left' || facts.keeps === 'both';
  const columns = new Map<string, Term>();
  if (facts.columns !== 'right') {
    for (const { name } of node.left.columns) {
      const term = left.get(name);
      columns.set(name, term === undefined || leftOuter ? maybeNull(name, term) : term);
    }
  }
  if (facts.columns !== 'left') {
    for (const [position, { name }] of node.right.columns.entries()) {
      const term = right.get(name);
      const outName = facts.columns === 'right' ? name : (node.rightNames[position] ?? name);
      columns.set(
        outName,
        term === undefined || (rightOuter && facts.columns === 'both') ? maybeNull(outName, term) : term,
      );
    }
  }
  return columns;
}
