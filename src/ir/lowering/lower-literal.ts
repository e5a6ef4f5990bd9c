import { requiredPart, tokenText, type SyntaxNode } from '../../kql/syntax.js';
import { parseDecimal } from '../../functions/numbers/decimal.js';
import { readDateTime } from '../../functions/time/datetime-formats.js';
import { parseTimeSpan } from '../../functions/timespan.js';
import { timeSpan } from '../../functions/values.js';
import type { Literal } from '../expression.js';
import type { KqlType } from '../types.js';
import { DateTime, Guid, type Value } from '../value.js';
import { refuse, spanOf, type LoweringContext } from './context.js';
import { dynamicValue } from './lower-dynamic-literal.js';

type Read = (text: string) => Value | undefined;

/** How the text of each literal reads; undefined where it cannot be read exactly. */
const LITERALS: Readonly<Record<string, { readonly type: KqlType; readonly read: Read }>> = {
  BooleanLiteralExpression: { type: 'bool', read: readBoolean },
  IntLiteralExpression: { type: 'int', read: readInteger },
  LongLiteralExpression: { type: 'long', read: readInteger },
  RealLiteralExpression: { type: 'real', read: readReal },
  DecimalLiteralExpression: { type: 'decimal', read: (text) => parseDecimal(text) ?? undefined },
  DateTimeLiteralExpression: { type: 'datetime', read: readInstant },
  TimespanLiteralExpression: { type: 'timespan', read: readTimeSpan },
  GuidLiteralExpression: { type: 'guid', read: readGuid },
};

/** The literal that a node is, or null when it is none. */
export function lowerLiteral(context: LoweringContext, node: SyntaxNode, kind: string): Literal | null {
  const span = spanOf(context, node);
  if (kind === 'StringLiteralExpression' || kind === 'CompoundStringLiteralExpression') {
    return { kind: 'literal', type: 'string', value: String(node.LiteralValue), span };
  }
  if (kind === 'DynamicExpression') {
    const value = dynamicValue(context, requiredPart(node, 'Expression'), lowerLiteral);
    return { kind: 'literal', type: 'dynamic', value, span };
  }
  const reader = LITERALS[kind];
  if (reader === undefined) return null;
  const text = innerText(node);
  const value = text.toLowerCase() === 'null' ? null : reader.read(text);
  if (value === undefined) return refuse(context, node, 'RP2006', tokenText(node, 'Token'), reader.type);
  return { kind: 'literal', type: reader.type, value, span };
}

/** `long(5)` and `5` both say 5; the parser's own value of `0x1f` is 0, so the text is read here. */
const innerText = (node: SyntaxNode): string => {
  const text = tokenText(node, 'Token');
  return (/^[a-z]+\s*\(([\s\S]*)\)$/i.exec(text)?.[1] ?? text).trim();
};

/** `true`, `FALSE`, and in `bool(…)` numbers: https://learn.microsoft.com/kusto/query/scalar-data-types/bool */
function readBoolean(text: string): Value | undefined {
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return /^\d+$/.test(text) ? !/^0+$/.test(text) : undefined;
}

function readInteger(text: string): Value | undefined {
  if (!/^-?(\d+|0x[\da-f]+)$/i.test(text)) return undefined;
  const value = text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

const SPECIAL_REALS: ReadonlyMap<string, number> = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['+inf', Infinity],
  ['-inf', -Infinity],
]);

function readReal(text: string): Value | undefined {
  const special = SPECIAL_REALS.get(text.toLowerCase());
  if (special !== undefined) return special;
  return /^-?\d+\.?\d*(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2');

/** Blanks around the hyphens of a date are taken, and commas for hyphens, as examples have them. */
function readInstant(text: string): Value | undefined {
  const ticks = readDateTime(
    unquoted(text)
      .replace(/ *- */g, '-')
      .replace(/^(\d{4}), *(\d{1,2}), *(\d{1,2})$/, '$1-$2-$3'),
  );
  return ticks === null ? undefined : new DateTime(ticks);
}

function readTimeSpan(text: string): Value | undefined {
  const ticks = parseTimeSpan(unquoted(text));
  return (ticks === null ? null : timeSpan(ticks)) ?? undefined;
}

function readGuid(text: string): Value | undefined {
  const bare = text.toLowerCase();
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(bare) ? new Guid(bare) : undefined;
}
