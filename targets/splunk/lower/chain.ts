import type {
  Datatable,
  Extend,
  External,
  Join,
  MvExpand,
  Project,
  Relation,
  Sort,
  Source,
  Summarize,
  Take,
  Union,
  Where,
  Window,
} from '../../../src/ir/relation.js';

/** Operators that look at one row at a time: Splunk runs them on the events as they stream in. */
export type RowStep = Where | Extend | Project | MvExpand;
/** Operators that look at all rows. */
export type TableStep = Summarize | Sort | Take | Window;
export type Step = RowStep | TableStep;
export type Base = Source | Datatable | External | Join | Union;

/** A line of operators above what it reads. */
export interface Chain {
  readonly base: Base;
  /** From the base upwards. */
  readonly steps: readonly Step[];
}

export function chainOf(relation: Relation): Chain {
  const steps: Step[] = [];
  let at = relation;
  for (;;) {
    switch (at.op) {
      case 'source':
      case 'datatable':
      case 'external':
      case 'join':
      case 'union':
        return { base: at, steps: steps.reverse() };
      case 'let':
        at = at.input;
        break;
      default:
        steps.push(at);
        at = at.input;
    }
  }
}

export const isRowStep = (step: Step): step is RowStep =>
  step.op === 'where' || step.op === 'extend' || step.op === 'project' || step.op === 'mv-expand';

/** Only gives columns other names. */
export const isRenaming = (step: Step): boolean =>
  (step.op === 'extend' || step.op === 'project') && step.assignments.every(({ value }) => value.kind === 'column');
