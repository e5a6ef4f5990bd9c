import { operatorOf } from '../../../src/ir/operators/registry.js';
import { pruneColumns } from '../../../src/ir/passes/prune-columns.js';
import type { Source } from '../../../src/ir/relation.js';
import { tableByName } from '../../../src/schema/tables.js';
import { chainOf, isRowStep, type Chain, type Step } from './chain.js';
import { indexTerms } from './index-terms.js';
import { lowerDatatable, lowerExternal } from './inputs.js';
import { lowerJoin } from './join.js';
import type { LowerRelation } from './lowering.js';
import { lowerSort, lowerTake } from './order.js';
import { sourceScope, type Scope } from './scope.js';
import type { Stage } from './stage.js';
import { lowerRowStep } from './steps.js';
import { lowerSummarize } from './summarize.js';
import { lowerUnion } from './union.js';
import { lowerWindow } from './window.js';

export const lowerRelation: LowerRelation = (relation, stage, needed) => {
  // What `let` shares has the columns that any of its uses needs; a search is written out for one use.
  const chain = chainOf(pruneColumns(relation, needed));
  const needs = neededBelow(chain.steps, needed);
  return chain.steps.reduce<Scope>((scope, step) => lowerStep(step, scope, stage), lowerBase(chain, stage, needs));
};

/** The columns that steps read from what is below them. */
const neededBelow = (steps: readonly Step[], needed: ReadonlySet<string>): ReadonlySet<string> =>
  steps.reduceRight<ReadonlySet<string>>((above, step) => operatorOf(step).needs(step, above)[0]!, needed);

function lowerBase(chain: Chain, stage: Stage, needed: ReadonlySet<string>): Scope {
  const { base } = chain;
  switch (base.op) {
    case 'source':
      return lowerSource(base, chain, stage);
    case 'external':
      return lowerExternal(base, stage);
    case 'datatable':
      return lowerDatatable(base, stage);
    case 'join':
      return lowerJoin(base, needed, stage, lowerRelation);
    case 'union':
      return lowerUnion(base, needed, stage, lowerRelation);
  }
}

function lowerSource(source: Source, chain: Chain, stage: Stage): Scope {
  if (tableByName(source.table) === undefined) stage.notes.refuse('RP3113', source.span, source.table);
  stage.terms = [...stage.writing.terms(source.table), ...indexTerms(chain)];
  return sourceScope(source);
}

function lowerStep(step: Step, scope: Scope, stage: Stage): Scope {
  if (isRowStep(step)) return lowerRowStep(step, scope, stage, null);
  switch (step.op) {
    case 'summarize':
      return lowerSummarize(step, scope, stage);
    case 'sort':
      return lowerSort(step, scope, stage);
    case 'take':
      return lowerTake(step, scope, stage);
    case 'window':
      return lowerWindow(step, scope, stage);
  }
}
