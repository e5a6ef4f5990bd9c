import type { Let, Sort, Take, Union, Where } from '../../ir/relation.js';
import { compareCells } from '../../functions/value-key.js';
import { evaluate } from '../evaluate.js';
import type { RunOperator } from './run-operator.js';

export const runLet: RunOperator<Let> = (_relation, [rows]) => rows!;

export const runWhere: RunOperator<Where> = (relation, [rows], { scopes }) => {
  const scope = scopes(relation.input.columns);
  return rows!.filter((row) => evaluate(relation.predicate, scope(row)) === true);
};

export const runTake: RunOperator<Take> = ({ count }, [rows]) => rows!.slice(0, count);

export const runUnion: RunOperator<Union> = (_relation, inputs) => inputs.flat();

export const runSort: RunOperator<Sort> = (relation, [rows], { scopes }) => {
  const scope = scopes(relation.input.columns);
  const keyed = rows!.map((row) => {
    const before = scope(row);
    return { row, cells: relation.keys.map(({ value }) => evaluate(value, before)) };
  });
  keyed.sort((a, b) => {
    for (const [index, { direction, nulls }] of relation.keys.entries()) {
      const found = compareCells(a.cells[index] ?? null, b.cells[index] ?? null, direction, nulls);
      if (found !== 0) return found;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
};
