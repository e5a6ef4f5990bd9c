import type { Extend, Join, MvExpand, Project, Relation, Source, Where, Datatable } from '../../../src/ir/relation.js';

export type Step = Where | Extend | Project | MvExpand;

/** A line of operators above what it reads: a table, rows, or a join. */
export interface Chain {
  readonly base: Source | Datatable | Join;
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
      case 'join':
        return { base: at, steps: steps.reverse() };
      case 'let':
        at = at.input;
        break;
      case 'where':
      case 'extend':
      case 'project':
      case 'mv-expand':
        steps.push(at);
        at = at.input;
        break;
      default:
        throw new Error(`the operator ${at.op} is refused before it comes here`);
    }
  }
}

/** Only gives columns other names. */
export const isRenaming = (step: Step): boolean =>
  (step.op === 'extend' || step.op === 'project') && step.assignments.every(({ value }) => value.kind === 'column');
