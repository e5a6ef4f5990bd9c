import { QueryError } from '../../../../src/target/engine.js';
import { SPL_ENGINE_CODES, type SplCode } from './codes.js';

/** From `start` in the expanded text on, offset `start + n` stands for `origin + n`, or for `origin` inside a macro. */
export interface Segment {
  readonly start: number;
  readonly origin: number;
  readonly macro: boolean;
}

/** The text that is parsed (comments blanked, macros expanded) and the way back to the text that the user wrote. */
export class SplSource {
  /** What parses, but is not run: the first is thrown when the search starts. */
  readonly refusals: QueryError[] = [];

  constructor(
    readonly original: string,
    readonly text: string,
    private readonly segments: readonly Segment[],
  ) {}

  /** Line and column, from 1, of an offset of the expanded text in the original one. */
  position(offset: number): { line: number; column: number } {
    let found: Segment | undefined;
    for (const segment of this.segments) if (segment.start <= offset) found = segment;
    const origin = found === undefined ? offset : found.macro ? found.origin : found.origin + offset - found.start;
    const before = this.original.slice(0, origin);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: origin - lineStart + 1 };
  }

  /** The error to throw for a fault at `offset`. */
  error<Code extends SplCode>(
    offset: number,
    code: Code,
    ...values: Parameters<(typeof SPL_ENGINE_CODES)[Code]['message']>
  ): QueryError {
    const { line, column } = this.position(offset);
    const message = SPL_ENGINE_CODES[code].message as (...given: unknown[]) => string;
    return new QueryError(code, message(...values), line, column);
  }
}

/** A place in a search, kept by syntax nodes so that a fault met while running can point at it. */
export interface Place {
  readonly source: SplSource;
  readonly at: number;
}

/** Throws the fault of a value that Splunk documents no result for. */
export function refuseAt(place: Place, what: string): never {
  throw place.source.error(place.at, 'RP5110', what);
}
