import type { External } from '../../../src/ir/relation.js';
import { sourceTables } from '../../../src/ir/traverse.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Notes } from '../notes.js';
import { describeSource, sourceTerms, type Settings } from '../settings.js';
import type { Condition, Value } from '../spl/expression.js';
import { textsOf } from '../spl/fields-of.js';
import type { Command, Search, SearchTerm } from '../spl/command.js';
import { mergeEvals } from '../spl/merge-evals.js';
import { shareParts } from '../spl/share-parts.js';
import { lowerRelation } from './lower-relation.js';
import { lowerOutput } from './output.js';
import { UNPRINTABLE } from './patterns.js';
import { Stage } from './stage.js';

export interface LoweredRule {
  readonly search: Search;
  /** Inputs from outside that it reads, each from a lookup file. */
  readonly externals: readonly External[];
}

/**
 * The whole rule as one search, or null when the notes have a refusal.
 *
 * @param time Terms that bound the time of the events, in each of the searches that it is made of.
 */
export function lowerRule(
  rule: RuleIR,
  settings: Settings,
  time: readonly SearchTerm[],
  notes: Notes,
): LoweredRule | null {
  const externals = new Map<string, External>();
  const tables = sourceTables(rule.plan);
  const terms = (table: string): readonly SearchTerm[] => [...sourceTerms(settings, table), ...time];
  const stage = new Stage({ notes, query: rule.query, tables, terms, externals });
  const needed = new Set(rule.plan.columns.map(({ name }) => name));
  const scope = lowerRelation(rule.plan, stage, needed);
  lowerOutput(rule, scope, stage);
  refuseUnprintable(stage.search(), rule, notes);
  if (notes.reasons.length > 0) return null;
  for (const table of tables)
    notes.assume(table === 'AWSGuardDuty' ? 'RP3165' : 'RP3150', describeSource(settings, table));
  const search = stage.search([rule.rule.name]);
  const shared = shareParts(search, (preferred) => stage.names.take(preferred));
  return { search: mergeEvals(shared), externals: [...externals.values()] };
}

/** Patterns write such characters as escapes; elsewhere SPL has no way to. */
function refuseUnprintable(search: Search, rule: RuleIR, notes: Notes): void {
  for (const text of expressionsOf(search).flatMap(textsOf)) {
    if (UNPRINTABLE.test(text)) notes.refuse('RP3114', rule.plan.span, JSON.stringify(text.slice(0, 40)));
  }
}

function expressionsOf({ generator, commands }: Search): readonly (Condition | Value)[] {
  const inner = generator?.command === 'multisearch' ? generator.searches.flatMap(expressionsOf) : [];
  return [...inner, ...commands.flatMap(expressionsIn)];
}

function expressionsIn(command: Command): readonly (Condition | Value)[] {
  switch (command.command) {
    case 'where':
      return [command.condition];
    case 'eval':
      return command.assignments.map(({ value }) => value);
    case 'append':
      return expressionsOf(command.search);
    case 'stats':
    case 'eventstats':
    case 'streamstats':
      return command.aggregates.flatMap(({ of }) => (of === null || typeof of === 'string' ? [] : [of]));
    default:
      return [];
  }
}
