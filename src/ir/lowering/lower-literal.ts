import type { SyntaxNode } from '../../kql/syntax.js';
import { parseJsonValue } from '../../functions/json.js';
import { parseTimeSpan } from '../../functions/timespan.js';
import { parseDateTime } from '../../schema/datetime-text.js';
import type { Literal } from '../expression.js';
import type { KqlType } from '../types.js';
import { DateTime, Guid, TimeSpan, type Value } from '../value.js';
import { refuse, spanOf, type LoweringContext } from './context.js';

type Read = (text: string) => Value | undefined;

/** How the text of each literal reads; undefined where it cannot be read exactly. */
const LITERALS: Readonly<Record<string, { readonly type: KqlType; readonly read: Read }>> = {
  BooleanLiteralExpression: { type: 'bool', read: (text) => ({ true: true, false: false })[text.toLowerCase()] },
  IntLiteralExpression: { type: 'int', read: readInteger },
  LongLiteralExpression: { type: 'long', read: readInteger },
  RealLiteralExpression: { type: 'real', read: readReal },
  DateTimeLiteralExpression: { type: 'datetime', read: readDateTime },
  TimespanLiteralExpression: { type: 'timespan', read: readTimeSpan },
  GuidLiteralExpression: { type: 'guid', read: readGuid },
};

/** The literal that a node is, or null when it is none. */
export function lowerLiteral(context: LoweringContext, node: SyntaxNode, kind: string): Literal | null {
  const span = spanOf(node);
  if (kind === 'StringLiteralExpression' || kind === 'CompoundStringLiteralExpression') {
    return { kind: 'literal', type: 'string', value: String(node.LiteralValue), span };
  }
  if (kind === 'DynamicExpression') {
    const text = typeof node.LiteralValue === 'string' ? node.LiteralValue : innerText(node);
    const value = parseJsonValue(text);
    if (value === undefined) return refuse(context, node, 'RP2004', 'a dynamic literal that is not JSON');
    return { kind: 'literal', type: 'dynamic', value, span };
  }
  const reader = LITERALS[kind];
  if (reader === undefined) return null;
  const text = innerText(node);
  const value = text.toLowerCase() === 'null' ? null : reader.read(text);
  if (value === undefined) return refuse(context, node, 'RP2006', node.toString().trim(), reader.type);
  return { kind: 'literal', type: reader.type, value, span };
}

/** `long(5)` and `5` both say 5; the parser's own value of `0x1f` is 0, so the text is read here. */
const innerText = (node: SyntaxNode): string => {
  const text = node.toString().trim();
  return (/^[a-z]+\s*\(([\s\S]*)\)$/i.exec(text)?.[1] ?? text).trim();
};

function readInteger(text: string): Value | undefined {
  if (!/^-?(\d+|0x[\da-f]+)$/i.test(text)) return undefined;
  const value = text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

function readReal(text: string): Value | undefined {
  const special = { nan: NaN, '+inf': Infinity, '-inf': -Infinity, inf: Infinity }[text.toLowerCase()];
  if (special !== undefined) return special;
  return /^-?\d+\.?\d*(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function readDateTime(text: string): Value | undefined {
  const bare = text.replace(/^(["'])(.*)\1$/, '$2').replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T');
  const ticks = parseDateTime(/T\d{2}:\d{2}$/.test(bare) ? `${bare}:00` : bare);
  return ticks === null ? undefined : new DateTime(ticks);
}

function readTimeSpan(text: string): Value | undefined {
  const ticks = parseTimeSpan(text.replace(/^(["'])(.*)\1$/, '$2'));
  return ticks === null ? undefined : new TimeSpan(ticks);
}

function readGuid(text: string): Value | undefined {
  const bare = text.toLowerCase();
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(bare) ? new Guid(bare) : undefined;
}
