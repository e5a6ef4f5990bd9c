import type { Relation } from '../ir/relation.js';
import { inputsOf } from '../ir/traverse.js';

/** One operator, or several of a kind in a row. */
export interface Stage {
  readonly operator: string;
  /** How many operators of this kind follow each other. */
  readonly steps: number;
  /** The KQL text of each step. */
  readonly text: readonly string[];
}

/** A pipeline: the main one, or that of a `let` variable. */
export interface Pipeline {
  /** Null for the main pipeline. */
  readonly name: string | null;
  readonly stages: readonly Stage[];
}

/** The pipelines of a query, `let` variables first, each once. */
export function pipelinesOf(query: Relation, text: string): Pipeline[] {
  const pipelines = new Map<string | null, Pipeline>();
  collect(query, null, text, pipelines);
  return [...pipelines.values()];
}

function collect(relation: Relation, name: string | null, text: string, pipelines: Map<string | null, Pipeline>): void {
  const stages: Stage[] = [];
  for (let current: Relation | undefined = relation; current !== undefined; current = mainInput(current)) {
    for (const side of inputsOf(current)) {
      if (side.op === 'let' && !pipelines.has(side.name)) collect(side.input, side.name, text, pipelines);
    }
    if (current.op === 'let') {
      stages.unshift({ operator: 'source', steps: 1, text: [current.name] });
      break;
    }
    addInFront(stages, operatorOf(current), text.slice(current.span.start, current.span.end));
  }
  pipelines.set(name, { name, stages });
}

/** The left side of a join carries on the pipeline; the right side is told by the join's own text. */
const mainInput = (relation: Relation): Relation | undefined => inputsOf(relation)[0];
const operatorOf = (relation: Relation): string => ('keyword' in relation ? relation.keyword : relation.op);

function addInFront(stages: Stage[], operator: string, text: string): void {
  const [next] = stages;
  if (next?.operator === operator && operator === 'extend') {
    stages[0] = { operator, steps: next.steps + 1, text: [text, ...next.text] };
  } else {
    stages.unshift({ operator, steps: 1, text: [text] });
  }
}
