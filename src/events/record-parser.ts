import { isUtf8 } from 'node:buffer';
import type { EventCode } from './event-codes.js';
import type { LogRecord } from './event-source.js';
import type { FaultLog } from './fault-log.js';
import { EMPTY_HEAD, lineHead } from './line-head.js';
import type { LiteralFilter } from './literal-filter.js';
import { recordKind } from './record-kind.js';
import { RECOVERY_OVERLAP, recoveryPoint } from './recovery.js';
import { endOfScalar, isScalar, skipSpaces } from './scalar.js';
import type { ScanEnd } from './value-scanner.js';
import { ValueScanner, countLines, isWhitespace } from './value-scanner.js';

export interface RecordLimits {
  /** Bytes of one record. */
  readonly recordBytes: number;
  /** Levels of objects and arrays in a record, itself counted. */
  readonly depth: number;
}

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Broken records are scanned more than once; past this many bytes of them a file is given up. */
const MAX_REPAIRED_BYTES = 256 << 20;
/** What a broken record costs besides its bytes: an exception is a few thousand times as dear as a byte. */
const REPAIR_BYTES = 4096;

/** A step's answer when the value goes on in the next window. */
const WAIT = -1;

/** Reads the records of one file, fed window by window; a window begins where the one before was `consumed`. */
export class RecordParser {
  /** The offset in the last window before which everything is done. */
  consumed = 0;

  /**
   * `top`: between values, of which a file may hold one, one a line, or several in a row. `array`: in an array of records.
   * `tail`: behind the array, in the object whose key `Records` held it.
   */
  #place: 'top' | 'array' | 'tail' = 'top';
  #inEnvelope = false;
  #sawText = false;
  /** Where in the file the window begins: its offset, and what comes before it on its line. */
  #windowStart = 0;
  #windowHead = EMPTY_HEAD;
  /** The line of the byte that comes next. */
  #line = 1;
  /** The indentation of the broken record behind which to go on, or null. */
  #recovering: number | null = null;
  #repaired = 0;
  #isAbandoned = false;
  #endIsReported = false;
  #found: LogRecord | null = null;
  #bytes: Buffer = Buffer.alloc(0);
  /** No record that ends before it can match the filter. */
  #horizon = 0;
  readonly #scanner = new ValueScanner();

  constructor(
    readonly file: string,
    readonly limits: RecordLimits,
    readonly faults: FaultLog,
    readonly filter: LiteralFilter | null,
  ) {}

  /** Says that the bytes broke off and that this is reported: the end of the file is then no fault of its own. */
  cut(): void {
    this.#endIsReported = true;
  }

