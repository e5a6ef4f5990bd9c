import { unknownTables } from '../../src/target/known-operators.js';
import type { Reason, TargetOptions, Conversion } from '../../src/target/target.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { lowerRule } from './lower/lower-rule.js';
import { lookupStub } from './lookup-stub.js';
import { Notes } from './notes.js';
import { renderSavedSearch } from './saved-search/saved-search.js';
import { readSettings, SOURCE_TABLES } from './settings.js';
import type { SearchTerm } from './spl/command.js';
import { printSearch, printSearchOnOneLine } from './spl/print.js';

/** A search that flags what the rule flags, and the saved search that runs it; or the reasons why there is none. */
export function convert(rule: RuleIR, options: TargetOptions): Conversion {
  const settings = readSettings(options.settings);
  if ('length' in settings) return unsupported(settings);
  const notes = new Notes();
  for (const { table, span } of unknownTables(rule.plan, SOURCE_TABLES)) notes.refuse('RP3113', span, table);
  if (notes.reasons.length > 0) return unsupported(notes.reasons);
  const { window } = options;
  const time: readonly SearchTerm[] =
    window === undefined ? [] : [{ kind: 'time', earliest: window.start, latest: window.end }];
  const lowered = lowerRule(rule, settings, time, notes);
  if (lowered === null) return unsupported(notes.reasons);
  const { search, externals } = lowered;
  const { slug } = rule.rule;
  const artifacts = [
    { path: `${slug}.spl`, content: printSearch(search), role: 'query' },
    {
      path: `${slug}.savedsearches.conf`,
      content: renderSavedSearch(rule, printSearchOnOneLine(search), notes),
      role: 'config',
    },
    ...externals.map(lookupStub),
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
