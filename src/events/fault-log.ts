import { diagnose } from '../diagnostics/code-table.js';
import type { Diagnostic, Position } from '../diagnostics/diagnostic.js';
import { EVENT_CODES } from './event-codes.js';
import type { EventCode } from './event-codes.js';

/** A hostile file of a million broken lines must not become a million diagnostics. */
const MAX_FAULTS_PER_FILE = 20;

/** Codes that say once for a file what holds for many of its lines. */
const ONCE_PER_FILE: ReadonlySet<EventCode> = new Set<EventCode>(['RP4012', 'RP4013', 'RP4017', 'RP4018', 'RP4019']);

/** Codes that a broken file may give for each of its records. */
const PER_RECORD: ReadonlySet<EventCode> = new Set<EventCode>([
  'RP4008',
  'RP4010',
  'RP4011',
  'RP4014',
  'RP4015',
  'RP4016',
]);

export interface FaultPlace {
  /** Tells places on one line apart. */
  readonly offset: number;
  readonly line: number;
  /** Absent where the start of the line is out of sight. */
  readonly column?: number;
}

/** The diagnostics of one event source, each reported once however often its files are read. */
export class FaultLog {
  readonly diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  readonly #faultsOf = new Map<string, number>();

  /** A report would add nothing, wherever in the file: saves finding out the place. */
  isSilent(code: EventCode, file: string): boolean {
    if (ONCE_PER_FILE.has(code)) return this.#seen.has(keyOf(code, file, null));
    return PER_RECORD.has(code) && this.#seen.has(keyOf('RP4019', file, null));
  }

  report<Code extends EventCode>(
    code: Code,
    values: Parameters<(typeof EVENT_CODES)[Code]['message']>,
    file: string,
    place: FaultPlace | null = null,
  ): void {
    const key = keyOf(code, file, place);
    if (this.#seen.has(key)) return;
    if (PER_RECORD.has(code)) {
      const faults = this.#faultsOf.get(file) ?? 0;
      if (faults === MAX_FAULTS_PER_FILE) return this.report('RP4019', [MAX_FAULTS_PER_FILE], file);
      this.#faultsOf.set(file, faults + 1);
    }
    this.#seen.add(key);
    this.diagnostics.push(this.#diagnostic(code, values, file, place));
  }

  #diagnostic<Code extends EventCode>(
    code: Code,
    values: Parameters<(typeof EVENT_CODES)[Code]['message']>,
    file: string,
    place: FaultPlace | null,
  ): Diagnostic {
    const position: Position | null = place?.column === undefined ? null : { line: place.line, column: place.column };
    const diagnostic = diagnose(EVENT_CODES, code, values, { file, position });
    return place !== null && position === null ? { ...diagnostic, line: place.line } : diagnostic;
  }
}

const keyOf = (code: EventCode, file: string, place: FaultPlace | null): string =>
  [file, code, ONCE_PER_FILE.has(code) ? '' : (place?.offset ?? '')].join('\0');
