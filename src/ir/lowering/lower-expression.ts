import { listPart, requiredPart, simpleName, type SyntaxNode } from '../../kql/syntax.js';
import { regexFault } from '../../functions/regex.js';
import { canonicalFunction } from '../../functions/registry.js';
import type { Expression } from '../expression.js';
import type { KqlType } from '../types.js';
import { kqlType, refuse, spanOf, type LoweringContext } from './context.js';
import { lowerLiteral } from './lower-literal.js';

/** The parser's operator nodes and the registry's name for each; `not` marks a form that is its plain negation. */
const OPERATORS: Readonly<Record<string, { readonly fn: string; readonly not?: true }>> = {
  AddExpression: { fn: '+' },
  SubtractExpression: { fn: '-' },
  MultiplyExpression: { fn: '*' },
  DivideExpression: { fn: '/' },
  ModuloExpression: { fn: '%' },
  LessThanExpression: { fn: '<' },
  LessThanOrEqualExpression: { fn: '<=' },
  GreaterThanExpression: { fn: '>' },
  GreaterThanOrEqualExpression: { fn: '>=' },
  EqualExpression: { fn: '==' },
  NotEqualExpression: { fn: '!=' },
  AndExpression: { fn: 'and' },
  OrExpression: { fn: 'or' },
  EqualTildeExpression: { fn: '=~' },
  BangTildeExpression: { fn: '=~', not: true },
  HasExpression: { fn: 'has' },
  NotHasExpression: { fn: 'has', not: true },
  HasCsExpression: { fn: 'has_cs' },
  NotHasCsExpression: { fn: 'has_cs', not: true },
  ContainsExpression: { fn: 'contains' },
  NotContainsExpression: { fn: 'contains', not: true },
  ContainsCsExpression: { fn: 'contains_cs' },
  NotContainsCsExpression: { fn: 'contains_cs', not: true },
  StartsWithExpression: { fn: 'startswith' },
  NotStartsWithExpression: { fn: 'startswith', not: true },
  StartsWithCsExpression: { fn: 'startswith_cs' },
  NotStartsWithCsExpression: { fn: 'startswith_cs', not: true },
  EndsWithExpression: { fn: 'endswith' },
  NotEndsWithExpression: { fn: 'endswith', not: true },
  EndsWithCsExpression: { fn: 'endswith_cs' },
  NotEndsWithCsExpression: { fn: 'endswith_cs', not: true },
  MatchesRegexExpression: { fn: 'matches regex' },
};

/** `x in (…)` and its kin: the left side, then the listed values. The parser calls the `in~` forms plain. */
const LIST_OPERATORS: Readonly<Record<string, string>> = {
  InExpression: 'in',
  NotInExpression: '!in',
  InCsExpression: 'in',
  NotInCsExpression: '!in',
};

/** Functions that only negate another: https://learn.microsoft.com/kusto/query/isnotempty-function */
const NEGATED_FUNCTIONS: Readonly<Record<string, string>> = {
  isnotempty: 'isempty',
  notempty: 'isempty',
  isnotnull: 'isnull',
  notnull: 'isnull',
};

export function lowerExpression(context: LoweringContext, node: SyntaxNode): Expression {
  const kind = context.kusto.kindOf(node);
  const literal = lowerLiteral(context, node, kind);
  if (literal !== null) return literal;
  const operator = OPERATORS[kind];
  if (operator !== undefined) {
    const args = [requiredPart(node, 'Left'), requiredPart(node, 'Right')].map((side) =>
      lowerExpression(context, side),
    );
    return call(context, node, operator.fn, args, operator.not === true);
  }
  if (Object.hasOwn(LIST_OPERATORS, kind)) return lowerIn(context, node, kind);
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
    case 'BetweenExpression':
    case 'NotBetweenExpression':
      return lowerBetween(context, node, kind === 'NotBetweenExpression');
    default:
      return refuse(context, node, 'RP2003', kindInWords(kind));
  }
}

/** Where each function takes a regular expression. */
const PATTERN_ARGUMENT: Readonly<Record<string, number>> = { 'matches regex': 1, indexof_regex: 1 };

