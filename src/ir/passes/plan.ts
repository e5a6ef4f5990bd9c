import { NO_SPAN } from '../../diagnostics/diagnostic.js';
import type { Rule } from '../../rule/model.js';
import type { Relation } from '../relation.js';
import type { RuleIR } from '../rule-ir.js';
import type { Column } from '../types.js';
import { addHiddenColumns, passThrough } from './hidden-columns.js';
import { outputColumns } from './output-columns.js';
import { pruneColumns } from './prune-columns.js';
import { simplify } from './simplify.js';

/** All passes in their order: from the query as lowered to what targets lower. */
export function planRule(rule: Rule, source: Relation, output = outputColumns(rule, source)): RuleIR {
  const { relation, evidence, hidden } = addHiddenColumns(simplify(source));
  const evidenceColumns = hidden.filter(({ name }) => evidence.includes(name));
  const columns: Column[] = [...output, ...evidenceColumns];
  const pruned = pruneColumns(relation, new Set(columns.map(({ name }) => name)));
  const assignments = columns.map(passThrough);
  const plan: Relation = { op: 'project', keyword: 'project', input: pruned, assignments, columns, span: NO_SPAN };
  return { rule, query: rule.query, source, plan, output, hidden: { evidence } };
}
