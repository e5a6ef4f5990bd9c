import { listPart, part, requiredPart, simpleName, tokenText, type SyntaxNode } from '../../kql/syntax.js';
import type { FunctionEntry } from '../../functions/function-entry.js';
import { listed } from '../../functions/listed.js';
import { regexFault } from '../../functions/regex.js';
import { functionSpelled } from '../../functions/registry.js';
import type { Expression } from '../expression.js';
import type { KqlType } from '../types.js';
import type { Value } from '../value.js';
import { evaluateConstant } from './constants.js';
import { kqlType, refuse, spanOf, type LoweringContext } from './context.js';
import { lowerLiteral } from './lower-literal.js';
import { lowerRowCall } from './row-calls.js';

/** `x in (…)` and its kin: the left side, then the listed values. */
const LIST_OPERATORS: ReadonlySet<string> = new Set([
  'InExpression',
  'NotInExpression',
  'InCsExpression',
  'NotInCsExpression',
  'HasAnyExpression',
  'HasAllExpression',
]);

export function lowerExpression(context: LoweringContext, node: SyntaxNode): Expression {
  const kind = context.kusto.kindOf(node);
  if (kind === 'DateTimeLiteralExpression' && /\(\s*\)$/.test(tokenText(node, 'Token')))
    return call(context, node, 'now', []);
  const literal = lowerLiteral(context, node, kind);
  if (literal !== null) return literal;
  if (LIST_OPERATORS.has(kind)) return lowerIn(context, node);
  switch (kind) {
    case 'ParenthesizedExpression':
      return lowerExpression(context, requiredPart(node, 'Expression'));
    case 'NameReference':
      return lowerName(context, node);
    case 'PathExpression':
      return lowerPath(context, node);
    case 'ElementExpression':
      return lowerElement(context, node);
    case 'UnaryMinusExpression':
      return call(context, node, 'negate', [lowerExpression(context, requiredPart(node, 'Expression'))]);
    case 'UnaryPlusExpression':
      return lowerExpression(context, requiredPart(node, 'Expression'));
    case 'FunctionCallExpression':
      return lowerCall(context, node);
    case 'ToScalarExpression':
      return lowerToScalar(context, node);
    case 'BetweenExpression':
    case 'NotBetweenExpression':
      return lowerBetween(context, node, kind === 'NotBetweenExpression');
    default:
      return lowerOperator(context, node, kind);
  }
}

/** An operator between two operands; the registry knows it by its text. */
function lowerOperator(context: LoweringContext, node: SyntaxNode, kind: string): Expression {
  const written = tokenText(node, 'Operator');
  const [left, right] = [part(node, 'Left'), part(node, 'Right')];
  if (written === '' || left === null || right === null) return refuse(context, node, 'RP2003', kindInWords(kind));
  return call(
    context,
    node,
    written,
    [left, right].map((side) => lowerExpression(context, side)),
  );
}

/** A call of a function or operator as written: an alias, a negated form. */
function call(context: LoweringContext, node: SyntaxNode, written: string, given: Expression[]): Expression {
  const spelled = functionSpelled(written);
  if (spelled === null) return refuse(context, node, 'RP2003', written);
  const { entry, negated, order } = spelled;
  const args = order === undefined ? given : order.map((place) => given[place]!);
  checkPattern(context, node, patternOf(context, node, entry, args));
  const fault = entry.fault?.(args.map(evaluateConstant)) ?? null;
  if (fault !== null) refuse(context, node, 'RP2004', fault);
  const span = spanOf(context, node);
  // Several arrays sorted together are an array of them.
  const type = node.ResultType?.Name === 'tuple' ? 'dynamic' : kqlType(context, node, node.ResultType);
  const inner: Expression = { kind: 'call', fn: entry.name, args, type, span };
  return negated ? { kind: 'call', fn: 'not', args: [inner], type: 'bool', span } : inner;
}

