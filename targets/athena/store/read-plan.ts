import type { ReadPlan, StoreQuery } from '../../../src/target/store.js';
import { inputTables } from '../external-ddl.js';
import { foldersOf } from '../lower/time-window.js';
import { readsTable } from '../reads-table.js';
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
  const named = (table: string): string => [settings.database, table].filter((part) => part !== null).join('.');
  const inputs = inputTables([query.rule]).map(({ table }) => named(table.name));
  const findings = readsTable([query.rule], 'AWSGuardDuty') ? [named(settings.findings)] : [];
  // Findings are not partitioned.
  if (findings[0] !== undefined && !readsTable([query.rule], 'AWSCloudTrail')) {
    return { sql: sqlOf(query), from: findings[0], inputs, column: null, days: null, files: null };
  }
  const column = COLUMNS[settings.partition];
  return {
    sql: sqlOf(query),
    from: named(settings.table),
    inputs: [...findings, ...inputs],
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
