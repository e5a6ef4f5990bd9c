import { requiredPart, simpleName, type SyntaxNode } from '../../kql/syntax.js';
import type { Relation } from '../relation.js';
import { spanOf, type Binding, type LoweringContext } from './context.js';
import { lowerExpression } from './lower-expression.js';

/** A `let` only binds: https://learn.microsoft.com/kusto/query/let-statement */
export function lowerLet(context: LoweringContext, statement: SyntaxNode): void {
  const name = simpleName(requiredPart(statement, 'Name'));
  const binding = bind(context, name, statement, requiredPart(statement, 'Expression'));
  context.bindings = new Map([...context.bindings, [name, binding]]);
}

function bind(context: LoweringContext, name: string, statement: SyntaxNode, expression: SyntaxNode): Binding {
  if (context.kusto.kindOf(expression) === 'FunctionDeclaration') {
    return { kind: 'function', name, declaration: expression, bindings: context.bindings };
  }
  if (expression.ResultType?.Columns == null) return { kind: 'scalar', value: lowerExpression(context, expression) };
  const outer = context.letName;
  context.letName = name;
  const input = context.lowerQuery(expression);
  context.letName = outer;
  const value: Relation = { op: 'let', name, input, columns: input.columns, span: spanOf(context, statement) };
  return { kind: 'tabular', value };
}
