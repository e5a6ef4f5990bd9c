import type * as t from '@babel/types';
import { AGGREGATES } from '../../aggregates.js';
import type { Accumulated, Accumulating } from '../../aggregates/accumulating.js';
import * as b from '../../ast/builders.js';
import * as s from '../../ast/statements.js';
import { keyword, reference, type TypeMember } from '../../ast/type-nodes.js';
import { isTrue } from '../../expressions/logic.js';
import { isWhole, refused, type Lowered } from '../../expressions/lowered.js';
import { camelCase } from '../../plan/names.js';
import type { AggregateCall, GroupStage, Pipeline, Variable } from '../../plan/pipeline.js';
import type { PipelineWriter } from '../pipeline-writer.js';
import type { QueryWriter, WriteOrigin } from '../query-writer.js';
import { RowType } from '../row-type.js';
import { writeSteps } from '../steps.js';

/** Groups of rows: what they add up to grows with each row, and is read when all are in. */
export const writeGroups: WriteOrigin<'groups'> = (query, pipeline, { groups }, sink) => {
  const { input, keys, relation } = groups;
  const type = new RowType<Variable>(query.parts, query.typeName(`${input.name}Group`, 'Group'));
  const reads = { variables: [...pipeline.variables.values()].filter((variable) => query.isRead(variable)) };
  const isKeyed = keys.length > 0;
  const initial = { members: [] as Member[] };
  const group = reference(type.name);
  const wanted = isKeyed ? `${input.name}Groups` : `${input.name}Group`;
  // What a group without rows is, is only known when the rows that it adds up are written.
  const empty = b.object([]);
  const store = isKeyed
    ? query.store(input, wanted, null, b.construct('Map', [], [keyword('string'), group]))
    : query.store(input, wanted, group, empty);

  const outputs = new Map<AggregateCall, readonly (() => Lowered)[]>();
  query.write(input, (writer) => {
    const values = keys.map((variable) => writer.read(variable));
    const entries = keys
      .filter((key) => reads.variables.some(({ definition }) => isField(definition, key)))
      .map((key) => type.entry(key, key.label, writer.read(key)));
    // The rows may be groups themselves.
    const own = input.origin.kind === 'groups' ? writer.freshName('group') : 'group';
    const base = isKeyed ? b.id(own) : store.node;
    const accumulated = usedAggregates(groups, pipeline, query).map((aggregate) => {
      const result = accumulate(query, writer, type, initial.members, aggregate, base);
      outputs.set(aggregate, result.outputs);
      return { aggregate, update: result.update };
    });
    const members = initial.members.map(({ name, initial: value }) => ({ key: name, value }));
    const updates = accumulated.flatMap(({ aggregate, update }) => filtered(writer, aggregate, update));
    if (!isKeyed) {
      empty.properties = b.object(members).properties;
      writer.add(...updates);
      return;
    }
    const create = b.arrow([], b.object([...entries, ...members]));
    const found = writer.helper('groupOf', store.node, keyText(values, writer), create);
    writer.add(updates.length === 0 ? s.expressionStatement(found) : s.constant(own, found), ...updates);
  });
  const others = initial.members.map(({ name, type: memberType, isMutable }): TypeMember => ({
    name,
    type: memberType,
    isMutable,
  }));
  query.declare(type, `What rows add up to: ${query.parts.source(relation.span)}`, others);

  const writer = query.writer(pipeline);
  const isRead = reads.variables.some(({ definition }) => definition.kind !== 'value');
  writer.commented(query.parts.source(relation.span), () => {
    writer.loop(isRead ? 'group' : '_group', isKeyed ? b.method(store.node, 'values') : b.array([store.node]));
  });
  for (const variable of reads.variables) {
    const { definition } = variable;
    if (definition.kind === 'field') {
      writer.provide(variable, () => type.read(definition.variable, b.id('group')));
    } else if (definition.kind === 'aggregate') {
      writer.provide(variable, outputs.get(definition.aggregate)![definition.output]!);
    }
  }
  writeSteps(writer, pipeline.steps);
  sink(writer);
  query.finishWith(writer);
};

const isField = (definition: Variable['definition'], key: Variable): boolean =>
  definition.kind === 'field' && definition.variable === key;

interface Member {
  readonly name: string;
  readonly type: t.TSType;
  readonly initial: t.Expression;
  readonly isMutable: boolean;
}

/** The aggregates of which anything is read. */
const usedAggregates = ({ aggregates }: GroupStage, { variables }: Pipeline, query: QueryWriter): AggregateCall[] =>
  aggregates.filter((aggregate) =>
    [...variables.values()].some(
      (variable) =>
        variable.definition.kind === 'aggregate' &&
        variable.definition.aggregate === aggregate &&
        query.isRead(variable),
    ),
  );

function accumulate(
  query: QueryWriter,
  writer: PipelineWriter,
  type: RowType<Variable>,
  members: Member[],
  aggregate: AggregateCall,
  base: t.Expression,
): Accumulated {
  const lower = AGGREGATES.get(aggregate.fn);
  if (lower === undefined) {
    query.parts.refuse('RP3301', [aggregate.fn], aggregate.span);
    const none = aggregate.outputs.map((column) => () => refused(column.type));
    return { update: [], outputs: none };
  }
  const accumulating: Accumulating = {
    query,
    writer,
    aggregate,
    argument: (index = 0) => writer.readNamed(aggregate.args[index]!),
    member: (label, memberType, initial, isMutable = true) => {
      const name = type.uniqueName(camelCase(label));
      members.push({ name, type: memberType, initial, isMutable });
      return { row: b.member(base, name), group: b.member(b.id('group'), name) };
    },
  };
  return lower(accumulating);
}

/** Only rows for which the filter is true count. */
function filtered(writer: PipelineWriter, { filter }: AggregateCall, update: t.Statement[]): t.Statement[] {
  if (filter === null || update.length === 0) return update;
  return [s.ifThen(isTrue(writer.read(filter), writer), s.together(update))];
}

/** A text that is the same exactly for equal keys. */
function keyText(values: readonly Lowered[], writer: PipelineWriter): t.Expression {
  const [only, ...others] = values;
  if (only?.type === 'string' && others.length === 0) return only.node;
  const parts = values.map((value) => jsonPart(value, writer));
  return b.method(b.id('JSON'), 'stringify', b.array(parts));
}

/** As JSON can tell it from every other value of its type. */
function jsonPart({ type, node, bounds }: Lowered, writer: PipelineWriter): t.Expression {
  if (type === 'dynamic') return writer.helper('valueKey', node);
  // JSON has no bigint, no NaN and no infinity; null is no number's text.
  if ((isWhole(type) && bounds === null) || type === 'real' || type === 'timespan') {
    return b.call('String', node);
  }
  return node;
}
