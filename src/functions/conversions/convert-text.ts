import type { KqlType } from '../../ir/types.js';
import type { Value } from '../../ir/value.js';
import { parseJsonValue } from '../json.js';
import { conform } from '../values.js';
import { toDecimal, toReal, toWhole } from './to-number.js';
import { toBool, toDateTime, toGuid, toTimeSpan } from './to-other.js';

/** A text as a value of a type, by the rules of the `to…()` functions: what `typeof(long)` asks of an extraction. */
export function convertText(text: string, type: KqlType): Value {
  switch (type) {
    case 'string':
      return text;
    case 'int':
    case 'long':
      return conform(toWhole(text), type);
    case 'real':
      return toReal(text);
    case 'decimal':
      return toDecimal(text);
    case 'bool':
      return toBool(text);
    case 'datetime':
      return toDateTime(text);
    case 'timespan':
      return toTimeSpan(text);
    case 'guid':
      return toGuid(text);
    case 'dynamic':
      return text === '' ? null : (parseJsonValue(text) ?? text);
  }
}
