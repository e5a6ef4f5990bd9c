import { unknownOperators, unknownTables } from '../../src/target/known-operators.js';
import type { Reason, TargetOptions, Conversion } from '../../src/target/target.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { lowerRule } from './lower/lower-rule.js';
import { Notes } from './notes.js';
import { renderSavedSearch } from './saved-search/saved-search.js';
import { readSettings } from './settings.js';
import { printSearch, printSearchOnOneLine } from './spl/print.js';

const TABLES = new Set(['AWSCloudTrail']);
const OPERATORS = new Set(['source', 'datatable', 'where', 'extend', 'project', 'mv-expand', 'join', 'let'] as const);

/** A search that flags what the rule flags, and the saved search that runs it; or the reasons why there is none. */
export function convert(rule: RuleIR, options: TargetOptions): Conversion {
  const settings = readSettings(options.settings);
  if ('length' in settings) return unsupported(settings);
  const notes = new Notes();
  for (const { op, span } of unknownOperators(rule.plan, OPERATORS)) notes.refuse('RP3102', span, op);
  for (const { table, span } of unknownTables(rule.plan, TABLES)) notes.refuse('RP3113', span, table);
  if (notes.reasons.length > 0) return unsupported(notes.reasons);
  const search = lowerRule(rule, settings, options.window, notes);
  if (search === null) return unsupported(notes.reasons);
  const { slug } = rule.rule;
  const artifacts = [
    { path: `${slug}.spl`, content: printSearch(search), role: 'query' },
    {
      path: `${slug}.savedsearches.conf`,
      content: renderSavedSearch(rule, printSearchOnOneLine(search), notes),
      role: 'config',
    },
  ] as const;
  return { target: 'splunk', fidelity: 'exact', reasons: [], assumptions: notes.assumptions, artifacts };
}

const unsupported = (reasons: readonly Reason[]): Conversion => ({
  target: 'splunk',
  fidelity: 'unsupported',
  reasons,
  assumptions: [],
  artifacts: [],
});
