import type * as t from '@babel/types';
import type { Literal } from '../../../src/ir/expression.js';
import { DateTime, Decimal, Guid, TimeSpan, isArray, isBag, type Value } from '../../../src/ir/value.js';
import { formatDateTime } from '../../../src/schema/datetime-text.js';
import * as b from '../ast/builders.js';
import { isWhole, refused, safeBounds, valueOf, type Lowered } from '../expressions/lowered.js';
import type { Refuse } from '../reasons.js';

export function lowerLiteral({ type, value, span }: Literal, refuse: Refuse): Lowered {
  if (type === 'dynamic') {
    const node = jsonNode(value);
    if (node !== null) return valueOf('dynamic', node, value === null);
  } else if (value === null) {
    return valueOf(type, b.nul(), true);
  } else if (typeof value === 'bigint' && isWhole(type)) {
    const bounds = safeBounds(Number(value), Number(value));
    return { type, nullable: false, bounds, node: bounds === null ? b.bigint(value) : b.num(Number(value)) };
  } else {
    const node = scalarNode(value);
    if (node !== null) return valueOf(type, node, false);
  }
  refuse('RP3303', [`a literal of type ${type} like this one`], span);
  return refused(type);
}

function scalarNode(value: Value): t.Expression | null {
  if (typeof value === 'string') return b.str(value);
  if (typeof value === 'boolean') return b.bool(value);
  if (typeof value === 'number' || typeof value === 'bigint') return b.num(Number(value));
  if (value instanceof DateTime) return b.str(formatDateTime(value.ticks));
  if (value instanceof TimeSpan) return b.bigint(value.ticks);
  return value instanceof Guid ? b.str(value.text) : null;
}

/** A dynamic value as an expression, or null when it holds what JSON does not. */
function jsonNode(value: Value): t.Expression | null {
  if (value === null) return b.nul();
  if (isArray(value)) {
    const elements = value.map(jsonNode);
    return elements.includes(null) ? null : b.array(elements as t.Expression[]);
  }
  if (isBag(value)) {
    const entries = [...value].map(([key, item]) => ({ key, value: jsonNode(item) }));
    return entries.some((entry) => entry.value === null) ? null : b.object(entries as b.Entry[]);
  }
  if (value instanceof DateTime || value instanceof TimeSpan || value instanceof Guid || value instanceof Decimal)
    return null;
  if (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) return null;
  return scalarNode(value);
}
