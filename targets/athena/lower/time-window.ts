import { NO_SPAN } from '../../../src/diagnostics/diagnostic.js';
import type { Window } from '../../../src/target/target.js';
import { binary, call, column, text } from '../sql/build.js';
import type { SqlExpression } from '../sql/tree.js';
import type { PartitionLayout } from '../settings.js';
import type { LoweringContext } from './context.js';
import { nowOf } from './functions/time.js';
import { shiftInstant } from './functions/arithmetic.js';

const DAY = 86_400_000;

/**
 * The run's window, half-open, on the event's time; and the same on the partition column, so that Athena reads only the
 * folders that can hold such events. A file is named by its day of delivery, which is the event's or later.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export function windowConditions(time: SqlExpression, context: LoweringContext, partitioned: boolean): SqlExpression[] {
  const partition = partitioned ? context.settings.partition : 'none';
  const { window } = context.clock;
  if (window === 'all') return [];
  if ('back' in window) {
    const now = nowOf(context);
    const start = shiftInstant(now, -window.back);
    // No folder is named after today: the upper bound would say nothing.
    return [
      ...partitionConditions(partition, call('date_format', inUtc(start), text('%Y/%m/%d')), null),
      binary('>=', time, start),
      binary('<', time, now),
    ];
  }
  if (partition !== 'none') context.assume('RP3256', [], NO_SPAN);
  const days = foldersOf(window);
  return [
    ...partitionConditions(partition, text(days.first), text(days.last)),
    binary('>=', time, { kind: 'instant', millis: window.start }),
    binary('<', time, { kind: 'instant', millis: window.end }),
  ];
}

/**
 * The first and the last day, `yyyy/MM/dd`, whose folders can hold events of the window: a file is delivered on the day of its
 * events or on the next.
 */
export const foldersOf = ({ start, end }: Window): { readonly first: string; readonly last: string } => ({
  first: day(start),
  last: day(end + DAY),
});

/** The clock has the session's time zone; folders are named in UTC. */
const inUtc = (instant: SqlExpression): SqlExpression => call('at_timezone', instant, text('UTC'));

const day = (millis: number): string => new Date(millis).toISOString().slice(0, 10).replaceAll('-', '/');

function partitionConditions(layout: PartitionLayout, from: SqlExpression, to: SqlExpression | null): SqlExpression[] {
  const partition = PARTITION_DAY[layout];
  if (partition === null) return [];
  return [binary('>=', partition, from), ...(to === null ? [] : [binary('<=', partition, to)])];
}

const joined = (parts: readonly SqlExpression[]): SqlExpression =>
  parts.reduce((left, right) => binary('||', left, right));

/** The day of a folder as `yyyy/MM/dd`. */
const PARTITION_DAY: Readonly<Record<PartitionLayout, SqlExpression | null>> = {
  timestamp: column('timestamp'),
  'year-month-day': joined([column('year'), text('/'), column('month'), text('/'), column('day')]),
  none: null,
};
