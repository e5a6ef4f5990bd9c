import { listPart, part, requiredPart, type SyntaxNode } from '../../kql/syntax.js';
import type { Literal } from '../expression.js';
import type { Value } from '../value.js';
import { negate } from '../../functions/arithmetic.js';
import { refuse, type LoweringContext } from './context.js';

type LowerScalar = (context: LoweringContext, node: SyntaxNode, kind: string) => Literal | null;

/**
 * The value of `dynamic(…)`: JSON, quotes of either kind, and KQL's literals inside it.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic#dynamic-literals
 */
export function dynamicValue(context: LoweringContext, node: SyntaxNode, lowerScalar: LowerScalar): Value {
  const value = (inner: SyntaxNode): Value => dynamicValue(context, inner, lowerScalar);
  const kind = context.kusto.kindOf(node);
  switch (kind) {
    case 'NullLiteralExpression':
      return null;
    case 'JsonArrayExpression':
      return listPart(node, 'Values').map(value);
    case 'JsonObjectExpression':
      return new Map(listPart(node, 'Pairs').map((pair) => [keyOf(pair), value(requiredPart(pair, 'Value'))]));
    case 'UnaryMinusExpression':
      return negate(value(requiredPart(node, 'Expression')));
    case 'UnaryPlusExpression':
      return value(requiredPart(node, 'Expression'));
    default: {
      const literal = lowerScalar(context, node, kind);
      return literal === null ? refuse(context, node, 'RP2004', 'this inside a dynamic literal') : literal.value;
    }
  }
}

/** The parser has decoded the key's quotes and escapes. */
const keyOf = (pair: SyntaxNode): string => (part(pair, 'Name') as unknown as { ValueText: string }).ValueText;
