import { toDateTime as readDateTime } from '../../../../src/functions/conversions/to-other.js';
import { FALSE, TRUE, attempt, binary, call, cast, not, text, tryCast, when } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import { describe, type Cell, type JsonCell } from '../cell.js';
import { integerCell } from '../dynamic.js';
import { constantInstant } from '../instant.js';
import { extract, extractScalar } from '../text.js';
import { refuseForms, type FunctionTable, type LowerFunction, type Lowering } from './entry.js';

type NumberType = 'int' | 'bigint' | 'double';

/** What KQL reads as a number; the engine's own casts also take blanks, digits of other scripts and more. */
const PATTERNS: Readonly<Record<NumberType, string>> = {
  int: '^[+-]?[0-9]{1,40}\\z',
  bigint: '^[+-]?[0-9]{1,40}\\z',
  double: '^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z',
};

const readNumber = (value: SqlExpression, type: NumberType): SqlExpression =>
  when(call('regexp_like', value, text(PATTERNS[type])), tryCast(value, type), null);

/** A real as a number of the type, cut off towards zero; NULL out of range. */
const cutOff = (real: SqlExpression, type: NumberType): SqlExpression =>
  type === 'double' ? real : attempt(cast(call('truncate', real), type));

const ofBoolean = (sql: SqlExpression, type: NumberType): SqlExpression => {
  const number = (value: number): SqlExpression =>
    type === 'double' ? { kind: 'double', value } : { kind: 'integer', value: BigInt(value) };
  return {
    kind: 'case',
    branches: [
      { when: sql, then: number(1) },
      { when: not(sql), then: number(0) },
    ],
    otherwise: null,
  };
};

/** JSON's numbers and bools as such, its strings as text. */
function ofJson(cell: JsonCell, type: NumberType): SqlExpression {
  const json = extract(cell);
  const isText = call('starts_with', call('json_format', json), text('"'));
  return when(isText, readNumber(extractScalar(cell), type), cutOff(attempt(cast(json, 'double')), type));
}

const toNumber =
  (type: NumberType): LowerFunction =>
  (lowering) => {
    const cell = lowering.arg(0);
    const made = (sql: SqlExpression): Cell =>
      type === 'double' ? { form: 'double', sql } : integerCell(sql, { nullable: true });
    switch (cell.form) {
      case 'null':
      case 'array':
      case 'resource':
      case 'resources':
        return { form: 'null' };
      case 'integer':
        if (type === 'double') return made(cast(cell.sql, 'double'));
        return type === 'int' && !cell.small ? made(attempt(cast(cell.sql, 'int'))) : cell;
      case 'double':
        return made(cutOff(cell.sql, type));
      case 'boolean':
        return made(ofBoolean(cell.sql, type));
      case 'text':
      case 'dynamic-text':
        return made(readNumber(cell.sql, type));
      case 'json':
        return made(ofJson(cell, type));
      default:
        return refuseForms(lowering, describe(cell));
    }
  };

/** "true" and "false" in any case, "1" and "0". */
function booleanOfText(sql: SqlExpression): SqlExpression {
  const among = (...words: readonly string[]): SqlExpression => ({
    kind: 'in',
    operand: call('lower', sql),
    items: words.map(text),
  });
  return {
    kind: 'case',
    branches: [
      { when: among('true', '1'), then: TRUE },
      { when: among('false', '0'), then: FALSE },
    ],
    otherwise: null,
  };
}

function toBool(lowering: Lowering): Cell {
  const cell = lowering.arg(0);
  const made = (sql: SqlExpression): Cell => ({ form: 'boolean', sql, nullable: true });
  const isNotZero = (sql: SqlExpression): SqlExpression => binary('<>', sql, { kind: 'integer', value: 0n });
  switch (cell.form) {
    case 'boolean':
      return cell;
    case 'integer':
    case 'double':
      return made(isNotZero(cell.sql));
    case 'text':
    case 'dynamic-text':
      return made(booleanOfText(cell.sql));
    case 'json': {
      const json = extract(cell);
      const isText = call('starts_with', call('json_format', json), text('"'));
      return made(when(isText, booleanOfText(extractScalar(cell)), isNotZero(attempt(cast(json, 'double')))));
    }
    case 'null':
    case 'array':
    case 'resource':
    case 'resources':
      return { form: 'null' };
    default:
      return refuseForms(lowering, describe(cell));
  }
}

/** With an offset: without, Trino takes the session's. */
const INSTANT = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})\\z';

/** ISO 8601 in UTC, which is what CloudTrail's texts hold. */
function toDateTime(lowering: Lowering): Cell {
  const cell = lowering.arg(0);
  switch (cell.form) {
    case 'instant':
    case 'null':
      return cell;
    case 'text':
    case 'dynamic-text':
    case 'json': {
      if (cell.form === 'text' && cell.sql.kind === 'string') {
        const constant = readDateTime(cell.sql.value);
        return constant === null ? { form: 'null' } : constantInstant(constant, lowering.context, lowering.call.span);
      }
      lowering.context.assume('RP3257', [], lowering.call.span);
      const sql = cell.form === 'json' ? extractScalar(cell) : cell.sql;
      const read = attempt(call('from_iso8601_timestamp', sql));
      return { form: 'instant', sql: when(call('regexp_like', sql, text(INSTANT)), read, null) };
    }
    default:
      return refuseForms(lowering, describe(cell));
  }
}

export const CONVERSIONS: FunctionTable = {
  toint: toNumber('int'),
  tolong: toNumber('bigint'),
  todouble: toNumber('double'),
  tobool: toBool,
  todatetime: toDateTime,
};