function call(context: LoweringContext, node: SyntaxNode, fn: string, args: Expression[], negated = false): Expression {
  checkPattern(context, node, args[PATTERN_ARGUMENT[fn] ?? -1]);
  const span = spanOf(node);
  const type = kqlType(context, node, node.ResultType);
  const inner: Expression = { kind: 'call', fn, args, type, span };
  return negated ? { kind: 'call', fn: 'not', args: [inner], type: 'bool', span } : inner;
}

/** A pattern that does not parse would fail at run time, on every engine in its own way. */
function checkPattern(context: LoweringContext, node: SyntaxNode, pattern: Expression | undefined): void {
  if (pattern === undefined) return;
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') {
    return refuse(context, node, 'RP2004', 'a regular expression that is no constant text');
  }
  const fault = regexFault(pattern.value);
  if (fault !== null) refuse(context, node, 'RP2007', fault);
}

/** `x between (a .. b)` is `x >= a and x <= b`: https://learn.microsoft.com/kusto/query/between-operator */
function lowerBetween(context: LoweringContext, node: SyntaxNode, negated: boolean): Expression {
  const value = lowerExpression(context, requiredPart(node, 'Left'));
  const range = requiredPart(node, 'Right');
  const low = lowerExpression(context, requiredPart(range, 'First'));
  const high = lowerExpression(context, requiredPart(range, 'Second'));
  if (high.type === 'timespan' && low.type === 'datetime')
    return refuse(context, node, 'RP2004', 'between with a timespan as its end');
  const span = spanOf(node);
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

function lowerIn(context: LoweringContext, node: SyntaxNode, kind: string): Expression {
  const insensitive = /~\s*$/.test((node as unknown as { Operator: { Text: string } }).Operator.Text);
  const values = listPart(requiredPart(node, 'Right'), 'Expressions').map((value) => {
    if (value.ResultType?.Columns != null) refuse(context, value, 'RP2004', "a table on the right of 'in'");
    return lowerExpression(context, value);
  });
  const args = [lowerExpression(context, requiredPart(node, 'Left')), ...flattenArrays(values)];
  const fn = LIST_OPERATORS[kind] ?? 'in';
  // Only string and dynamic values can be compared without case, and those are never null as text: a plain negation.
  if (insensitive) return call(context, node, 'in~', args, fn === '!in');
  return call(context, node, fn, args);
}

/** `in (dynamic(["a", "b"]))` lists the elements: https://learn.microsoft.com/kusto/query/in-cs-operator */
function flattenArrays(values: readonly Expression[]): Expression[] {
  return values.flatMap((value) => {
    if (value.kind !== 'literal' || !Array.isArray(value.value)) return [value];
    const { span } = value;
    return value.value.map((element): Expression => {
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
    return { kind: 'column', name, type: kqlType(context, node, node.ResultType), span: spanOf(node) };
  }
  const binding = context.bindings.get(name);
  if (binding?.kind === 'scalar') return { ...binding.value, span: spanOf(node) };
  return refuse(context, node, 'RP2003', name);
}

/** `d.key` and `d.['key']`. */
function lowerPath(context: LoweringContext, node: SyntaxNode): Expression {
  const object = lowerExpression(context, requiredPart(node, 'Expression'));
  const selector = requiredPart(node, 'Selector');
  if (context.kusto.kindOf(selector) !== 'NameReference')
    return refuse(context, selector, 'RP2004', 'this kind of member access');
  return { kind: 'member', object, key: simpleName(selector), type: 'dynamic', span: spanOf(node) };
}

/** `d['key']`, `d[0]`, `d[-1]`. */
function lowerElement(context: LoweringContext, node: SyntaxNode): Expression {
  const object = lowerExpression(context, requiredPart(node, 'Expression'));
  const selector = lowerExpression(context, requiredPart(requiredPart(node, 'Selector'), 'Expression'));
  const span = spanOf(node);
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
  const args = listPart(requiredPart(node, 'ArgumentList'), 'Expressions').map((argument) =>
    lowerExpression(context, argument),
  );
  const positive = NEGATED_FUNCTIONS[written];
  const fn = canonicalFunction(positive ?? written);
  if (fn === null) return refuse(context, node, 'RP2003', written);
  return call(context, node, fn, args, positive !== undefined);
}

const kindInWords = (kind: string): string =>
  kind
    .replace(/Expression$/, '')
    .replace(/(?!^)([A-Z])/g, ' $1')
    .toLowerCase();
