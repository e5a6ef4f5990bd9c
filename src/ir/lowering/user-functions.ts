import { listPart, part, requiredPart, simpleName, type SyntaxNode } from '../../kql/syntax.js';
import type { Expression } from '../expression.js';
import type { Relation } from '../relation.js';
import { refuse, type Binding, type CallResult, type LoweringContext, type UserFunction } from './context.js';
import { lowerExpression } from './lower-expression.js';
import { lowerLet } from './lower-let.js';

/** More calls than a person writes: functions that each call the one before twice double the query. */
const MAX_EXPANSIONS = 500;

/**
 * A call of a `let` function: its body, as the binder bound it for these arguments, with the parameters bound to them.
 * https://learn.microsoft.com/kusto/query/functions/user-defined-functions
 */
export function callFunction(
  context: LoweringContext,
  node: SyntaxNode,
  called: UserFunction,
  input?: Relation,
): CallResult {
  if (++context.expansions > MAX_EXPANSIONS)
    refuse(context, node, 'RP2004', `more than ${MAX_EXPANSIONS} function calls`);
  const body = calledBody(node);
  if (body === null) return refuse(context, node, 'RP2004', `this call of the function '${called.name}'`);
  const parameters = lowerArguments(context, node, called, input);

  const { bindings, shift } = context;
  context.bindings = new Map([...called.bindings, ...parameters]);
  context.shift = requiredPart(called.declaration, 'Body').TextStart - body.TextStart;
  const result = lowerBody(context, body);
  Object.assign(context, { bindings, shift });
  return result;
}

const calledBody = (node: SyntaxNode): SyntaxNode | null =>
  (node as unknown as { GetCalledFunctionBody(): SyntaxNode | null }).GetCalledFunctionBody();

function lowerBody(context: LoweringContext, body: SyntaxNode): CallResult {
  for (const statement of listPart(body, 'Statements')) {
    if (context.kusto.kindOf(statement) !== 'LetStatement')
      refuse(context, statement, 'RP2004', 'this statement in a function');
    lowerLet(context, statement);
  }
  const expression = requiredPart(body, 'Expression');
  return expression.ResultType?.Columns == null
    ? { kind: 'scalar', value: lowerExpression(context, expression) }
    : { kind: 'tabular', value: context.lowerQuery(expression) };
}

/** Each parameter by name: from a named argument, else by position, else from its default. */
function lowerArguments(
  context: LoweringContext,
  node: SyntaxNode,
  { declaration, name: functionName }: UserFunction,
  input: Relation | undefined,
): [string, Binding][] {
  const positional: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  const list = part(node, 'ArgumentList');
  for (const argument of list === null ? [] : listPart(list, 'Expressions')) {
    if (context.kusto.kindOf(argument) === 'SimpleNamedExpression') {
      named.set(simpleName(requiredPart(argument, 'Name')), requiredPart(argument, 'Expression'));
    } else positional.push(argument);
  }
  const declared = listPart(requiredPart(declaration, 'Parameters'), 'Parameters');
  return declared.map((parameter, index): [string, Binding] => {
    const name = simpleName(requiredPart(requiredPart(parameter, 'NameAndType'), 'Name'));
    if (input !== undefined && index === 0) return [name, { kind: 'tabular', value: input }];
    const argument = named.get(name) ?? positional.shift();
    if (argument !== undefined) return [name, lowerArgument(context, argument)];
    const otherwise = part(parameter, 'DefaultValue');
    if (otherwise === null) return refuse(context, node, 'RP2004', `'${functionName}' without its parameter '${name}'`);
    return [name, { kind: 'scalar', value: lowerExpression(context, requiredPart(otherwise, 'Value')) }];
  });
}

function lowerArgument(context: LoweringContext, argument: SyntaxNode): Binding {
  if (argument.ResultType?.Columns != null) return { kind: 'tabular', value: context.lowerQuery(argument) };
  const value: Expression = lowerExpression(context, argument);
  return { kind: 'scalar', value };
}
