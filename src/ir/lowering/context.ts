import type { Span } from '../../diagnostics/diagnostic.js';
import { KQL_CODES } from '../../kql/codes.js';
import type { Kusto } from '../../kql/kusto.js';
import type { KqlFault } from '../../kql/parse.js';
import type { KustoList, ColumnSymbol, SyntaxNode, TypeSymbol } from '../../kql/syntax.js';
import type { Expression } from '../expression.js';
import type { Relation } from '../relation.js';
import { KQL_TYPES, type Column, type KqlType } from '../types.js';

/** A `let` variable that later statements may name. */
export type Binding =
  | { readonly kind: 'scalar'; readonly value: Expression }
  | { readonly kind: 'tabular'; readonly value: Relation }
  | UserFunction;

/** A `let` function: its declaration, and what was bound where it stands. */
export interface UserFunction {
  readonly kind: 'function';
  readonly name: string;
  readonly declaration: SyntaxNode;
  readonly bindings: ReadonlyMap<string, Binding>;
}

/** What a function was called with: a value, or a table. */
export type CallResult = Exclude<Binding, UserFunction>;

/** State of one lowering: the parser at hand, what `let` has bound, the faults found. */
export interface LoweringContext {
  readonly kusto: Kusto;
  bindings: ReadonlyMap<string, Binding>;
  readonly faults: KqlFault[];
  /** Lowers a query that stands in another one: the right side of a join, the table of an `in`. */
  readonly lowerQuery: (node: SyntaxNode) => Relation;
  /** Lowers a call of a user's function, with the input of `invoke` where there is one. */
  readonly callFunction: (node: SyntaxNode, called: UserFunction, input?: Relation) => CallResult;
  /** How far the nodes being lowered stand from their place in the query: not 0 inside a called function. */
  shift: number;
  /** Calls of functions so far: functions that call functions can make a query of any size. */
  expansions: number;
  /**
   * What the operator being lowered makes of calls that only it knows: aggregates in `summarize`, window functions. Null: not
   * mine. Set for the time of the operator.
   */
  calls?: ((node: SyntaxNode, name: string) => Expression | null) | undefined;
  /** The columns that the expressions of the operator being lowered can read. */
  row?: readonly Column[] | undefined;
  /** The name that the expression being lowered is bound to by `let`, for inputs that need one. */
  letName?: string | undefined;
}

/** Thrown inside the lowering, caught by `lowerQuery`: the fault is in the context already. */
export class LoweringStop extends Error {}

type KqlCode = keyof typeof KQL_CODES;

/** Records a fault at a node and stops lowering the statement: half a query must never be emitted. */
export function refuse<Code extends KqlCode>(
  context: LoweringContext,
  node: SyntaxNode,
  code: Code,
  ...values: Parameters<(typeof KQL_CODES)[Code]['message']>
): never {
  const message = KQL_CODES[code].message as (...values: string[]) => string;
  context.faults.push({ severity: 'error', code, message: message(...values), span: spanOf(context, node) });
  throw new LoweringStop(code);
}

/** Where a node stands in the query. Microsoft's binder gives the body of a called function a text of its own. */
export const spanOf = ({ shift }: LoweringContext, node: SyntaxNode): Span => ({
  start: node.TextStart + shift,
  end: node.End + shift,
});

export function kqlType(context: LoweringContext, node: SyntaxNode, type: TypeSymbol | null): KqlType {
  const name = type?.Name ?? 'unknown';
  // The binder refines dynamic values (`dynamic<array>`, a bag's known keys); at run time they are all dynamic.
  if (name.startsWith('dynamic')) return 'dynamic';
  const known = KQL_TYPES.find((candidate) => candidate === name);
  return known ?? refuse(context, node, 'RP2004', `a value of type ${name}`);
}

/** The output columns of an operator as the binder computed them. */
export function columnsOf(context: LoweringContext, node: SyntaxNode): Column[] {
  const columns: KustoList<ColumnSymbol> | null | undefined = node.ResultType?.Columns;
  if (columns == null) return refuse(context, node, 'RP2004', 'an expression without a known table schema');
  return Array.from({ length: columns.Count }, (_, index) => {
    const column = columns.getItem(index);
    return { name: column.Name, type: kqlType(context, node, column.Type) };
  });
}
