import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import { withDoc } from '../ast/print.js';
import * as s from '../ast/statements.js';
import type { TypeMember } from '../ast/type-nodes.js';
import { camelCase, pascalCase } from '../plan/names.js';
import { flowsAtPush, type Origin, type Pipeline, type QueryPlan, type Variable } from '../plan/pipeline.js';
import type { Uses } from '../plan/uses.js';
import { writeExternal, type ExternalInput } from './origins/external.js';
import { writeGroups } from './origins/groups.js';
import { writeJoin } from './origins/join.js';
import { writeKept, type KeptRows } from './origins/kept.js';
import { writeLog } from './origins/log.js';
import { writeOrdered } from './origins/ordered.js';
import { writeRows } from './origins/rows.js';
import type { ModuleParts } from './parts.js';
import { PipelineWriter } from './pipeline-writer.js';

/** What `push` does with a record for one reading of the log. */
export interface PushStage {
  /** The private method that it is when there are several. */
  readonly method: string;
  readonly table: string;
  readonly body: t.Statement[];
}

/** Rows that wait: in a field of the detector when they come from the log, else in a constant of `finish`. */
export interface Store {
  readonly name: string;
  readonly isField: boolean;
  readonly node: t.Expression;
}

/** Writes a pipeline from its origin to its sink, after those whose rows it waits for. */
export type WriteOrigin<Kind extends Origin['kind']> = (
  query: QueryWriter,
  pipeline: Pipeline,
  origin: Extract<Origin, { kind: Kind }>,
  sink: Sink,
) => void;

export type Sink = (writer: PipelineWriter) => void;

/** A type of rows that can be declared: `RowType` of whatever key. */
interface Declared {
  declaration(others: readonly TypeMember[]): t.TSInterfaceDeclaration;
}

const ORIGINS: { readonly [Kind in Origin['kind']]: WriteOrigin<Kind> } = {
  log: writeLog,
  rows: writeRows,
  external: writeExternal,
  join: writeJoin,
  groups: writeGroups,
  ordered: writeOrdered,
  kept: writeKept,
};

/** The pipelines of a query as statements. */
export class QueryWriter {
  readonly push: PushStage[] = [];
  /** In the order in which `finish` runs them. */
  readonly finish: t.Statement[] = [];
  readonly fields: { readonly name: string; readonly type: t.TSType | null; readonly initial: t.Expression }[] = [];
  readonly declarations: t.Statement[] = [];
  readonly externals: ExternalInput[] = [];
  /** What has been kept already, by stage. */
  readonly kept = new Map<unknown, KeptRows>();

  constructor(
    readonly parts: ModuleParts,
    readonly plan: QueryPlan,
    readonly uses: Uses,
  ) {}

  write(pipeline: Pipeline, sink: Sink): void {
    const writeOrigin = ORIGINS[pipeline.origin.kind] as WriteOrigin<Origin['kind']>;
    writeOrigin(this, pipeline, pipeline.origin, sink);
  }

  writer(pipeline: Pipeline, skip: () => t.Statement = s.continues): PipelineWriter {
    return new PipelineWriter(this.parts, pipeline, this.uses, skip);
  }

  /** A store for the rows of a pipeline. */
  store(pipeline: Pipeline, wanted: string, type: t.TSType | null, initial: t.Expression): Store {
    const name = this.parts.members.unique(camelCase(wanted));
    const isField = flowsAtPush(pipeline);
    if (isField) this.fields.push({ name, type, initial });
    else {
      this.parts.finishNames.add(name);
      this.finish.push(s.constant(name, initial, type));
    }
    return { name, isField, node: isField ? b.privateField(name) : b.id(name) };
  }

  typeName(name: string, otherwise: string): string {
    return this.parts.names.unique(pascalCase(name, otherwise));
  }

  /** The type of a stage's rows, once all its fields are known. */
  declare(type: Declared, doc: string, others: readonly TypeMember[] = []): void {
    this.declarations.push(withDoc(type.declaration(others), [doc]));
  }

  /** Adds the statements of a pipeline to `finish`. */
  finishWith(writer: PipelineWriter): void {
    this.finish.push(...writer.body);
  }

  isRead(variable: Variable): boolean {
    return this.uses.has(variable);
  }
}
