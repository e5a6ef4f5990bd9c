import type { ReadPlan, StoreQuery } from '../../../src/target/store.js';
import { foldersOf } from '../lower/time-window.js';
import { readSettings, type PartitionLayout } from '../settings.js';
import { sqlOf } from './lowered.js';

const DAY = 86_400_000;

const COLUMNS: Readonly<Record<PartitionLayout, string | null>> = {
  timestamp: 'timestamp',
  'year-month-day': 'year, month, day',
  none: null,
};

/** The days whose folders the query reads; the table decides of how many accounts and regions. */
export function planOf(query: StoreQuery): ReadPlan {
  const { settings } = readSettings(query.settings);
  const column = COLUMNS[settings.partition];
  return {
    sql: sqlOf(query),
    from: [settings.database, settings.table].filter((part) => part !== null).join('.'),
    column,
    days: column === null ? null : daysOf(query),
    files: null,
  };
}

export function daysOf({ window }: StoreQuery): string[] {
  const { first, last } = foldersOf(window);
  const days: string[] = [];
  for (let at = Date.parse(`${first.replaceAll('/', '-')}T00:00:00Z`); ; at += DAY) {
    const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '/');
    days.push(day);
    if (day >= last) return days;
  }
}
