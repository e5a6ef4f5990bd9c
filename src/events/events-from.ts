import type { EventSource, LiteralHints, LogRecord } from './event-source.js';
import { FaultLog } from './fault-log.js';
import { MAX_RECORD_DEPTH, isDeeperThan } from './record-kind.js';

/**
 * Records that are already in memory, as they are: hints skip nothing unless there is no alternative at all. The
 * `line` of a diagnostic is the record's number.
 */
export function eventsFrom(records: readonly unknown[]): EventSource {
  const faults = new FaultLog();
  return {
    diagnostics: faults.diagnostics,
    async *records(hints?: LiteralHints): AsyncGenerator<LogRecord> {
      if (hints?.length === 0) return;
      for (const [index, record] of records.entries()) {
        const place = { offset: index, line: index + 1 };
        if (typeof record !== 'object' || record === null || Array.isArray(record)) {
          faults.report('RP4010', [], '(records)', place);
        } else if (isDeeperThan(record, MAX_RECORD_DEPTH)) {
          faults.report('RP4015', [MAX_RECORD_DEPTH], '(records)', place);
        } else yield record as LogRecord;
      }
    },
  };
}
