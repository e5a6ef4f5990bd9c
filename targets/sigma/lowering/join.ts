import type { Join, JoinKind } from '../../../src/ir/relation.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import type { Context } from './context.js';
import { flows, type Flow, type Key, type Link, type Origin } from './flow-model.js';
import { joinBehind, joinInline, lookUp } from './join-inline.js';
import { joinedColumns } from './joined-columns.js';
import { literal, readsOf, streamsOfTerm, type Term } from './term.js';

/** The pass `join-kinds` has turned the others round. */
type PlannedKind = Exclude<JoinKind, 'rightouter' | 'rightsemi' | 'rightanti'>;

/** What a kind of join flags, seen from each side. https://learn.microsoft.com/kusto/query/join-operator */
interface KindFacts {
  /** The rows of a side stay without a match, so that its events are flagged as they were. */
  readonly keeps: 'none' | 'left' | 'both';
  /** The side whose columns come out. */
  readonly columns: 'both' | 'left';
  /** Pairs are flagged. */
  readonly pairs: boolean;
  /** What Sigma flags beyond it, or null. */
  readonly excess: string | null;
}

const OTHER_SIDE = 'the matching right-hand events are flagged as well';

const KINDS: { readonly [K in PlannedKind]: KindFacts } = {
  innerunique: { keeps: 'none', columns: 'both', pairs: true, excess: null },
  inner: { keeps: 'none', columns: 'both', pairs: true, excess: null },
  leftouter: { keeps: 'left', columns: 'both', pairs: true, excess: null },
  fullouter: { keeps: 'both', columns: 'both', pairs: false, excess: null },
  leftsemi: { keeps: 'none', columns: 'left', pairs: true, excess: OTHER_SIDE },
  leftanti: { keeps: 'left', columns: 'left', pairs: false, excess: null },
};

/** Every flow of one side with every flow of the other, or with rows that no event is behind. */
export function joinOrigins(context: Context, node: Join, left: Origin, right: Origin): Origin {
  if (left.kind === 'refusal') return left;
  if (right.kind === 'refusal') return right;
  if (left.kind === 'inline') {
    return right.kind === 'inline' ? joinInline(left, right, node) : joinBehind(context, node, left, right.flows);
  }
  if (right.kind === 'inline') return flows(left.flows.map((flow) => lookUp(context, node, flow, right)));
  if (node.kind === 'leftanti') return flows(left.flows.map((flow) => keptAlone(node, flow)));
  return flows(left.flows.flatMap((l) => right.flows.map((r) => joinFlows(context, node, l, r))));
}

/** What an anti join leaves out is events with a partner, and Sigma has no correlation for the lack of one. */
const keptAlone = (node: Join, left: Flow): Flow => ({
  ...left,
  reasons: [...left.reasons, reason('RP3012', [node.kind, 'events with a match are flagged as well'], node.span)],
});

function joinFlows(context: Context, node: Join, left: Flow, right: Flow): Flow {
  const facts = KINDS[node.kind as PlannedKind];
  // A side that only answers a question is no evidence.
  const isAnswer = node.evidence === 'left';
  const link = facts.pairs && !(isAnswer && facts.keeps === 'left') ? linkOf(node, left, right) : null;
  const flagged = [
    ...left.flagged.filter(({ kind }) => kind === 'link' || facts.keeps === 'left' || facts.keeps === 'both'),
    ...right.flagged.filter(
      ({ kind }) => !isAnswer && ((kind === 'link' && facts.columns !== 'left') || facts.keeps === 'both'),
    ),
    ...(link === null ? [] : [link]),
  ];
  const needed = new Set(flagged.flatMap((item) => (item.kind === 'alone' ? [item.stream] : [item.left, item.right])));
  const reasons: Reason[] = [...left.reasons, ...(isAnswer && link === null ? [] : right.reasons)];
  if (facts.excess !== null) reasons.push(reason('RP3012', [node.kind, facts.excess], node.span));
  else if (isAnswer && link !== null) reasons.push(reason('RP3012', [node.kind, OTHER_SIDE], node.span));
  if (node.kind === 'innerunique') reasons.push(reason('RP3011', [], node.span));
  if (flagged.filter(({ kind }) => kind === 'link').length > 1) reasons.push(reason('RP3015', [], node.span));
  return {
    streams: [...left.streams, ...right.streams].filter(({ id }) => needed.has(id)),
    flagged,
    columns: joinedColumns(context, node, left.columns, right.columns),
    multiplies: left.multiplies || node.kind !== 'leftsemi',
    reasons,
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
