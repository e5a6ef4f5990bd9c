import type { Assignment, Project, Relation } from '../../../src/ir/relation.js';
import { inputsOf } from '../../../src/ir/traverse.js';
import { reason } from '../codes.js';
import { FALSE, TRUE } from '../logic/formula.js';
import { snippet, type Context } from './context.js';
import { createScope } from './evaluate.js';
import { expand } from './expand.js';
import { flows, refusal, restrict, type Flow, type Origin } from './flow-model.js';
import { applyInline, inlineLeaf } from './inline.js';
import { joinOrigins } from './join.js';
import { columnTerms, knownTable } from './log-source.js';
import { opaque } from './scope.js';
import { summarize } from './summarize.js';
import type { Term } from './term.js';

type Leaf = Extract<Relation, { op: 'source' | 'datatable' | 'external' }>;
type Branching = Extract<Relation, { op: 'join' | 'union' }>;
type Unary = Exclude<Relation, Leaf | Branching>;

/** More uses of tables than this, or alternatives, make no rule that anyone could read. */
const MAX_SOURCES = 64;
const MAX_FLOWS = 16;

/** Reads a plan from its sources up: which events are behind its rows, and by which tests they are told apart. */
export function originOf(context: Context, plan: Relation): Origin {
  let sources = 0;
  const visit = (relation: Relation): Origin => {
    // Pipelines are as long as their author likes, so their operators are stacked here and not on the call stack.
    const operators: Unary[] = [];
    let start = relation;
    while (isUnary(start)) {
      operators.push(start);
      start = start.input;
    }
    let origin = isBranching(start) ? branchingOrigin(start) : leafOrigin(start);
    for (let next = operators.pop(); next !== undefined && origin.kind !== 'refusal'; next = operators.pop()) {
      origin = apply(context, origin, next);
    }
    return origin;
  };

  function leafOrigin(leaf: Leaf): Origin {
    if (leaf.op !== 'source') return inlineLeaf(context, leaf);
    const table = knownTable(leaf.table);
    if (table === undefined) return refusal(reason('RP3032', [leaf.table], leaf.span));
    if (++sources > MAX_SOURCES) return refusal(reason('RP3036', [], leaf.span));
    const id = context.serial();
    return flows([
      {
        streams: [{ id, logSource: table.logSource, time: table.time, filter: TRUE, name: null, span: leaf.span }],
        flagged: [{ kind: 'alone', stream: id }],
        columns: columnTerms(context, table.schema, id),
        multiplies: false,
        reasons: [],
      },
    ]);
  }

  function branchingOrigin(node: Branching): Origin {
    const inputs = inputsOf(node).map(visit);
    const refused = inputs.find((input) => input.kind === 'refusal');
    if (refused !== undefined) return refused;
    const origin = node.op === 'join' ? joinOrigins(context, node, inputs[0]!, inputs[1]!) : unite(inputs);
    const isTooWide = origin.kind === 'flows' && origin.flows.length > MAX_FLOWS;
    return isTooWide ? refusal(reason('RP3036', [], node.span)) : origin;
  }

  return visit(plan);
}

const isUnary = (relation: Relation): relation is Unary => 'input' in relation;
const isBranching = (relation: Leaf | Branching): relation is Branching =>
  relation.op === 'join' || relation.op === 'union';

/** Rows without events add nothing to flag. */
function unite(inputs: readonly Origin[]): Origin {
  const united = inputs.flatMap((input) => (input.kind === 'flows' ? input.flows : []));
  const [first] = inputs;
  if (united.length > 0 || first?.kind !== 'inline') return flows(united);
  return { ...first, columns: new Map(), isWhole: false };
}

function apply(context: Context, origin: Exclude<Origin, { kind: 'refusal' }>, operator: Unary): Origin {
  if (origin.kind === 'inline') return applyInline(origin, operator);
  if (operator.op === 'summarize') {
    return flows(origin.flows.map((flow) => summarize(context, flow, operator, origin.flows.length === 1)));
  }
  return flows(origin.flows.map((flow) => applyToFlow(context, flow, operator)));
}

function applyToFlow(context: Context, flow: Flow, operator: Exclude<Unary, { op: 'summarize' }>): Flow {
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
      return projected(context, flow, operator);
    case 'mv-expand':
      return expand(context, flow, operator);
    case 'let':
      return {
        ...flow,
        streams: flow.streams.map((s) => (flow.streams.length === 1 ? { ...s, name: operator.name } : s)),
      };
    case 'sort':
      return flow;
    case 'take':
      return { ...flow, reasons: [...flow.reasons, reason('RP3023', [String(operator.count)], operator.span)] };
    case 'window': {
      const columns = new Map(flow.columns);
      for (const { name, type } of operator.calls) {
        const column = { kind: 'column', name, type, span: operator.span } as const;
        const why = reason('RP3024', [snippet(context, operator.span)], operator.span);
        columns.set(name, { ...opaque(context, column, []), why });
      }
      return { ...flow, columns };
    }
  }
}

const projected = (context: Context, flow: Flow, { assignments }: Project): Flow => ({
  ...flow,
  columns: new Map(assigned(context, flow, assignments)),
});

/** All expressions read the row before the operator. */
function assigned(
  context: Context,
  flow: Flow,
  assignments: readonly Assignment[],
): readonly (readonly [string, Term])[] {
  const scope = createScope(context, flow.columns);
  return assignments.map(({ name, value }) => [name, scope.term(value)]);
}
