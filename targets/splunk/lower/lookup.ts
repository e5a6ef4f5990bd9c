import type { External, Join, Relation } from '../../../src/ir/relation.js';
import { and, call, compare, field, number, or, test, text } from '../spl/expression.js';
import { chainOf, isRenaming } from './chain.js';
import { settled } from './join-columns.js';
import type { LowerRelation } from './lowering.js';
import type { Scope } from './scope.js';
import type { Stage } from './stage.js';

/** The file of an external input among an app's lookups. */
export const lookupFile = ({ name }: External): string => `${name}.csv`;

export function noteLookup(external: External, stage: Stage): void {
  stage.writing.externals.set(external.name, external);
  stage.notes.assume('RP3161', lookupFile(external), external.columns.map(({ name }) => name).join(', '));
}

/**
 * `x in (T)` and `!in`, where T is a column from outside: a `lookup`. Its match is case-sensitive unless transforms.conf says
 * otherwise (case_sensitive_match), as KQL's is. Null for any other join.
 */
export function lookUp(join: Join, needed: ReadonlySet<string>, stage: Stage, lower: LowerRelation): Scope | null {
  if ((join.kind !== 'leftsemi' && join.kind !== 'leftanti') || join.on.length !== 1) return null;
  const [on] = join.on;
  const source = columnFrom(join.right, on!.right);
  const keyType = join.left.columns.find(({ name }) => name === on!.left)?.type;
  if (source === null || keyType !== 'string') return null;
  noteLookup(source.external, stage);
  const scope = lower(join.left, stage, new Set([...needed, on!.left]));
  const key = settled(scope.get(on!.left)!, stage);
  const found = stage.names.take('found');
  const file = lookupFile(source.external);
  stage.emit({ command: 'lookup', file, key: source.column, field: key.field, output: found });
  const semi = join.kind === 'leftsemi';
  const decided = test(semi ? 'isnotnull' : 'isnull', field(found));
  stage.emit({ command: 'where', condition: or(decided, compare('==', field(key.field), text(''))) });
  withoutEmpty(semi, key.field, { file, column: source.column }, stage);
  return scope;
}

/**
 * No page says what `lookup` makes of an empty text and an empty cell: the file itself tells whether it has an empty one. One
 * row for it comes behind the others and goes again.
 */
function withoutEmpty(semi: boolean, key: string, source: { file: string; column: string }, stage: Stage): void {
  const branch = stage.branch();
  branch.generator = { command: 'inputlookup', file: source.file };
  const cell = call('coalesce', field(source.column), text(''));
  branch.emit({ command: 'where', condition: compare('==', cell, text('')) });
  branch.emit({ command: 'head', count: 1 });
  const mark = stage.names.take('empty_cell');
  branch.emit({ command: 'eval', assignments: [{ field: mark, value: number(1) }] });
  branch.emit({ command: 'table', fields: [mark] });
  stage.emit({ command: 'append', search: branch.search() });
  const cells = stage.names.take('empty_cells');
  stage.notes.assume('RP3154', 'eventstats');
  stage.emit({ command: 'eventstats', aggregates: [{ fn: 'count', of: mark, as: cells }], by: [] });
  const asked = compare(semi ? '>' : '==', field(cells), number(0));
  const settles = or(compare('!=', field(key), text('')), asked);
  stage.emit({ command: 'where', condition: and(test('isnull', field(mark)), settles) });
}

/** The string column of an input from outside that a query only hands on. */
function columnFrom(relation: Relation, name: string): { external: External; column: string } | null {
  const { base, steps } = chainOf(relation);
  if (base.op !== 'external' || !steps.every(isRenaming)) return null;
  let column = name;
  for (const step of [...steps].reverse()) {
    if (step.op !== 'extend' && step.op !== 'project') return null;
    const value = step.assignments.find((each) => each.name === column)?.value;
    if (value?.kind === 'column') column = value.name;
  }
  return base.columns.some((each) => each.name === column && each.type === 'string')
    ? { external: base, column }
    : null;
}
