/**
 * A fault found in something that a user gave us, as a value. Nothing in the core throws for bad input: parts collect
 * diagnostics, and only the edge (command line, library call) decides what they mean for the exit status.
 */

export type Severity = 'error' | 'warning' | 'info';

/** A place in a file. Lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A half-open range of UTF-16 offsets into a text (usually the KQL query of a rule). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Diagnostic {
  readonly severity: Severity;
  /** A stable name such as `RP1004`; Microsoft's own KQL diagnostics keep theirs (`KS142`). */
  readonly code: string;
  /** What is wrong, then what to do about it. One line, no trailing full stop needed. */
  readonly message: string;
  /** As the user named it; absent for text that came from no file. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');

/** A span that stands for nothing in the source, for nodes that a pass made up. */
export const NO_SPAN: Span = { start: 0, end: 0 };
