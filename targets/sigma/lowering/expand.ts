import type { MvExpand, MvExpandItem } from '../../../src/ir/relation.js';
import { reason } from '../codes.js';
import { bounded, FALSE, TRUE, type Formula } from '../logic/formula.js';
import { snippet, unknown, type Context } from './context.js';
import { createScope } from './evaluate.js';
import { elementField } from './field.js';
import { restrict, type Flow } from './flow-model.js';
import { jsonElement, jsonListIsEmpty } from './json-text.js';
import { opaque, type Scope } from './scope.js';
import { readsOf, streamsOfTerm, type Term } from './term.js';

/** Expanded columns become elements of their list; a list without elements leaves no row. */
export function expand(context: Context, flow: Flow, operator: MvExpand): Flow {
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
  return { ...flow, columns, streams, multiplies: true };
}

function elementTerm(scope: Scope, item: MvExpandItem, list: Term, element: number): Term {
  const isText = item.type === 'string';
  if (list.kind === 'field' && list.as === 'dynamic' && (isText || item.type === 'dynamic')) {
    return { ...list, field: elementField(list.field, element), as: isText ? 'text' : 'dynamic' };
  }
  if (list.kind === 'json' && list.as === 'dynamic' && (isText || item.type === 'dynamic')) {
    return jsonElement(list, element, isText ? 'text' : 'dynamic');
  }
  if (list.kind === 'pieces' && list.only === null && (isText || item.type === 'dynamic')) {
    const { field, separator } = list;
    return { kind: 'part', field, segment: { separator, place: 'other' }, text: 'split' };
  }
  return { ...opaque(scope.context, item.value, []), reads: readsOf(list) };
}

/** `split` always has an element, and a set of texts of a group; any other list may have none. */
function lossOfEmptyList(context: Context, item: MvExpandItem, list: Term, element: number): Formula | null {
  const { span } = item.value;
  if (list.kind === 'pieces' || (list.kind === 'aggregate' && list.hasElements)) return null;
  if (list.kind === 'json') return jsonListIsEmpty(context, list, span);
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
