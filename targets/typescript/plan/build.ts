import type { Relation, RelationOp } from '../../../src/ir/relation.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { lookUp, type Building, type BuildOperator, type Draft } from './draft.js';
import { buildExtend, buildLet, buildProject, buildWhere } from './operators/columns.js';
import { buildDatatable, buildExternal, buildSource } from './operators/inputs.js';
import { buildJoin } from './operators/join.js';
import { buildShared, buildUnion, type SharedRows } from './operators/kept.js';
import { buildMvExpand } from './operators/mv-expand.js';
import { buildSort, buildTake, buildWindow } from './operators/ordered.js';
import { buildSummarize } from './operators/summarize.js';
import type { Definition, Pipeline, QueryPlan, Variable } from './pipeline.js';
import { sharedParts } from './sharing.js';

const BUILDERS: { readonly [Op in RelationOp]: BuildOperator<Extract<Relation, { op: Op }>> } = {
  source: buildSource,
  datatable: buildDatatable,
  external: buildExternal,
  where: buildWhere,
  extend: buildExtend,
  project: buildProject,
  'mv-expand': buildMvExpand,
  join: buildJoin,
  summarize: buildSummarize,
  union: buildUnion,
  sort: buildSort,
  take: buildTake,
  window: buildWindow,
  let: buildLet,
};

/** Cuts the plan of a rule into pipelines and gives every column version its own variable. */
export function buildPlan(ir: RuleIR): QueryPlan {
  const builder = new PlanBuilder(sharedParts(ir.plan));
  const draft = builder.build(ir.plan);
  const pipeline = builder.seal(draft);
  return {
    pipeline,
    pipelines: builder.pipelines,
    variables: builder.variables,
    output: ir.output.map((column) => ({ column, variable: lookUp(draft, column.name) })),
    evidence: ir.hidden.evidence.map((name) => lookUp(draft, name)),
  };
}

class PlanBuilder implements Building {
  readonly pipelines: Pipeline[] = [];
  readonly variables = new Map<string, Variable>();
  readonly #kept = new Map<Relation, SharedRows>();

  constructor(readonly shared: ReadonlySet<Relation>) {}

  build(relation: Relation): Draft {
    const buildOperator = BUILDERS[relation.op] as unknown as BuildOperator<Relation>;
    if (!this.shared.has(relation)) return buildOperator(relation, this);
    const known = this.#kept.get(relation);
    const rows = known ?? buildShared(relation, buildOperator(relation, this), this);
    this.#kept.set(relation, rows);
    return rows.read();
  }

  seal({ name, origin, steps, variables }: Draft, otherwise = ''): Pipeline {
    const pipeline = { name: name || otherwise, origin, steps, variables };
    this.pipelines.push(pipeline);
    return pipeline;
  }

  add(
    { variables }: Pick<Draft, 'variables'>,
    label: string,
    type: Variable['type'],
    definition: Definition,
  ): Variable {
    const variable: Variable = { key: `${this.variables.size}:${label}`, label, type, definition };
    variables.set(variable.key, variable);
    this.variables.set(variable.key, variable);
    return variable;
  }
}
