import { diagnose } from '../diagnostics/code-table.js';
import type { Diagnostic, Position } from '../diagnostics/diagnostic.js';
import { EVENT_CODES } from './event-codes.js';
import type { EventCode } from './event-codes.js';

/** A hostile file of a million broken lines must not become a million diagnostics. */
const MAX_FAULTS_PER_FILE = 20;

/** Codes that say once for a file what holds for many of its lines. */
const ONCE_PER_FILE: ReadonlySet<EventCode> = new Set<EventCode>(['RP4012', 'RP4013', 'RP4017', 'RP4019']);

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
    return (
      (ONCE_PER_FILE.has(code) && this.#seen.has(keyOf(code, file, null))) ||
      this.#seen.has(keyOf('RP4019', file, null))
    );
  }

  report<Code extends EventCode>(
    code: Code,
    values: Parameters<(typeof EVENT_CODES)[Code]['message']>,
    file: string,
    place: FaultPlace | null = null,
  ): void {
    const key = keyOf(code, file, place);
    if (this.#seen.has(key)) return;
    const faults = this.#faultsOf.get(file) ?? 0;
    if (faults === MAX_FAULTS_PER_FILE && code !== 'RP4019') return this.report('RP4019', [MAX_FAULTS_PER_FILE], file);

    this.#seen.add(key);
    if (code !== 'RP4019') this.#faultsOf.set(file, faults + 1);
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
