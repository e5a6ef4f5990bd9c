import type { Expression } from '../expression.js';
import type { WithHidden } from '../hidden.js';
import type { Relation } from '../relation.js';

/** A line of the printed IR, or the place of an input, possibly indented. */
export type PrintedPart = string | { readonly input: Relation; readonly indent: boolean };

/**
 * All that the core knows of one relational operator; the walker, the printer and the passes are built on these. A new
 * operator is its node in `relation.ts`, one file here, one in `lowering/operators` and one in `interpreter/operators`.
 */
export interface Operator<R extends Relation> {
  /** Direct inputs, the main one first. */
  inputs(relation: R): readonly Relation[];
  /** The operator on other inputs, as many as it has. Its columns stay. */
  withInputs(relation: R, inputs: readonly Relation[]): R;
  /** The expressions that it holds itself. */
  expressions(relation: R): readonly Expression[];
  mapExpressions(relation: R, change: (expression: Expression) => Expression): R;
  print(relation: R): readonly PrintedPart[];
  /** Output columns that it makes, or sets anew; what it only hands on is not among them. */
  makes(relation: R): readonly string[];
  /**
   * What the operator says about the columns that a rule reports (`passes/output-columns.ts`): `states` them all itself, lets
   * those of its main input `pass`, or `mixes` columns that nobody asked for into them.
   */
  readonly output: 'states' | 'passes' | 'mixes' | ((relation: R) => 'states' | 'passes' | 'mixes');
  /** The operator with hidden columns, on inputs that have theirs. */
  hide(relation: R, inputs: readonly WithHidden[]): WithHidden;
  /** The columns of each input that it needs when `needed` are needed of it. */
  needs(relation: R, needed: ReadonlySet<string>): readonly ReadonlySet<string>[];
  /** The operator reduced to the needed columns, on inputs that are already. May be an input itself when nothing is left to do. */
  prune(relation: R, needed: ReadonlySet<string>, inputs: readonly Relation[]): Relation;
}

/** The columns, in their order, that still come from the input or are made here. */
export const available = <C extends { readonly name: string }>(
  columns: readonly C[],
  input: Relation,
  made: readonly string[] = [],
): C[] => {
  const present = new Set([...input.columns.map(({ name }) => name), ...made]);
  return columns.filter(({ name }) => present.has(name));
};

/** An operator with one input that hands its rows or columns on. */
export const oneInput = <R extends Relation & { readonly input: Relation }>() => ({
  inputs: (relation: R): readonly Relation[] => [relation.input],
  withInputs: (relation: R, [input]: readonly Relation[]): R => ({ ...relation, input: input! }),
});

/** An operator without inputs. */
export const noInput = <R extends Relation>() => ({
  inputs: (): readonly Relation[] => [],
  withInputs: (relation: R): R => relation,
  needs: (): readonly ReadonlySet<string>[] => [],
});

/** An operator without expressions of its own. */
export const noExpressions = <R extends Relation>() => ({
  expressions: (): readonly Expression[] => [],
  mapExpressions: (relation: R): R => relation,
});

/** An operator that hands its input's hidden columns on unchanged. */
export const hidesNothing = <R extends Relation & { readonly input: Relation }>(
  relation: R,
  [input]: readonly WithHidden[],
): WithHidden => {
  const columns = [...relation.columns, ...input!.hidden];
  return { ...input!, relation: { ...relation, input: input!.relation, columns } as Relation };
};

export const without = (needed: ReadonlySet<string>, made: readonly string[]): Set<string> =>
  new Set([...needed].filter((name) => !made.includes(name)));

export const keep = <C extends { readonly name: string }>(columns: readonly C[], needed: ReadonlySet<string>): C[] =>
  columns.filter(({ name }) => needed.has(name));
