import type { Relation, Union } from '../../../src/ir/relation.js';
import type { Column } from '../../../src/ir/types.js';
import { field } from '../spl/expression.js';
import type { Search } from '../spl/command.js';
import { chainOf, isRowStep } from './chain.js';
import { handOver } from './hand-over.js';
import { settled } from './join-columns.js';
import type { LowerRelation } from './lowering.js';
import type { Binding, FieldBinding, Scope } from './scope.js';
import type { Assignment, Stage } from './stage.js';

/** `union`: the rows of each input below those of the one before, each column in one field. Events stream through `multisearch`, which has no
 * limit of rows; other rows are appended. */
export function lowerUnion(union: Union, needed: ReadonlySet<string>, stage: Stage, lower: LowerRelation): Scope {
  const columns = union.columns.filter(({ name }) => needed.has(name));
  const names = new Map(columns.map(({ name }) => [name, stage.names.take(name)]));
  const streams = union.inputs.every(isStream);
  const searches: Search[] = [];
  const found = union.inputs.map((input, index) => {
    const isOuter = index === 0 && !streams;
    const own = isOuter ? stage : stage.branch();
    const scope = lower(input, own, needed);
    const rows = new Map(columns.map(({ name }) => [name, settled(scope.get(name)!, own)] as const));
    const copies: Assignment[] = [];
    const handed = new Map<string, string>();
    for (const [name, { field: from }] of rows) {
      // Two columns may share a field; the outer search has the fields of its own rows under their names already.
      const to = isOuter ? names.get(name)! : handed.has(from) ? own.names.take(name) : from;
      if (to !== from) copies.push({ field: to, value: field(from) });
      handed.set(to, names.get(name)!);
    }
    if (copies.length > 0) own.emit({ command: 'eval', assignments: copies });
    if (streams) {
      handOver(handed, own, 'fields');
      searches.push(own.search());
    } else if (index > 0) {
      handOver(handed, own);
      stage.emit({ command: 'append', search: own.search() });
      stage.notes.assume('RP3159', `part ${index + 1} of the union`);
    }
    return rows;
  });
  if (streams) stage.generator = { command: 'multisearch', searches };
  stage.forgetEvent();
  return new Map(
    columns.map((column): [string, Binding] => {
      const rows = found.map((each) => each.get(column.name)!);
      return [column.name, together(column, names.get(column.name)!, rows, union, stage)];
    }),
  );
}

/** Whether a query looks at each event on its own, by commands that `multisearch` takes: the numbers of elements are not. */
function isStream(input: Relation): boolean {
  const { base, steps } = chainOf(input);
  return (
    base.op === 'source' &&
    steps.every((step) => isRowStep(step) && !(step.op === 'mv-expand' && step.itemIndex !== null))
  );
}

function together(
  { name, type }: Column,
  own: string,
  rows: readonly FieldBinding[],
  union: Union,
  stage: Stage,
): FieldBinding {
  const times = new Set(rows.map(({ time }) => time));
  if (times.size > 1) stage.notes.refuse('RP3104', union.span, 'datetime', `form for both kinds of times of '${name}'`);
  const json = rows.every(({ dynamic }) => dynamic?.kind === 'json');
  const spelled = rows.every(({ dynamic }) => dynamic?.kind === 'json' && dynamic.spelled);
  return {
    kind: 'field',
    field: own,
    type,
    nullable: rows.some(({ nullable }) => nullable),
    time: rows[0]?.time ?? null,
    dynamic:
      type !== 'dynamic'
        ? null
        : json
          ? { kind: 'json', root: field(own), path: [], spelled, empty: true }
          : { kind: 'opaque', value: field(own) },
  };
}
