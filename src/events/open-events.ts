import type { Readable } from 'node:stream';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { ByteWindow } from './byte-window.js';
import type { DayRange } from './day-folders.js';
import type { EventSource, LiteralHints, LogRecord } from './event-source.js';
import { FaultLog } from './fault-log.js';
import { literalFilter } from './literal-filter.js';
import { readLogBytes } from './log-bytes.js';
import type { LogBytes } from './log-bytes.js';
import { findLogFiles, reportUnreadable, systemCode } from './log-files.js';
import type { LogFile } from './log-files.js';
import { MAX_RECORD_DEPTH } from './record-kind.js';
import { RecordParser } from './record-parser.js';
import type { RecordLimits } from './record-parser.js';

export interface EventOptions {
  /** What the path `-` reads; the process's standard input by default. */
  readonly input?: Readable;
  readonly limits?: Partial<RecordLimits>;
  /** Of folders as CloudTrail lays them out in S3, only those of these days are read; other folders are read whole. */
  readonly days?: DayRange;
}

/** CloudTrail allows 1 MB a record, so the size is far off. */
const DEFAULT_LIMITS: RecordLimits = { recordBytes: 32 << 20, depth: MAX_RECORD_DEPTH };

/** Large enough that the few thousand records of a usual file are searched at once. */
const WINDOW_BYTES = 4 << 20;
const SNIFFED_BYTES = 1024;
/** One being unpacked and one being read; each is small, or else a stream that has not begun. */
const FILES_AHEAD = 2;

/**
 * The records of log files, folders and `-` (standard input): `{"Records":[…]}`, arrays, JSON Lines, single and
 * concatenated objects, each also gzipped. Nothing is opened before the first `records()`; nothing is ever thrown.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
export function openEvents(paths: readonly string[], options: EventOptions = {}): LogFiles {
  return new LogEvents(paths, options);
}

/** An event source that knows its files. */
export interface LogFiles extends EventSource {
  /** Their names, as diagnostics call them. */
  fileNames(): Promise<string[]>;
}

class LogEvents implements LogFiles {
  readonly #faults = new FaultLog();
  readonly #limits: RecordLimits;
  /** Found once, so that a second reading sees the same files and standard input is spooled but once. */
  #files: Promise<LogFile[]> | null = null;

  constructor(
    readonly paths: readonly string[],
    readonly options: EventOptions,
  ) {
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#faults.diagnostics;
  }

  async fileNames(): Promise<string[]> {
    return (await this.#findFiles()).map(({ name }) => name);
  }

  #findFiles(): Promise<LogFile[]> {
    const { input = process.stdin, days = null } = this.options;
    return (this.#files ??= findLogFiles(this.paths, { input, faults: this.#faults, days }));
  }

  async *records(hints?: LiteralHints): AsyncGenerator<LogRecord> {
    if (hints?.length === 0) return;
    const filter = hints === undefined ? null : literalFilter(hints);
    const files = await this.#findFiles();
    // zlib works on threads of its own: the next files are unpacked while this one is searched.
    const ahead: Promise<LogBytes>[] = [];
    for (const [index, { name }] of files.entries()) {
      for (const { file } of files.slice(index + ahead.length, index + 1 + FILES_AHEAD)) ahead.push(readLogBytes(file));
      const log = await ahead.shift()!;
      const parser = new RecordParser(name, this.#limits, this.#faults, filter);
      // No yield* here, which would cost each record further turns of the event loop.
      for await (const records of this.#read(name, log, parser)) for (const record of records) yield record;
    }
  }

  /** The records of a file, window by window; each must be read to its end before the next is asked for. */
  async *#read(name: string, log: LogBytes, parser: RecordParser): AsyncGenerator<Iterable<LogRecord>> {
    if (log.kind === 'unreadable') return reportUnreadable(log.error, name, this.#faults);
    if (log.kind === 'stream') yield* this.#readStream(name, log.chunks, parser);
    else if (this.#isText(log.bytes, name)) yield parser.parse(log.bytes, true);
  }

  async *#readStream(
    name: string,
    chunks: AsyncIterable<Buffer>,
    parser: RecordParser,
  ): AsyncGenerator<Iterable<LogRecord>> {
    const window = new ByteWindow(WINDOW_BYTES);
    let isChecked = false;
    try {
      for await (const chunk of chunks) {
        window.append(chunk);
        if (!window.isFull) continue;
        if (!isChecked && !this.#isText(window.bytes, name)) return;
        isChecked = true;
        yield parser.parse(window.bytes, false);
        window.consume(parser.consumed);
      }
    } catch (error) {
      if (systemCode(error).startsWith('Z_')) this.#faults.report('RP4005', [], name);
      else reportUnreadable(error, name, this.#faults);
      parser.cut();
    }
    if (isChecked || this.#isText(window.bytes, name)) yield parser.parse(window.bytes, true);
  }

  /** UTF-16 and binary data are told apart from JSON by their first bytes; a JSON text holds no NUL. */
  #isText(bytes: Buffer, name: string): boolean {
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    if (isUtf16) this.#faults.report('RP4007', [], name);
    else if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) this.#faults.report('RP4006', [], name);
    else return true;
    return false;
  }
}
