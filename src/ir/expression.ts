import type { Span } from '../diagnostics/diagnostic.js';
import type { Relation } from './relation.js';
import type { KqlType } from './types.js';
import type { Value } from './value.js';

interface ExpressionBase {
  /** The KQL type, as Kusto's own binder computed it. */
  readonly type: KqlType;
  /** Where in the KQL text it came from. */
  readonly span: Span;
}

/** A column of the operator's input row. */
export interface ColumnReference extends ExpressionBase {
  readonly kind: 'column';
  readonly name: string;
}

export interface Literal extends ExpressionBase {
  readonly kind: 'literal';
  readonly value: Value;
}

/**
 * A function or an operator of the registry (`src/functions`), under its one KQL name: `tostring`, `iff`, `==`, `and`,
 * `in`, `contains`. Aliases (`iif`, `todynamic`, `<>`) and negated forms (`!contains`, `isnotempty`) are gone: lowering
 * writes the canonical name, and `not` around it where KQL's own rule is a plain negation.
 */
export interface Call extends ExpressionBase {
  readonly kind: 'call';
  readonly fn: string;
  readonly args: readonly Expression[];
}

/** `d.key`, `d['key']`: the value of a key of a dynamic bag, null when there is none. Type is always dynamic. */
export interface Member extends ExpressionBase {
  readonly kind: 'member';
  readonly object: Expression;
  readonly key: string;
}

/** `d[0]`, `d[-1]`, `d[n]`: an array element, from the end when negative, null when out of range. Type is dynamic. */
export interface Index extends ExpressionBase {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

/** `toscalar(T)`: the first column of the first row, null (`""` for a string) when there is none. Not in `RuleIR.plan`. */
export interface ToScalar extends ExpressionBase {
  readonly kind: 'toscalar';
  readonly query: Relation;
}

/**
 * `x in (T)`: whether the value is in the first column, by `==`; null is in no table. `!in` is `not` around it. Not in
 * `RuleIR.plan`, where the pass `subqueries` has made joins of both kinds.
 */
export interface InTable extends ExpressionBase {
  readonly kind: 'in-table';
  readonly value: Expression;
  readonly query: Relation;
  /** `in~`. */
  readonly ignoreCase: boolean;
}

export type Expression = ColumnReference | Literal | Call | Member | Index | ToScalar | InTable;
/** For the switches of targets: the pass `subqueries` has made joins of these. */
export function notInPlan({ kind }: ToScalar | InTable): never {
  throw new Error(`a plan has no ${kind}`);
}

export type ExpressionKind = Expression['kind'];
