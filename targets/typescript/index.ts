import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { unknownTables } from '../../src/target/known-operators.js';
import type { Conversion, Target, TargetOptions } from '../../src/target/target.js';
import { RECORDS } from './module/record-shape.js';
import { writeModule } from './module/write-module.js';
import { tooDeepExpression } from './plan/depth.js';
import { reasonCollector } from './reasons.js';

/**
 * TypeScript: a module without dependencies that detects as the rule does. Exact or nothing: whatever has no exact form is
 * refused by name.
 */
export const typescript: Target = {
  id: 'typescript',
  title: 'TypeScript detector',
  convert,
  engine: async () => (await import('./engine.js')).typescriptEngine,
};

function convert(rule: RuleIR, options: TargetOptions): Conversion {
  const { reasons, refuse } = reasonCollector();
  for (const name of Object.keys(options.settings ?? {})) refuse('RP3306', [name], NO_SPAN);
  const deep = tooDeepExpression(rule.plan);
  if (deep !== null) refuse('RP3305', [], deep.span);
  if (deep === null)
    for (const { table, span } of unknownTables(rule.plan, new Set(Object.keys(RECORDS))))
      refuse('RP3303', [`the table ${table}`], span);
  const content = deep === null && reasons.length === 0 ? writeModule(rule, options, refuse) : '';
  const common = { target: 'typescript', assumptions: [] };
  if (reasons.length > 0) return { ...common, fidelity: 'unsupported', reasons, artifacts: [] };
  return {
    ...common,
    fidelity: 'exact',
    reasons: [],
    artifacts: [{ path: `${rule.rule.slug}.ts`, content, role: 'query' }],
  };
}
