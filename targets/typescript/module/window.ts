import type * as t from '@babel/types';
import type { WindowFunction } from '../../../src/ir/relation.js';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import { asBigInt } from '../expressions/convert.js';
import { isTrue } from '../expressions/logic.js';
import { COUNT, isWhole, refused, safeBounds, valueOf, wholeOf, type Lowered } from '../expressions/lowered.js';
import type { Variable, WindowColumn } from '../plan/pipeline.js';
import { lowerLiteral } from './literal.js';
import type { PipelineWriter } from './pipeline-writer.js';
import type { QueryWriter } from './query-writer.js';
import type { RowType } from './row-type.js';

/** Arguments that rows must keep: all but constants. */
export const keptArguments = ({ args }: WindowColumn): Variable[] =>
  args.flatMap(({ expression, variable }) => (expression.kind === 'literal' ? [] : [variable]));

/** A call being written inside the loop over the rows. */
interface Windowing {
  readonly writer: PipelineWriter;
  readonly call: WindowColumn;
  /** The name of the rows in their order. */
  readonly rows: t.Expression;
  /** An argument as the current row has it, or another one; undefined when it is not given. */
  argument(index: number, row?: t.Expression): Lowered | undefined;
}

/** Opens a loop over rows whose window functions are computed row by row; those that count keep their state outside. */
export function openWindow(
  writer: PipelineWriter,
  query: QueryWriter,
  type: RowType<Variable>,
  sorted: t.Expression,
  calls: readonly WindowColumn[],
  isRowRead: boolean,
): void {
  const rows = query.parts.finishName('inOrder');
  writer.add(s.constant(rows, sorted));
  const windowings = calls.map((call): Windowing => ({
    writer,
    call,
    rows: b.id(rows),
    argument: (index, row = b.id('row')) => {
      const arg = call.args[index];
      if (arg === undefined) return undefined;
      const { expression, variable } = arg;
      return expression.kind === 'literal' ? lowerLiteral(expression, writer.refuse) : type.read(variable, row);
    },
  }));
  const counters = new Map(windowings.map((windowing) => [windowing, COUNTERS[windowing.call.fn]?.(windowing)]));
  const needsRow = isRowRead || calls.some((call) => call.fn.startsWith('row_') && keptArguments(call).length > 0);
  const needsIndex = [...counters.values()].includes(undefined);
  const row = needsRow || needsDefault(calls) ? 'row' : '_row';
  if (needsIndex) writer.loop(['index', row], b.method(b.id(rows), 'entries'));
  else writer.loop(row, b.id(rows));

  for (const [windowing, counter] of counters) {
    const { call } = windowing;
    const variable = [...writer.pipeline.variables.values()].find(
      ({ definition }) => definition.kind === 'window' && definition.call === call,
    );
    if (variable === undefined || !query.isRead(variable)) continue;
    if (counter === undefined) {
      const step = call.fn === 'prev' ? -1 : 1;
      writer.provide(variable, () => neighbour(windowing, step));
    } else {
      // It counts, so it must be asked once a row, whatever is read later.
      const name = writer.declare(variable);
      const value = counter();
      writer.add(s.constant(name, value.node));
      writer.bind(variable, { ...value, node: b.id(name) });
    }
  }
}

/** A default of `prev` or `next` that is a column of the current row. */
const needsDefault = (calls: readonly WindowColumn[]): boolean =>
  calls.some(({ fn, args }) => !fn.startsWith('row_') && (args[2]?.expression.kind ?? 'literal') !== 'literal');

