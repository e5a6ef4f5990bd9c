import type { Join } from '../../../src/ir/relation.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import { all, not, TRUE, type Formula } from '../logic/formula.js';
import { unknown, type Context } from './context.js';
import { flows, restrict, type Flow, type Flows, type Inline, type Origin } from './flow-model.js';
import { joinedColumns } from './joined-columns.js';
import { membership } from './membership.js';
import { literal, type Term } from './term.js';

/** Joins with rows that no event is behind: they flag nothing themselves, but tell which events stay. */

const NO_COLUMNS: ReadonlyMap<string, Term> = new Map();

/** Events on the left, looked up on the right. */
export function lookUp(context: Context, node: Join, flow: Flow, table: Inline): Flow {
  const reasons: Reason[] = [...flow.reasons];
  if (node.kind === 'innerunique') reasons.push(reason('RP3011', [], node.span));
  const kept = {
    ...flow,
    columns: joinedColumns(context, node, flow.columns, NO_COLUMNS),
    multiplies: flow.multiplies || (node.kind !== 'leftsemi' && node.kind !== 'leftanti'),
    reasons,
  };
  switch (node.kind) {
    case 'inner':
    case 'innerunique':
    case 'leftsemi':
      return restricted(context, node, kept, found(context, node, keysOf(node, flow.columns, 'left'), table));
    case 'leftanti':
      return restricted(context, node, kept, missed(context, node, keysOf(node, flow.columns, 'left'), table));
    default:
      return kept;
  }
}

/** Rows without events on the left: a row with an event has a match, so that its columns are there. */
export function joinBehind(context: Context, node: Join, table: Inline, right: readonly Flow[]): Flows | Inline {
  if (node.kind === 'leftsemi' || node.kind === 'leftanti' || node.evidence === 'left')
    return { ...table, isWhole: false };
  return flows(
    right.map((flow) => {
      const columns = joinedColumns(context, { ...node, kind: 'inner' }, NO_COLUMNS, flow.columns);
      const joined = { ...flow, columns, multiplies: true };
      if (node.kind === 'fullouter') return joined;
      return restricted(context, node, joined, found(context, node, keysOf(node, flow.columns, 'right'), table));
    }),
  );
}

export const joinInline = (left: Inline, right: Inline, node: Join): Origin => ({
  ...left,
  columns:
    node.kind === 'leftsemi' || node.kind === 'leftanti' ? left.columns : new Map([...left.columns, ...right.columns]),
  isWhole: false,
});

interface LookupKey {
  /** The column of the table. */
  readonly name: string;
  readonly term: Term;
}

const keysOf = (node: Join, columns: ReadonlyMap<string, Term>, side: 'left' | 'right'): readonly LookupKey[] =>
  node.on.map(({ left, right }) =>
    side === 'left'
      ? { name: right, term: columns.get(left) ?? literal(null) }
      : { name: left, term: columns.get(right) ?? literal(null) },
  );

const restricted = (context: Context, node: Join, flow: Flow, condition: Formula): Flow => ({
  ...flow,
  streams: restrict(context, flow.streams, condition, node.span),
});

/** Each key is among the values of its column; which values stand in one row, and which rows are left, is lost. */
function found(context: Context, node: Join, keys: readonly LookupKey[], table: Inline): Formula {
  const tests = keys.map((key) => membership(context, key.term, table.columns.get(key.name), node.span));
  const why = reason('RP3045', [], node.span);
  const isPart = !table.isWhole || keys.length > 1;
  return all([...tests, ...(isPart ? [unknown(context, why)] : [])]);
}

/** Only a single key is surely missing when it is missing from its column; and of rows that may be gone nothing is sure. */
function missed(context: Context, node: Join, keys: readonly LookupKey[], table: Inline): Formula {
  const [key, ...others] = keys;
  if (key === undefined) return TRUE;
  if (others.length > 0 || !table.isWhole) {
    return unknown(context, reason('RP3012', [node.kind, 'events with a match are flagged as well'], node.span));
  }
  return not(membership(context, key.term, table.columns.get(key.name), node.span));
}
