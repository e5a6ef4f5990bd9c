import { checkColumns } from '../alert/check-columns.js';
import { compileRule } from '../compile.js';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { Rule } from '../rule/model.js';
import type { RuleFile } from './load-rules.js';

/** One rule, or a file in which no rule could be read. */
export interface CompiledEntry {
  readonly file: string | null;
  /** The file's text, for source lines in diagnostics. */
  readonly text: string;
  readonly rule: Rule | null;
  /** Null when the diagnostics have an error. */
  readonly ir: RuleIR | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles every rule of the files; a faulty one does not stop the others. */
export async function compileFiles(files: readonly RuleFile[]): Promise<CompiledEntry[]> {
  const compiled: CompiledEntry[] = [];
  for (const { file, text, entries } of files) {
    for (const { rule, diagnostics } of entries) {
      if (rule === null) compiled.push({ file, text, rule, ir: null, diagnostics });
      else compiled.push(await compileEntry(file, text, rule, diagnostics));
    }
  }
  return compiled;
}

async function compileEntry(
  file: string,
  text: string,
  rule: Rule,
  read: readonly Diagnostic[],
): Promise<CompiledEntry> {
  const { ir, diagnostics } = await compileRule(rule);
  const all = [...read, ...diagnostics, ...(ir === null ? [] : checkColumns(rule, ir.source.columns))];
  return { file, text, rule, ir: hasErrors(all) ? null : ir, diagnostics: all };
}
