import type { Aggregate, Summarize } from '../../../src/ir/relation.js';
import type { Column } from '../../../src/ir/types.js';
import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import type { BurstKey } from '../logic/burst.js';
import { snippet, type Context } from './context.js';
import { createScope } from './evaluate.js';
import { isRequired } from './field.js';
import type { Flow } from './flow-model.js';
import type { Scope } from './scope.js';
import type { AggregateTerm, Count, Group, Term } from './term.js';

/**
 * The events behind a group are those of all its rows, so grouping flags what it is given. Keys are the same in all of them and
 * stay tests of an event; an aggregate is a number that a correlation may compare. `isAlone`: the groups are made of this flow's
 * rows only.
 */
export function summarize(context: Context, flow: Flow, operator: Summarize, isAlone: boolean): Flow {
  const scope = createScope(context, flow.columns);
  const keys = operator.keys.map(({ name, value }) => ({ name, term: scope.term(value), span: value.span }));
  const group = groupOf(flow, keys, isAlone);
  const columns = new Map<string, Term>(keys.map(({ name, term }) => [name, term]));
  for (const aggregate of operator.aggregates) {
    const count = countOf(scope, aggregate, group);
    for (const output of aggregate.outputs)
      columns.set(output.name, aggregateTerm(context, operator, aggregate, output, count));
  }
  return { ...flow, columns, multiplies: flow.multiplies && !keys.every(({ term }) => isOfEvent(term)) };
}

interface KeyTerm {
  readonly name: string;
  readonly term: Term;
  readonly span: Reason['span'];
}

function groupOf(flow: Flow, keys: readonly KeyTerm[], isAlone: boolean): Group {
  const [only] = flow.flagged;
  const stream =
    isAlone && flow.flagged.length === 1 && flow.streams.length === 1 && only?.kind === 'alone' ? only.stream : null;
  const bins = keys.flatMap(({ term }) => (term.kind === 'bin' ? [term.timespan] : []));
  const fields: BurstKey[] = [];
  const reasons: Reason[] = [];
  for (const key of keys) {
    const field = keyField(key);
    if (field !== null) fields.push(field);
    else if (key.term.kind !== 'bin' && key.term.kind !== 'literal')
      reasons.push(reason('RP3025', [key.name], key.span));
  }
  return {
    stream,
    keys: fields,
    timespan: bins.length === 0 ? null : Math.min(...bins),
    multiplies: flow.multiplies,
    reasons,
  };
}

/** Sigma groups by fields as they are; what is computed of one is left out, for it may be equal where the field is not. */
function keyField({ name, term }: KeyTerm): BurstKey | null {
  if (term.kind !== 'field' || term.fold !== null || (term.as !== 'text' && term.as !== 'dynamic')) return null;
  const { field } = term;
  if (field.shape.kind !== 'single' && field.shape.kind !== 'member') return null;
  return { name, field: field.path, isRequired: isRequired(field), isSingle: field.shape.kind === 'single' };
}

/** The same in all rows of an event. */
const isOfEvent = (term: Term): boolean =>
  term.kind === 'literal' || term.kind === 'bin' || (term.kind === 'field' && term.field.shape.kind !== 'element');

const NUMBER = 'number';

/** What an aggregate counts, or null for one that counts nothing. */
function countOf(scope: Scope, { fn, args, filter }: Aggregate, group: Group): Count | null {
  const isFiltered = filter !== null;
  const [value] = args;
  if (fn === 'count') return { form: NUMBER, what: { kind: 'rows' }, isFiltered, mayBeZero: isFiltered, group };
  if (value === undefined) return null;
  // Texts are never null, and what is null is not counted.
  const mayBeZero = isFiltered || value.type !== 'string';
  const values = { kind: 'values', of: scope.term(value) } as const;
  switch (fn) {
    case 'dcount':
      return { form: NUMBER, what: values, isFiltered, mayBeZero, group };
    case 'make_set':
      // A set takes arrays apart.
      return value.type === 'dynamic' ? null : { form: 'array', what: values, isFiltered, mayBeZero, group };
    case 'make_list':
      return { form: 'array', what: { kind: 'rows' }, isFiltered, mayBeZero, group };
    default:
      return null;
  }
}

function aggregateTerm(
  context: Context,
  { span }: Summarize,
  { fn, args }: Aggregate,
  { name }: Column,
  count: Count | null,
): AggregateTerm {
  const at = args[0]?.span ?? span;
  return {
    kind: 'aggregate',
    count,
    hasElements: count?.form === 'array' && !count.mayBeZero,
    why: reason('RP3026', [name, args.length === 0 ? `${fn}()` : `${fn}(${snippet(context, at)})`], at),
  };
}
