import type { Row } from '../data/row.js';
import type { EvalValue } from '../data/values.js';
import type { Place } from './source.js';

/** The eval expressions of SPL (Search Reference, "eval", "where", "Evaluation functions"). */
export type Expression = Literal | FieldReference | Call | Unary | Arithmetic | Comparison | Logic;

export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number;
  readonly place: Place;
}

export interface FieldReference {
  readonly kind: 'field';
  readonly name: string;
  readonly place: Place;
}

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly definition: EvalFunction;
  readonly args: readonly Expression[];
  readonly place: Place;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: '-' | 'not';
  readonly operand: Expression;
  readonly place: Place;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '.';

/** A chain of operators of one precedence, left to right; flat, so that long chains do not nest. */
export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly first: Expression;
  readonly rest: readonly { readonly operator: ArithmeticOperator; readonly operand: Expression }[];
  readonly place: Place;
}

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Comparison {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly place: Place;
}

export interface Logic {
  readonly kind: 'logic';
  readonly operator: 'and' | 'or' | 'xor';
  readonly operands: readonly Expression[];
  readonly place: Place;
}

/** What an expression can see besides its row. */
export interface EvalEnvironment {
  /** The time of the search in seconds since 1970, as now() returns it. */
  readonly now: number;
  /** Matches a search string against a row; for searchmatch(). */
  readonly matches: (search: string, row: Row, place: Place) => boolean;
}

/** One call of a function while a row is evaluated. */
export interface CallSite {
  readonly place: Place;
  readonly name: string;
  readonly args: readonly Expression[];
  readonly row: Row;
  readonly environment: EvalEnvironment;
  /** Evaluates an argument, on this row or on another one. */
  readonly evaluate: (expression: Expression, row?: Row) => EvalValue;
}

/** An entry of the function tables: one line a function, with the page of Splunk's Search Reference that it follows. */
export interface EvalFunction {
  readonly page: string;
  readonly min: number;
  readonly max: number;
  readonly returnsBoolean: boolean;
  readonly call: (site: CallSite) => EvalValue;
}

/** Whether an expression can only be true, false or null; eval cannot put such a value into a field. */
export function isBoolean(expression: Expression): boolean {
  switch (expression.kind) {
    case 'comparison':
    case 'logic':
      return true;
    case 'unary':
      return expression.operator === 'not';
    case 'call':
      return expression.definition.returnsBoolean;
    default:
      return false;
  }
}
