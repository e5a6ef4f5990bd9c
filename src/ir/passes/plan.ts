import { NO_SPAN } from '../../diagnostics/diagnostic.js';
import type { Rule } from '../../rule/model.js';
import type { Relation } from '../relation.js';
import type { RuleIR } from '../rule-ir.js';
import type { Column } from '../types.js';
import { passThrough } from '../hidden.js';
import { dropProjects } from './drop-projects.js';
import { dropSorts } from './drop-sorts.js';
import { addHiddenColumns } from './hidden-columns.js';
import { mirrorJoins } from './join-kinds.js';
import { outputColumns } from './output-columns.js';
import { pruneColumns } from './prune-columns.js';
import { simplify } from './simplify.js';
import { joinSubqueries } from './subqueries.js';

/** All passes in their order: from the query as lowered to what targets lower. */
export function planRule(rule: Rule, source: Relation, output = outputColumns(rule, source)): RuleIR {
  const { relation, evidence, hidden } = addHiddenColumns(mirrorJoins(simplify(joinSubqueries(source))));
  const evidenceColumns = hidden.filter(({ name }) => evidence.includes(name));
  const columns: Column[] = [...output, ...evidenceColumns];
  const pruned = pruneColumns(dropSorts(relation), new Set(columns.map(({ name }) => name)));
  const assignments = columns.map(passThrough);
  const plan: Relation = { op: 'project', keyword: 'project', input: pruned, assignments, columns, span: NO_SPAN };
  return { rule, query: rule.query, source, plan: dropProjects(plan), output, hidden: { evidence } };
}