/** `prev(c, n, default)`, `next(…)`: the value of a row n places away; outside the default, else null or the empty text. */
function neighbour({ call, rows, argument, writer }: Windowing, step: 1 | -1): Lowered {
  const offset = call.args[1]?.expression;
  const distance = offset === undefined ? 1n : offset.kind === 'literal' ? offset.value : null;
  if (typeof distance !== 'bigint') {
    writer.refuse('RP3302', [call.fn, 'its offset is not a constant'], call.args[1]!.expression.span);
    return refused(call.type);
  }
  const shift = step * Number(distance);
  const index = b.id('index');
  const place = shift === 0 ? index : b.binary(index, shift < 0 ? '-' : '+', b.num(Math.abs(shift)));
  const other = { ...b.elementOf(rows, place) };
  const value = argument(0, other)!;
  const otherwise = argument(2);
  const isConstant = value.node.type !== 'MemberExpression';
  const found = isConstant ? value.node : b.optionalMember(other, (value.node.property as t.Identifier).name);
  const missing = call.type === 'string' ? b.str('') : b.nul();
  const { type, bounds } = value;
  if (otherwise === undefined && !isConstant) {
    return { type, bounds, nullable: type !== 'string', node: b.logical(found, '??', missing) };
  }
  const outside = otherwise?.node ?? missing;
  const isThere = b.binary(other, '!==', b.id('undefined'));
  const inside = value.nullable && !isConstant ? b.logical(found, '??', b.nul()) : found;
  const nullable = value.nullable || (otherwise?.nullable ?? type !== 'string');
  if (!value.nullable && !isConstant) {
    return sameHolding(value, otherwise, nullable, writer, (_, fallback) => b.logical(found, '??', fallback));
  }
  return sameHolding({ ...value, node: inside }, otherwise ?? valueOf(type, outside, true), nullable, writer, (a, c) =>
    b.conditional(isThere, a, c),
  );
}

/** Two values in one TypeScript type. */
function sameHolding(
  value: Lowered,
  otherwise: Lowered | undefined,
  nullable: boolean,
  writer: PipelineWriter,
  join: (value: t.Expression, otherwise: t.Expression) => t.Expression,
): Lowered {
  const fallback = otherwise?.node ?? b.nul();
  const isNull = fallback.type === 'NullLiteral';
  if (!isWhole(value.type) || isNull || otherwise === undefined) {
    return { type: value.type, bounds: value.bounds, nullable, node: join(value.node, fallback) };
  }
  if (value.bounds !== null && otherwise.bounds !== null) {
    const low = Math.min(value.bounds.low, otherwise.bounds.low);
    const bounds = safeBounds(low, Math.max(value.bounds.high, otherwise.bounds.high));
    return { type: value.type, bounds, nullable, node: join(value.node, fallback) };
  }
  const node = join(asBigInt(value, writer), asBigInt(otherwise, writer));
  return { type: value.type, bounds: null, nullable, node };
}

type Counter = (windowing: Windowing) => () => Lowered;

const restartOf = ({ argument, writer }: Windowing): t.Expression[] => {
  const restart = argument(1);
  return restart === undefined ? [] : [isTrue(restart, writer)];
};

/** A counter of the runtime under a name outside the loop. */
function counterOf({ writer, call }: Windowing, made: t.Expression): t.Expression {
  const name = writer.parts.finishName(`${call.fn.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())}`);
  writer.add(s.constant(name, made));
  return b.id(name);
}

const rank: Counter = (windowing) => {
  const { writer, argument, call } = windowing;
  const dense = b.bool(call.fn === 'row_rank_dense');
  const counter = counterOf(windowing, writer.helper('rankCounter', dense));
  return () => wholeOf(b.call(counter, argument(0)!.node, ...restartOf(windowing)), COUNT);
};

const COUNTERS: { readonly [Fn in WindowFunction]?: Counter } = {
  row_number: (windowing) => {
    const { writer, argument } = windowing;
    const start = argument(0) ?? wholeOf(b.num(1), { low: 1, high: 1 });
    const bounds = start.bounds === null ? null : safeBounds(start.bounds.low, start.bounds.high + COUNT.high);
    if (bounds === null) {
      writer.refuse(
        'RP3302',
        ['row_number', 'it starts beyond the safe whole numbers'],
        windowing.call.args[0]!.expression.span,
      );
      return () => refused('long');
    }
    const counter = counterOf(windowing, writer.helper('rowCounter', start.node));
    return () => wholeOf(b.call(counter, ...restartOf(windowing)), bounds);
  },
  row_cumsum: (windowing) => {
    const { writer, argument, call } = windowing;
    const term = argument(0)!;
    if (isWhole(term.type)) {
      const counter = counterOf(windowing, writer.helper('sumOfLongs'));
      return () => wholeOf(b.call(counter, asBigInt(term, writer), ...restartOf(windowing)), null, true);
    }
    if (term.type !== 'real' && term.type !== 'timespan') {
      writer.refuse('RP3302', [call.fn, `its term is of type ${term.type}`], call.args[0]!.expression.span);
      return () => refused(call.type);
    }
    const counter = counterOf(windowing, writer.helper(term.type === 'real' ? 'sumOfReals' : 'sumOfSpans'));
    return () => valueOf(call.type, b.call(counter, term.node, ...restartOf(windowing)), true);
  },
  row_rank_dense: rank,
  row_rank_min: rank,
};
