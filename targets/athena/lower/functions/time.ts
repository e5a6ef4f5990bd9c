import type { SqlExpression } from '../../sql/tree.js';
import { describe, type Cell } from '../cell.js';
import type { LoweringContext } from '../context.js';
import { shiftInstant } from './arithmetic.js';
import { refuseForms, type FunctionTable } from './entry.js';

/** The clock of the run: an instant that is written in, or the engine's own. */
export const nowOf = (context: LoweringContext): SqlExpression =>
  context.clock.now === null ? { kind: 'current-timestamp' } : { kind: 'instant', millis: context.clock.now };

/** One instant for a whole query: https://learn.microsoft.com/kusto/query/now-function */
export const TIME: FunctionTable = {
  now: (lowering): Cell => {
    const now = nowOf(lowering.context);
    if (lowering.call.args.length === 0) return { form: 'instant', sql: now };
    const offset = lowering.arg(0);
    if (offset.form !== 'interval') return refuseForms(lowering, describe(offset));
    return { form: 'instant', sql: shiftInstant(now, offset.millis) };
  },
  ago: (lowering): Cell => {
    const span = lowering.arg(0);
    if (span.form !== 'interval') return refuseForms(lowering, describe(span));
    return { form: 'instant', sql: shiftInstant(nowOf(lowering.context), -span.millis) };
  },
};