  /** The records of a window; `final` when nothing follows it. */
  *parse(window: Buffer, final: boolean): Generator<LogRecord> {
    this.#bytes = window;
    this.filter?.reset(window);
    this.#horizon = 0;
    let at = 0;
    while (!this.#isAbandoned) {
      at = this.#recovering === null ? this.#skipBlank(at) : this.#recover(at, final);
      if (at >= window.length || this.#recovering !== null) break;
      this.#sawText = true;
      if (this.#isBarren(at) && final) {
        this.consumed = window.length;
        return;
      }
      const next = this.#step(at, final);
      if (next === WAIT) break;
      at = next;
      if (this.#found !== null) {
        yield this.#found;
        this.#found = null;
      }
    }
    this.consumed = this.#isAbandoned ? window.length : at;
    if (final && !this.#isAbandoned) this.#finish();
    this.#windowHead = lineHead(window, this.consumed, this.#windowHead);
    this.#windowStart += this.consumed;
  }

  #finish(): void {
    if (!this.#sawText && !this.#endIsReported) this.faults.report('RP4004', [], this.file);
    else if (this.#place !== 'top' && this.#recovering === null) this.#reportEnd(this.#bytes.length);
  }

  /** Nothing in the rest of the window can match. */
  #isBarren(at: number): boolean {
    if (this.filter === null) return false;
    if (this.#horizon <= at) this.#horizon = this.filter.horizon(at);
    return this.#horizon === Infinity;
  }

  #step(at: number, final: boolean): number {
    const byte = this.#bytes[at];
    if (this.#place === 'tail') return this.#tail(at, final);
    if (byte === OPEN_BRACE) return this.#object(at, final);
    if (byte === OPEN_BRACKET && this.#place === 'top') return this.#enterArray(at + 1, false);
    if (byte === CLOSE_BRACKET && this.#place === 'array') {
      this.#place = this.#inEnvelope ? 'tail' : 'top';
      return at + 1;
    }
    return byte === OPEN_BRACKET ? this.#nestedArray(at, final) : this.#scalar(at, final);
  }

  #object(at: number, final: boolean): number {
    const result = this.#scan(at, 0, this.#place === 'top');
    if (result === 'records') return this.#enterRecords();
    if (result !== 'closed') return this.#unfinished(result, at, final);
    if (!this.#scanner.recordsIsNoArray) return this.#record(at, this.#scanner.next);
    this.#report('RP4011', [], at);
    return this.#accept();
  }

  /** What follows the array in the object that held it. */
  #tail(at: number, final: boolean): number {
    const result = this.#scan(at, 1, true);
    if (result === 'records') return this.#enterRecords();
    if (result !== 'closed') return this.#unfinished(result, at, final);
    this.#place = 'top';
    return this.#accept();
  }

  #nestedArray(at: number, final: boolean): number {
    const result = this.#scan(at, 0, false);
    if (result !== 'closed') return this.#unfinished(result, at, final);
    this.#report('RP4010', [], at);
    return this.#accept();
  }

  #scalar(at: number, final: boolean): number {
    const bytes = this.#bytes;
    const end = endOfScalar(bytes, at);
    const next = skipSpaces(bytes, end);
    if (next === bytes.length && !final && next - at < this.limits.recordBytes) return WAIT;
    const isAlone = this.#place === 'array' || next === bytes.length || bytes[next] === LINE_FEED;
    if (isAlone && isScalar(bytes, at, end)) {
      this.#report('RP4010', [], at);
      return end;
    }
    this.#report('RP4017', [], at);
    // Outside of an array such text is a line of something else, and may have a record further on.
    if (this.#place === 'top') this.#recovering = this.#indent(at);
    return this.#place === 'top' ? at : end;
  }

  #record(start: number, end: number): number {
    if (!this.#mayMatch(start, end)) return this.#accept();
    if (end - start > this.limits.recordBytes) {
      this.#reportTooLarge(start);
      return this.#accept();
    }
    if (this.#scanner.deepest > this.limits.depth) {
      this.#report('RP4015', [this.limits.depth], start);
      return this.#accept();
    }
    const text = this.#bytes.toString('utf8', start, end);
    let record: LogRecord;
    try {
      record = JSON.parse(text) as LogRecord;
    } catch {
      return this.#brokenRecord(start, end);
    }
    // A search for U+FFFD is free in the usual record, which V8 keeps as one byte a character.
    if (text.includes('\ufffd') && !isUtf8(this.#bytes.subarray(start, end))) this.#report('RP4016', [], start);
    const kind = recordKind(record);
    if (kind === 'event') this.#found = record;
    else if (kind === 'other') this.#report('RP4012', [], start);
    else this.#report('RP4013', [kind], start);
    return this.#accept();
  }

  #mayMatch(start: number, end: number): boolean {
    if (this.filter === null) return true;
    if (end < this.#horizon) return false;
    // Not computed here: behind a broken record the parser may go on before this one's end.
    this.#horizon = 0;
    return this.filter.mayMatch(start, end);
  }

  /** Its brackets close but it is no JSON. If it lost one, then it has swallowed records that follow. */
  #brokenRecord(start: number, end: number): number {
    this.#report('RP4008', [], start);
    this.#repair(start, end);
    const indent = this.#indent(start);
    const point = recoveryPoint(this.#bytes, start + 1, end, indent, this.#place === 'array');
    if (point === null) return this.#accept();
    this.#line += countLines(this.#bytes, start, point.at);
    if (point.isEnvelope) this.#place = 'top';
    return point.at;
  }

  /** A value whose end is not in the window: wait for more, or give it up and go on behind its start. */
  #unfinished(result: ScanEnd, at: number, final: boolean): number {
    const bytes = this.#bytes;
    const isTooLarge = bytes.length - at >= this.limits.recordBytes;
    if (result === 'incomplete' && !final && !isTooLarge) return WAIT;
    const indent = this.#indent(at);
    if (this.#place === 'tail') this.#place = 'top';
    if (result === 'broken') this.#report('RP4008', [], at);
    else if (isTooLarge) this.#reportTooLarge(at);
    else if (recoveryPoint(bytes, at + 1, bytes.length, indent, this.#place === 'array') === null) this.#reportEnd(at);
    else this.#report('RP4008', [], at);
    this.#repair(at, this.#scanner.next);
    this.#recovering = indent;
    return at + 1;
  }

  #recover(at: number, final: boolean): number {
    const end = this.#bytes.length;
    const point = recoveryPoint(this.#bytes, at, end, this.#recovering ?? 0, this.#place === 'array');
    const next = point?.at ?? (final ? end : Math.max(at, end - RECOVERY_OVERLAP));
    this.#line += countLines(this.#bytes, at, next);
    if (point === null) return next;
    if (point.isEnvelope) this.#place = 'top';
    this.#recovering = null;
    return next;
  }

  #repair(start: number, end: number): void {
    this.#repaired += end - start + REPAIR_BYTES;
    if (this.#repaired <= MAX_REPAIRED_BYTES) return;
    this.#report('RP4018', [], start);
    this.#isAbandoned = true;
  }

  #scan(at: number, depth: number, findRecords: boolean): ScanEnd {
    return this.#scanner.scan(this.#bytes, at, this.#bytes.length, depth, findRecords);
  }

  #enterRecords(): number {
    return this.#enterArray(this.#accept(), true);
  }

  #enterArray(at: number, inEnvelope: boolean): number {
    this.#place = 'array';
    this.#inEnvelope = inEnvelope;
    return at;
  }

  /** Goes on behind what was scanned. */
  #accept(): number {
    this.#line += this.#scanner.lines;
    return this.#scanner.next;
  }

  #skipBlank(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    for (;;) {
      const byte = bytes[at];
      if (byte === LINE_FEED) this.#line++;
      if (isWhitespace(byte) || (byte === COMMA && this.#place === 'array')) at++;
      else if (byte === BYTE_ORDER_MARK[0] && BYTE_ORDER_MARK.every((mark, index) => bytes[at + index] === mark))
        at += 3;
      else return at;
    }
  }

  #reportTooLarge(at: number): void {
    this.#report('RP4014', [`${this.limits.recordBytes >> 20} MB`], at);
  }

  #reportEnd(at: number): void {
    if (!this.#endIsReported) this.#report('RP4009', [], at);
    this.#endIsReported = true;
  }

  #indent(at: number): number {
    return lineHead(this.#bytes, at, this.#windowHead).indent;
  }

  #report<Code extends EventCode>(code: Code, values: Parameters<FaultLog['report']>[1], at: number): void {
    if (this.faults.isSilent(code, this.file)) return;
    const { length } = lineHead(this.#bytes, at, this.#windowHead);
    const column = length === undefined ? {} : { column: length + 1 };
    this.faults.report(code, values as never, this.file, {
      offset: this.#windowStart + at,
      line: this.#line,
      ...column,
    });
  }
}
