import type { Assignment, MvExpand, MvExpandItem, Relation } from '../../../src/ir/relation.js';
import { reason } from '../codes.js';
import { bounded, FALSE, TRUE, type Formula } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import { createScope } from './evaluate.js';
import { elementField } from './field.js';
import { isRefusal, restrict, type Flow, type Refusal } from './flow-model.js';
import { joinFlows } from './join.js';
import { columnTerms, knownTable } from './log-source.js';
import { opaque, type Scope } from './scope.js';
import { readsOf, streamsOfTerm, type Term } from './term.js';

type Leaf = Exclude<Relation, { readonly input: Relation }>;
type Unary = Exclude<Relation, Leaf>;

/** Reads a plan from its sources up: which events are behind its rows, and by which tests they are told apart. */
export function flowOf(context: Context, plan: Relation): Flow | Refusal {
  // Pipelines are as long as their author likes, so their operators are stacked here and not on the call stack.
  const operators: Unary[] = [];
  let relation = plan;
  while (!isLeaf(relation)) {
    operators.push(relation);
    relation = relation.input;
  }
  let flow = leafFlow(context, relation);
  for (let next = operators.pop(); next !== undefined && !isRefusal(flow); next = operators.pop()) {
    flow = apply(context, flow, next);
  }
  return flow;
}

const isLeaf = (relation: Relation): relation is Leaf => !('input' in relation);

function leafFlow(context: Context, leaf: Leaf): Flow | Refusal {
  switch (leaf.op) {
    case 'join':
      return joinFlows(context, leaf, flowOf(context, leaf.left), flowOf(context, leaf.right));
    case 'source': {
      const table = knownTable(leaf.table);
      if (table === undefined)
        return { kind: 'refusal', reason: reason('RP3032', [leaf.table], leaf.span), inline: false };
      const id = context.serial();
      return {
        streams: [{ id, logSource: table.logSource, filter: TRUE, name: null, span: leaf.span }],
        flagged: [{ kind: 'alone', stream: id }],
        columns: columnTerms(context, table.schema, id),
        reasons: [],
      };
    }
    case 'datatable':
      return { kind: 'refusal', reason: reason('RP3033', ['rows written in the query'], leaf.span), inline: true };
    case 'external':
    case 'union':
      return { kind: 'refusal', reason: reason('RP3033', [`the operator ${leaf.op}`], leaf.span), inline: false };
  }
}

function apply(context: Context, flow: Flow, operator: Unary): Flow | Refusal {
  switch (operator.op) {
    case 'where': {
      const { isTrue } = createScope(context, flow.columns).truth(operator.predicate);
      if (isTrue.kind === 'constant' && !isTrue.value) {
        return { ...flow, streams: flow.streams.map((stream) => ({ ...stream, filter: FALSE })) };
      }
      return { ...flow, streams: restrict(context, flow.streams, isTrue, operator.predicate.span) };
    }
    case 'extend':
      return { ...flow, columns: new Map([...flow.columns, ...assigned(context, flow, operator.assignments)]) };
    case 'project':
      return { ...flow, columns: new Map(assigned(context, flow, operator.assignments)) };
    case 'mv-expand':
      return expand(context, flow, operator);
    case 'let':
      return {
        ...flow,
        streams: flow.streams.map((s) => (flow.streams.length === 1 ? { ...s, name: operator.name } : s)),
      };
    default: {
      const { op, span }: { readonly op: string; readonly span: Relation['span'] } = operator;
      return { kind: 'refusal', reason: reason('RP3033', [`the operator ${op}`], span), inline: false };
    }
  }
}

/** All expressions read the row before the operator. */
function assigned(
  context: Context,
  flow: Flow,
  assignments: readonly Assignment[],
): readonly (readonly [string, Term])[] {
  const scope = createScope(context, flow.columns);
  return assignments.map(({ name, value }) => [name, scope.term(value)]);
}

/** Expanded columns become elements of their list; a list without elements leaves no row. */
function expand(context: Context, flow: Flow, operator: MvExpand): Flow {
  const element = context.serial();
  const scope = createScope(context, flow.columns);
  const columns = new Map(flow.columns);
  const notEmpty: Formula[] = [];
  for (const item of operator.items) {
    const list = scope.term(item.value);
    columns.set(item.name, elementTerm(scope, item, list, element));
    const loss = lossOfEmptyList(context, item, list, element);
    if (loss !== null) notEmpty.push(loss);
  }
  if (operator.itemIndex !== null) {
    const index = { kind: 'column', name: operator.itemIndex, type: 'long', span: operator.span } as const;
    columns.set(operator.itemIndex, opaque(context, index, []));
  }
  const [first] = notEmpty;
  // A row goes only when all lists are empty; one loss stands for them all.
  const kept = first === undefined || notEmpty.length < operator.items.length ? TRUE : first;
  const stream = operator.items.flatMap((item) => [...streamsOfTerm(scope.term(item.value))])[0];
  const streams = flow.streams.map((s, position) =>
    s.id === stream || (stream === undefined && position === 0)
      ? (restrict(context, [s], kept, operator.span)[0] ?? s)
      : s,
  );
  return { ...flow, columns, streams };
}

function elementTerm(scope: Scope, item: MvExpandItem, list: Term, element: number): Term {
  const isText = item.type === 'string';
  if (list.kind === 'field' && list.as === 'dynamic' && (isText || item.type === 'dynamic')) {
    return { ...list, field: elementField(list.field, element), as: isText ? 'text' : 'dynamic' };
  }
  if (list.kind === 'pieces' && list.only === null && (isText || item.type === 'dynamic')) {
    const { field, separator } = list;
    return { kind: 'part', field, segment: { separator, place: 'other' }, text: 'split' };
  }
  return { ...opaque(scope.context, item.value, []), reads: readsOf(list) };
}

/** `split` always has an element; any other list may have none. */
function lossOfEmptyList(context: Context, item: MvExpandItem, list: Term, element: number): Formula | null {
  const { span } = item.value;
  if (list.kind === 'pieces') return null;
  if (list.kind !== 'field') return unknown(context, reason('RP3001', [`mv-expand ${snippet(context, span)}`], span));
  return bounded(context.serial(), TRUE, FALSE, {
    reason: reason(
      'RP3002',
      [list.field.path, 'events with an empty list, which leave no row, are not excluded'],
      span,
    ),
    element,
    emptyList: true,
  });
}
