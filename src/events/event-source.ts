import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** A record of a log (a CloudTrail event, a GuardDuty finding) as `JSON.parse` returns it: an object, of unknown content. */
export type LogRecord = Readonly<Record<string, unknown>>;

/**
 * What a record must contain to matter: it is skipped, unread, when every alternative has a literal that does not occur
 * in it. `[['RunInstances', 'Client.UnauthorizedOperation']]` skips all records without both texts; `[]` skips every
 * record; `[[]]` skips none. Literals are plain field values; the reader allows for JSON's escapes.
 */
export type LiteralHints = readonly (readonly string[])[];

/** A set of CloudTrail logs that can be read more than once, as a stream. */
export interface EventSource {
  /**
   * All records of all tables (`tableOf` tells them apart) in the order of the files, one at a time. Faulty files and records are reported in `diagnostics` and
   * skipped, never thrown. With hints, records that cannot matter are skipped without being parsed.
   */
  records(hints?: LiteralHints): AsyncIterable<LogRecord>;
  /** The faults met so far; complete after a whole read without hints, each reported once however often it is read. */
  readonly diagnostics: readonly Diagnostic[];
}
