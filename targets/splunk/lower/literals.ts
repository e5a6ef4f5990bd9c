import { jsonText } from '../../../src/functions/json.js';
import type { Literal } from '../../../src/ir/expression.js';
import { DateTime, TimeSpan, isArray, isBag } from '../../../src/ir/value.js';
import { ticksOfUnixMilliseconds } from '../../../src/schema/datetime-text.js';
import { NULL, number, text, type Value } from '../spl/expression.js';
import type { LoweringContext } from './context.js';
import { NULL_DYNAMIC, type Dynamic } from './dynamic.js';
import { LARGEST, magnitude } from './magnitude.js';

/** A number, a time or a timespan. */
export function numeral(literal: Literal, context: LoweringContext): Value {
  const { value } = literal;
  if (value === null) return NULL;
  if (typeof value === 'number' && Number.isFinite(value)) return number(value);
  if (typeof value === 'bigint' && magnitude(literal) <= LARGEST) return number(Number(value));
  if (value instanceof DateTime) return number(Number(value.ticks - ticksOfUnixMilliseconds(0)) / 1e7);
  if (value instanceof TimeSpan) return number(Number(value.ticks) / 1e7);
  context.refuse('RP3104', literal.span, literal.type, 'numeral');
  return number(0);
}

export function literalDynamic(literal: Literal): Dynamic {
  const { value } = literal;
  if (value === null) return NULL_DYNAMIC;
  if (isArray(value) || isBag(value))
    return { kind: 'json', root: text(jsonText(value)), path: [], spelled: true, empty: false };
  return { kind: 'scalar', value: text(typeof value === 'string' ? value : jsonText(value)), nullable: false };
}
