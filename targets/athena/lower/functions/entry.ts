import type { Call } from '../../../../src/ir/expression.js';
import type { SqlExpression } from '../../sql/tree.js';
import type { BooleanCell, Cell, TextCell } from '../cell.js';
import type { LoweringContext } from '../context.js';
import { toText } from '../text.js';

/**
 * What a condition must be for its place. `truth`: only whether it is true matters, so NULL may stand for false (WHERE,
 * the tests of CASE). `value`: NULL exactly where KQL's value is null, for NOT and for results.
 */
export type Mode = 'truth' | 'value';

export interface Lowering {
  readonly context: LoweringContext;
  readonly call: Call;
  readonly mode: Mode;
  /** Lowers an argument in the mode that is asked for. */
  readonly arg: (at: number, mode?: Mode) => Cell;
}

/** One function of the IR. The mode matters to those that return a bool only. */
export type LowerFunction = (lowering: Lowering) => Cell;
export type FunctionTable = Readonly<Record<string, LowerFunction>>;

export const textArg = ({ arg, call, context }: Lowering, at: number): TextCell =>
  toText(arg(at), context, call.args[at]?.span ?? call.span);

export const condition = (sql: SqlExpression, nullable = false): BooleanCell => ({ form: 'boolean', sql, nullable });

export const refuseForms = ({ context, call }: Lowering, what: string): Cell =>
  context.refuse('RP3202', [call.fn, what], call.span);
