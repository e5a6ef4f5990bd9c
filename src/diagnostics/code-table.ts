import type { Diagnostic, Position, Severity } from './diagnostic.js';

/**
 * A part's diagnostics as data: code, severity and message side by side, so that a newcomer adds a line and a case.
 * Ranges: RP1xxx rule files, RP2xxx KQL, RP3xxx fidelity reasons of targets, RP4xxx events, RP5xxx engines and queries,
 * RP6xxx command line and golden files.
 */
export type CodeTable = { readonly [code: `RP${number}`]: CodeEntry };

export interface CodeEntry {
  readonly severity: Severity;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each code takes its own values; `diagnose` checks them
  readonly message: (...values: any[]) => string;
}

interface Place {
  readonly file?: string | null;
  readonly position?: Position | null;
}

/** Makes one diagnostic of a table: `diagnose(RULE_CODES, 'RP1002', ['severty', 'severity'], place)`. */
export function diagnose<Table extends { readonly [K in Code]: CodeEntry }, Code extends keyof Table & string>(
  table: Table,
  code: Code,
  values: Parameters<Table[Code]['message']>,
  place: Place = {},
): Diagnostic {
  const entry: CodeEntry = table[code];
  return {
    severity: entry.severity,
    code,
    message: entry.message(...values),
    ...(place.file == null ? {} : { file: place.file }),
    ...(place.position == null ? {} : { line: place.position.line, column: place.position.column }),
  };
}
