import { checkColumns } from '../../src/alert/check-columns.js';
import { compileRule } from '../../src/compile.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { readRules } from '../../src/rule/read.js';

/** Everything that Ruleport has to say about a rule file. */
export async function diagnoseRule(text: string): Promise<Diagnostic[]> {
  const { rules, diagnostics } = readRules(text, 'hostile.yaml');
  const all = [...diagnostics];
  for (const rule of rules) {
    const compiled = await compileRule(rule);
    all.push(...compiled.diagnostics);
    if (compiled.ir !== null) all.push(...checkColumns(rule, compiled.ir.source.columns));
  }
  return all;
}

export const inShort = ({ severity, code, line, column }: Diagnostic): string =>
  `${severity} ${code}${line === undefined ? '' : ` ${line}:${column ?? 1}`}`;