/** The argument that is a regular expression, if one is. */
function patternOf(
  context: LoweringContext,
  node: SyntaxNode,
  { pattern }: FunctionEntry,
  args: readonly Expression[],
): Expression | undefined {
  if (pattern === undefined) return undefined;
  if (typeof pattern === 'number') return args[pattern];
  const condition = args[pattern.ifArgument];
  if (condition === undefined) return undefined;
  if (condition.kind !== 'literal') return refuse(context, node, 'RP2004', 'a kind of search that is no constant text');
  return condition.value === pattern.is ? args[pattern.at] : undefined;
}

/** A pattern that does not parse would fail at run time, on every engine in its own way. */
function checkPattern(context: LoweringContext, node: SyntaxNode, pattern: Expression | undefined): void {
  if (pattern === undefined) return;
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') {
    return refuse(context, node, 'RP2004', 'a regular expression that is no constant text');
  }
  // Trimming repeats a pattern as a whole: one that cannot stand in a group (an open comment) would fail only there.
  const fault = regexFault(pattern.value) ?? regexFault(`(?:${pattern.value})`);
  if (fault !== null) refuse(context, node, 'RP2007', fault);
}

/** `x between (a .. b)` is `x >= a and x <= b`: https://learn.microsoft.com/kusto/query/between-operator */
function lowerBetween(context: LoweringContext, node: SyntaxNode, negated: boolean): Expression {
  const value = lowerExpression(context, requiredPart(node, 'Left'));
  const range = requiredPart(node, 'Right');
  const low = lowerExpression(context, requiredPart(range, 'First'));
  const second = lowerExpression(context, requiredPart(range, 'Second'));
  const span = spanOf(context, node);
  // `between (t .. 3d)` ends 3 days after t.
  const high: Expression =
    second.type === 'timespan' && low.type === 'datetime'
      ? { kind: 'call', fn: '+', args: [low, second], type: 'datetime', span: second.span }
      : second;
  const compare = (fn: string, bound: Expression): Expression => ({
    kind: 'call',
    fn,
    args: [value, bound],
    type: 'bool',
    span,
  });
  const args = negated ? [compare('<', low), compare('>', high)] : [compare('>=', low), compare('<=', high)];
  return { kind: 'call', fn: negated ? 'or' : 'and', args, type: 'bool', span };
}

function lowerIn(context: LoweringContext, node: SyntaxNode): Expression {
  const operator = tokenText(node, 'Operator');
  const left = lowerExpression(context, requiredPart(node, 'Left'));
  const nodes = listPart(requiredPart(node, 'Right'), 'Expressions');
  const table = nodes.find((value) => value.ResultType?.Columns != null);
  if (table !== undefined) {
    if (operator.startsWith('has')) refuse(context, table, 'RP2004', `a table on the right of '${operator}'`);
    return lowerInTable(context, node, left, table);
  }
  const values = nodes.map((value) => lowerExpression(context, value));
  return call(context, node, operator, [left, ...flattenArrays(values)]);
}

/** `x in (T)` looks into the first column of a table. */
function lowerInTable(context: LoweringContext, node: SyntaxNode, value: Expression, table: SyntaxNode): Expression {
  const operator = tokenText(node, 'Operator');
  const query = context.lowerQuery(table);
  const ignoreCase = operator.endsWith('~');
  const type = query.columns[0]?.type;
  if (type !== value.type && !(ignoreCase && type === 'string')) {
    return refuse(context, table, 'RP2004', `looking for a ${value.type} in a table of ${type ?? 'no'} values`);
  }
  const span = spanOf(context, node);
  const test: Expression = { kind: 'in-table', value, query, ignoreCase, type: 'bool', span };
  return operator.startsWith('!') ? { kind: 'call', fn: 'not', args: [test], type: 'bool', span } : test;
}

/** `in (dynamic(["a", "b"]))` lists the elements, also of nested arrays: https://learn.microsoft.com/kusto/query/in-cs-operator */
function flattenArrays(values: readonly Expression[]): Expression[] {
  return values.flatMap((value) => {
    if (value.kind !== 'literal' || !Array.isArray(value.value)) return [value];
    const { span } = value;
    return listed(value.value as readonly Value[]).map((element): Expression => {
      const type: KqlType = typeof element === 'string' ? 'string' : 'dynamic';
      return { kind: 'literal', value: element, type, span };
    });
  });
}

