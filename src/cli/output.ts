import { renderDiagnostic } from '../diagnostics/render.js';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js';
import { visibleText } from '../diagnostics/visible-text.js';
import type { CompiledEntry } from '../api/compile-files.js';

export const printJson = (value: unknown): void => {
  process.stdout.write(JSON.stringify(value, null, 2) + '\n');
};

export const printLines = (lines: readonly string[]): void => {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
};

/** Diagnostics go to stderr with their source lines. Returns whether one is an error. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], text?: string): boolean {
  for (const diagnostic of diagnostics) {
    process.stderr.write(`${renderDiagnostic(diagnostic, text, { color: process.stderr.isTTY })}\n`);
  }
  return hasErrors(diagnostics);
}

export const printEntryDiagnostics = (entries: readonly CompiledEntry[]): boolean =>
  entries.map(({ diagnostics, text }) => printDiagnostics(diagnostics, text)).includes(true);

/** Columns as wide as their widest cell; control characters in cells are made visible. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => visibleText(cell).replace(/[\t\n]/g, ' ')));
  const widths: number[] = [];
  for (const row of cells)
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, [...cell].length)));
  return cells.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat(Math.max((widths[index] ?? 0) - [...cell].length, 0)))
      .join('  ')
      .trimEnd(),
  );
}

export const diagnosticJson = ({ severity, code, message, file, line, column }: Diagnostic) => ({
  severity,
  code,
  message,
  file: file ?? null,
  line: line ?? null,
  column: column ?? null,
});
