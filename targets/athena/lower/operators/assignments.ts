import type { Assignment, Extend, Project } from '../../../../src/ir/relation.js';
import type { Block } from '../block.js';
import type { Cell } from '../cell.js';
import { lowerExpression } from '../expression.js';
import { readable, without } from '../readable.js';
import type { Request } from '../requests.js';
import { preferCoalesce } from '../simplify.js';
import type { Place } from './place.js';

/** Every expression reads the row before the operator: https://learn.microsoft.com/kusto/query/extend-operator */
export function lowerExtend(relation: Extend, place: Place): Block {
  const wanted = relation.assignments.filter(({ name }) => place.request.columns.has(name));
  const kept = without(
    place.request,
    wanted.map(({ name }) => name),
  );
  const block = assignable(relation, wanted, kept, place);
  const cells = new Map([...block.cells, ...assigned(wanted, block, place)]);
  return { ...block, cells, bare: wanted.length === 0 ? block.bare : null };
}

export function lowerProject(relation: Project, place: Place): Block {
  const wanted = relation.assignments.filter(({ name }) => place.request.columns.has(name));
  const block = assignable(
    relation,
    wanted,
    { columns: new Set(), solid: place.requestOf(relation.input).solid },
    place,
  );
  const renames = wanted.some(({ name, value }) => value.kind !== 'column' || value.name !== name);
  return { ...block, cells: assigned(wanted, block, place), bare: renames ? null : block.bare };
}

/** A block in whose SELECT the expressions can stand. One that hands columns on can stand on groups too. */
function assignable(relation: Extend | Project, wanted: readonly Assignment[], kept: Request, place: Place): Block {
  if (wanted.every(({ value }) => value.kind === 'column' || value.kind === 'literal'))
    return place.closed(relation.input);
  const values = wanted.map(({ value }) => preferCoalesce(value));
  return readable(place.open(relation.input), values, kept, place.context);
}

function assigned(wanted: readonly Assignment[], block: Block, { context }: Place): Map<string, Cell> {
  const cells = wanted.map(({ name, value }): [string, Cell] => [
    name,
    lowerExpression(preferCoalesce(value), block.cells, context),
  ]);
  return new Map(cells);
}
