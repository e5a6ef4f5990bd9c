import type * as t from '@babel/types';
import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { Expression } from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import type * as s from '../ast/statements.js';
import { isTrue } from '../expressions/logic.js';
import { dynamicOf, wholeOf, LENGTH, type Lowered } from '../expressions/lowered.js';
import type { Expansion, Filter, Pipeline, Step, Variable } from '../plan/pipeline.js';
import { variablesOf } from '../plan/uses.js';
import type { PipelineWriter } from './pipeline-writer.js';

/** Filters and expansions of a pipeline whose rows come from something else than the log. */
export function writeSteps(writer: PipelineWriter, steps: readonly Step[]): void {
  for (const step of steps) {
    if (step.kind === 'filter') writeFilter(writer, conjuncts(step.predicate));
    else writeExpansion(writer, step);
  }
}

/**
 * The steps of a pipeline that reads the log. Every expression is pure and total, so filters may run in another order than
 * the query's: first those on plain fields, then the window, then the rest. Most records fail the first comparison.
 */
export function writeLogSteps(writer: PipelineWriter, pipeline: Pipeline, time: Variable): void {
  const firstExpansion = pipeline.steps.findIndex(({ kind }) => kind === 'expansion');
  const split = firstExpansion < 0 ? pipeline.steps.length : firstExpansion;
  const filters = pipeline.steps.slice(0, split).filter((step) => step.kind === 'filter');
  const parts: Part[] = filters.flatMap((filter) =>
    conjuncts(filter.predicate).map((predicate) => ({ filter, predicate })),
  );
  const isPlain = ({ predicate }: Part): boolean => readsOnlyFields(predicate, pipeline);

  writeParts(writer, parts.filter(isPlain));
  const window = b.privateField('window');
  writer.require(writer.helper('isWithin', window, writer.read(time).node));
  writeParts(
    writer,
    parts.filter((part) => !isPlain(part)),
  );
  writeSteps(writer, pipeline.steps.slice(split));
}

interface Part {
  readonly filter: Filter;
  readonly predicate: Expression;
}

function writeParts(writer: PipelineWriter, parts: readonly Part[]): void {
  for (const filter of new Set(parts.map((part) => part.filter))) {
    writeFilter(
      writer,
      parts.filter((part) => part.filter === filter).map(({ predicate }) => predicate),
    );
  }
}

function writeFilter(writer: PipelineWriter, predicates: readonly Expression[]): void {
  const text = predicates.map(({ span }) => source(writer, span)).join(' and ');
  writer.commented(text === '' ? '' : `where ${text}`, () => {
    for (const predicate of predicates) writer.require(isTrue(writer.value(predicate), writer));
  });
}

const source = (writer: PipelineWriter, span: Span): string => writer.parts.source(span);

/** `a and b and c` one by one. */
const conjuncts = (predicate: Expression): Expression[] =>
  predicate.kind === 'call' && predicate.fn === 'and' ? predicate.args.flatMap(conjuncts) : [predicate];

/** Whether a predicate reads text and flags of the record as they are, parsing nothing. */
const readsOnlyFields = (predicate: Expression, pipeline: Pipeline): boolean =>
  variablesOf(predicate).every((key) => {
    const definition = pipeline.variables.get(key)?.definition;
    return (
      definition?.kind === 'raw' && definition.column.encoding !== 'json' && definition.column.encoding !== 'datetime'
    );
  });

function writeExpansion(writer: PipelineWriter, step: Expansion): void {
  const expand = step.bagExpansion === 'bag' ? 'expand' : 'expandToPairs';
  writer.commented(source(writer, step.span), () => {
    const lists = step.items.map(({ value }) => writer.helper(expand, writer.value(value).node));
    const items = step.items.map(({ variable }) => loopVariable(writer, variable, dynamicOf));
    const position =
      step.position !== null && writer.isRead(step.position)
        ? loopVariable(writer, step.position, (node) => wholeOf(node, LENGTH))
        : null;
    const rows = lists.length === 1 ? (lists[0] as t.Expression) : writer.helper('together', ...lists);
    const item: s.Pattern = items.length === 1 ? (items[0] as string) : items;
    if (position === null) writer.loop(item, rows);
    else writer.loop([position, item], b.method(rows, 'entries'));
  });
}

/** Names a variable that a loop sets. */
export function loopVariable(
  writer: PipelineWriter,
  variable: Variable,
  lowered: (node: t.Expression) => Lowered,
): string {
  const name = writer.declare(variable);
  writer.bind(variable, lowered(b.id(name)));
  return name;
}