function lowerName(context: LoweringContext, node: SyntaxNode): Expression {
  const name = simpleName(node);
  const symbol = node.ReferencedSymbol as { constructor: { $$name?: string } } | null;
  // A column hides a let variable of the same name: the binder has decided which it is.
  if (symbol?.constructor.$$name === 'Kusto.Language.Symbols.ColumnSymbol') {
    return { kind: 'column', name, type: kqlType(context, node, node.ResultType), span: spanOf(context, node) };
  }
  const binding = context.bindings.get(name);
  if (binding?.kind === 'scalar') return { ...binding.value, span: spanOf(context, node) };
  return refuse(context, node, 'RP2003', name);
}

/** `toscalar(T)`, or `toscalar` of a value, which is the value. */
function lowerToScalar(context: LoweringContext, node: SyntaxNode): Expression {
  const inner = requiredPart(node, 'Expression');
  if (inner.ResultType?.Columns == null) return lowerExpression(context, inner);
  const type = kqlType(context, node, node.ResultType);
  return { kind: 'toscalar', query: context.lowerQuery(inner), type, span: spanOf(context, node) };
}

/** `d.key` and `d.['key']`; `d.[k]` as `d[k]`. */
function lowerPath(context: LoweringContext, node: SyntaxNode): Expression {
  const object = lowerExpression(context, requiredPart(node, 'Expression'));
  const selector = requiredPart(node, 'Selector');
  const kind = context.kusto.kindOf(selector);
  if (kind === 'BracketedExpression') return lowerSelection(context, node, object, selector);
  if (kind !== 'NameReference') return refuse(context, selector, 'RP2004', 'this kind of member access');
  return { kind: 'member', object, key: simpleName(selector), type: 'dynamic', span: spanOf(context, node) };
}

/** `d['key']`, `d[0]`, `d[-1]`. */
const lowerElement = (context: LoweringContext, node: SyntaxNode): Expression =>
  lowerSelection(
    context,
    node,
    lowerExpression(context, requiredPart(node, 'Expression')),
    requiredPart(node, 'Selector'),
  );

function lowerSelection(
  context: LoweringContext,
  node: SyntaxNode,
  object: Expression,
  brackets: SyntaxNode,
): Expression {
  const selector = lowerExpression(context, requiredPart(brackets, 'Expression'));
  const span = spanOf(context, node);
  if (selector.kind === 'literal' && typeof selector.value === 'string') {
    return { kind: 'member', object, key: selector.value, type: 'dynamic', span };
  }
  return { kind: 'index', object, index: foldNegation(selector), type: 'dynamic', span };
}

/** `-1` is a call of negate on 1; as an index it is wanted as a literal. */
function foldNegation(index: Expression): Expression {
  const argument = index.kind === 'call' && index.fn === 'negate' ? index.args[0] : undefined;
  if (argument?.kind !== 'literal' || typeof argument.value !== 'bigint') return index;
  return { ...argument, value: -argument.value, span: index.span };
}

function lowerCall(context: LoweringContext, node: SyntaxNode): Expression {
  const written = simpleName(requiredPart(node, 'Name'));
  const special =
    context.calls?.(node, written) ?? lowerRowCall(context, node, written, (arg) => lowerExpression(context, arg));
  if (special !== null) return special;
  const user = context.bindings.get(written);
  if (user?.kind === 'function') {
    const result = context.callFunction(node, user);
    return result.kind === 'scalar'
      ? result.value
      : refuse(context, node, 'RP2004', `the table '${written}' as a value`);
  }
  // `typeof(long)` says what the result is to be, and that is the type of the call already.
  const args = listPart(requiredPart(node, 'ArgumentList'), 'Expressions')
    .filter((argument) => context.kusto.kindOf(argument) !== 'TypeOfLiteralExpression')
    .map((argument) => lowerExpression(context, argument));
  return call(context, node, written, args);
}

const kindInWords = (kind: string): string =>
  kind
    .replace(/Expression$/, '')
    .replace(/(?!^)([A-Z])/g, ' $1')
    .toLowerCase();
