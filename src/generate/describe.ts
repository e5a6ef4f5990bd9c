import { positionIn } from '../diagnostics/position-in.js';
import type { Expression } from '../ir/expression.js';
import type { RuleIR } from '../ir/rule-ir.js';
import { printExpression } from '../ir/print-expression.js';
import type { GeneratedEvents } from './generate.js';

/** A predicate that was seen on one side only, or not at all. */
export interface OneSided {
  readonly predicate: string;
  /** What no record brought about. */
  readonly missing: 'true' | 'false' | 'both';
  readonly line: number;
  readonly column: number;
}

export interface GeneratedSummary {
  readonly records: number;
  /** Whether the reference returns a row. */
  readonly reached: boolean;
  /** Predicates that were not met when the alert was not reached. */
  readonly blockedBy: readonly OneSided[];
  readonly predicates: { readonly total: number; readonly bothSides: number; readonly oneSided: readonly OneSided[] };
}

/** What the events made for a rule reach, for people and for JSON. Places are in the rule's file. */
export function describeGenerated(rule: RuleIR, generated: GeneratedEvents): GeneratedSummary {
  const place = (test: Expression, missing: OneSided['missing']): OneSided => {
    const { file, locate } = rule.rule.source;
    const { line, column } = file === null ? positionIn(rule.query, test.span.start) : locate(test.span.start);
    return { predicate: textOf(rule, test), missing, line, column };
  };
  const { predicates, records, reached, unmet } = generated;
  const oneSided = predicates
    .filter(({ met, failed }) => !met || !failed)
    .map(({ test, met, failed }) => place(test, !met && !failed ? 'both' : met ? 'false' : 'true'));
  return {
    records: records.length,
    reached,
    blockedBy: unmet.map((test) => place(test, 'true')),
    predicates: { total: predicates.length, bothSides: predicates.length - oneSided.length, oneSided },
  };
}

/** As the author wrote it, on one line; what a pass made up as the IR prints it. */
function textOf({ query }: RuleIR, test: Expression): string {
  const written = query.slice(test.span.start, test.span.end).replace(/\s+/g, ' ').trim();
  return written === '' ? printExpression(test) : written;
}
