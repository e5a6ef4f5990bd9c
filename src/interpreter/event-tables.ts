import type { LogRecord } from '../events/event-source.js';
import { compareText } from '../functions/compare.js';
import type { Column } from '../ir/types.js';
import { DateTime } from '../ir/value.js';
import { ticksOfUnixMilliseconds } from '../schema/datetime-text.js';
import { ingest } from '../schema/ingest.js';
import { tableOf } from '../schema/table-of.js';
import type { TableSchema } from '../schema/table.js';
import { tableByName } from '../schema/tables.js';
import { EngineError } from '../target/engine.js';
import type { Window } from '../target/target.js';
import type { Tables } from './operators/run-operator.js';
import type { Row } from './row.js';

/** Raw records as rows of their tables, each in canonical order: event time (null first), then event ID by code point. */
export class EventTables {
  private readonly tables: ReadonlyMap<string, EventTable>;

  constructor(records: readonly LogRecord[]) {
    const byTable = new Map<TableSchema, LogRecord[]>();
    for (const record of records) {
      const table = tableOf(record);
      if (table === null) continue;
      const own = byTable.get(table) ?? [];
      own.push(record);
      byTable.set(table, own);
    }
    this.tables = new Map([...byTable].map(([table, own]) => [table.name, new EventTable(table, own)]));
  }

  /** The rows with start <= time < end; all of them without a window. */
  within(window: Window | null): Tables {
    return {
      rows: (name, columns) => {
        if (tableByName(name) === undefined) throw new Error(`there are no events for the table ${name}`);
        return this.tables.get(name)?.within(window, columns) ?? [];
      },
      external: (name) => {
        throw new EngineError(`the input ${name} was not given`);
      },
    };
  }
}

class EventTable {
  private readonly sorted: readonly Row[];
  private readonly timeIndex: number;
  private readonly idIndex: number;

  constructor(
    private readonly table: TableSchema,
    records: readonly LogRecord[],
  ) {
    this.timeIndex = this.indexOf(table.timeColumn);
    this.idIndex = this.indexOf(table.idColumn);
    const rows = records.map((record): Row => {
      const values = ingest(table, record);
      const id = values[this.idIndex];
      return { values, evidence: new Set(typeof id === 'string' && id !== '' ? [id] : []) };
    });
    this.sorted = rows.sort((a, b) => this.compare(a, b));
  }

  within(window: Window | null, columns: readonly Column[]): readonly Row[] {
    const positions = columns.map(({ name }) => this.indexOf(name));
    const rows = window === null ? this.sorted : this.sorted.filter((row) => this.isWithin(row, window));
    return rows.map(({ values, evidence }) => ({ values: positions.map((index) => values[index] ?? null), evidence }));
  }

  private indexOf(column: string): number {
    return this.table.columns.findIndex(({ name }) => name === column);
  }

  private timeOf(row: Row): bigint | null {
    const time = row.values[this.timeIndex];
    return time instanceof DateTime ? time.ticks : null;
  }

  private isWithin(row: Row, window: Window): boolean {
    const time = this.timeOf(row);
    if (time === null) return false;
    return time >= ticksOfUnixMilliseconds(window.start) && time < ticksOfUnixMilliseconds(window.end);
  }

  private compare(left: Row, right: Row): number {
    const [a, b] = [this.timeOf(left), this.timeOf(right)];
    if (a !== b) return a === null ? -1 : b === null ? 1 : a < b ? -1 : 1;
    return compareText(String(left.values[this.idIndex]), String(right.values[this.idIndex]));
  }
}
