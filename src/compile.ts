import type { Diagnostic } from './diagnostics/diagnostic.js';
import { hasErrors } from './diagnostics/diagnostic.js';
import { lowerBareQuery } from './ir/lowering/lower-bare-query.js';
import { lowerQuery } from './ir/lowering/lower-query.js';
import { planRule } from './ir/passes/plan.js';
import type { RuleIR } from './ir/rule-ir.js';
import { bareRule } from './rule/bare-rule.js';
import type { Rule } from './rule/model.js';
import { TABLES } from './schema/tables.js';

export interface CompiledRule {
  /** Null when the diagnostics have an error. */
  readonly ir: RuleIR | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A rule with its query lowered to IR; faults are placed in the rule's file. */
export async function compileRule(rule: Rule): Promise<CompiledRule> {
  const { relation, faults } = await lowerQuery(rule.query, TABLES);
  const diagnostics = faults.map(({ severity, code, message, span }): Diagnostic => {
    const { line, column } = rule.source.locate(span.start);
    return { severity, code, message, line, column, ...(rule.source.file === null ? {} : { file: rule.source.file }) };
  });
  const sound = relation !== null && !hasErrors(diagnostics);
  return { ir: sound ? planRule(rule, relation) : null, diagnostics };
}

/**
 * A bare query as a rule that reports all of its columns, for engines that run rules.
 * @throws QueryError at the first fault of the text.
 */
export async function compileQuery(query: string): Promise<RuleIR> {
  const relation = await lowerBareQuery(query, TABLES);
  return planRule(bareRule(query), relation, relation.columns);
}
