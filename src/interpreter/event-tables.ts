import type { LogRecord } from '../events/event-source.js';
import { compareText } from '../functions/compare.js';
import type { Column } from '../ir/types.js';
import { DateTime } from '../ir/value.js';
import { ticksOfUnixMilliseconds } from '../schema/datetime-text.js';
import { ingest } from '../schema/ingest.js';
import type { TableSchema } from '../schema/table.js';
import { EngineError } from '../target/engine.js';
import type { Window } from '../target/target.js';
import type { Row } from './row.js';
import type { Tables } from './operators/run-operator.js';

/** Raw records as rows of their table, in canonical order: event time (null first), then event ID by code point. */
export class EventTables {
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

  /** The rows with start <= time < end; all of them without a window. */
  within(window: Window | null): Tables {
    const rows = window === null ? this.sorted : this.sorted.filter((row) => this.isWithin(row, window));
    return {
      rows: (name, columns) => {
        if (name !== this.table.name) throw new Error(`there are no events for the table ${name}`);
        const positions = columns.map((column: Column) => this.indexOf(column.name));
        return rows.map(({ values, evidence }) => ({
          values: positions.map((index) => values[index] ?? null),
          evidence,
        }));
      },
      external: (name) => {
        throw new EngineError(`the input ${name} was not given`);
      },
    };
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
