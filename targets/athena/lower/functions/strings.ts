import { EMPTY, TRUE, array, binary, call, integer, plus, text, when } from '../../sql/build.js';
import { sameSql } from '../../sql/traverse.js';
import type { SqlExpression } from '../../sql/tree.js';
import { arrayCell, describe, type Cell, type IntegerCell, type TextCell } from '../cell.js';
import { integerCell, parseJson } from '../dynamic.js';
import { extract, solid, textCell } from '../text.js';
import { condition, refuseForms, textArg, type FunctionTable, type Lowering } from './entry.js';
import { exactText, regexArg } from './text-args.js';

/** A position in `value`: short where NULL for a NULL `value` does no harm, exact otherwise. */
function position(value: TextCell, find: (value: SqlExpression) => SqlExpression): IntegerCell {
  const cell = integerCell(plus(find(solid(value)), -1n), { least: -1n, small: true });
  return value.nullable ? { ...cell, loose: { sql: plus(find(value.sql), -1n), of: value.sql } } : cell;
}

/** The position as the one-based start of substr, with the shorter form where the text is the same one. */
function start(at: IntegerCell, value: TextCell): SqlExpression {
  const loose = at.loose !== undefined && sameSql(at.loose.of, value.sql) ? at.loose.sql : at.sql;
  if (at.least !== null && at.least >= 0n) return plus(loose, 1n);
  // From the end, but not from before the start.
  const size = call('length', solid(value));
  const fromEnd = call('greatest', plus(binary('+', size, at.sql), 1n), integer(1));
  if (at.sql.kind === 'integer') return fromEnd;
  return when(binary('<', at.sql, integer(0)), fromEnd, plus(at.sql, 1n));
}

export const STRINGS: FunctionTable = {
  tostring: (lowering) => textArg(lowering, 0),

  parse_json: (lowering) => parseJson(lowering.arg(0), lowering.context, lowering.call.span),

  strcat: (lowering) => {
    const parts = lowering.call.args
      .map((_, at) => solid(exactText(lowering, at)))
      .filter((part) => !(part.kind === 'string' && part.value === ''));
    return textCell(parts.length === 0 ? EMPTY : parts.reduce((left, right) => binary('||', left, right)));
  },

  replace_string: (lowering) => {
    const value = exactText(lowering, 0);
    const [part, instead] = [exactText(lowering, 1), exactText(lowering, 2)];
    if (part.sql.kind !== 'string') return lowering.context.refuse('RP3207', ['replace_string'], lowering.call.span);
    return part.sql.value === ''
      ? value
      : textCell(call('replace', value.sql, part.sql, solid(instead)), value.nullable);
  },

  translate: (lowering) => {
    const [from, to, value] = [exactText(lowering, 0), exactText(lowering, 1), exactText(lowering, 2)];
    if (from.sql.kind !== 'string' || to.sql.kind !== 'string')
      return lowering.context.refuse('RP3207', ['translate'], lowering.call.span);
    // KQL stretches the replacement by its last character, where Trino takes the rest away.
    const [sought, instead] = [[...from.sql.value], [...to.sql.value]];
    if (sought.length === 0) return value;
    const replacement = sought.map((_, at) => instead[at] ?? instead.at(-1) ?? '').join('');
    return textCell(call('translate', value.sql, text(sought.join('')), text(replacement)), value.nullable);
  },

  strlen: (lowering) => integerCell(call('length', solid(exactText(lowering, 0))), { least: 0n, small: true }),

  tolower: (lowering) => changeCase('lower', lowering),
  toupper: (lowering) => changeCase('upper', lowering),

  substring: (lowering) => {
    const value = exactText(lowering, 0);
    const from = lowering.arg(1);
    if (from.form === 'null') return textCell(EMPTY);
    if (from.form !== 'integer') return refuseForms(lowering, describe(from));
    const begin = start(from, value);
    if (lowering.call.args.length < 3) return textCell(call('substr', value.sql, begin), true);
    const size = lowering.arg(2);
    if (size.form === 'null') return textCell(EMPTY);
    if (size.form !== 'integer') return refuseForms(lowering, describe(size));
    const length = size.least !== null && size.least >= 0n ? size.sql : call('greatest', size.sql, integer(0));
    return textCell(call('substr', value.sql, begin, length), true);
  },

  indexof: (lowering) => {
    if (lowering.call.args.length > 2) return refuseForms(lowering, 'more than two arguments');
    const part = solid(exactText(lowering, 1));
    return position(exactText(lowering, 0), (value) => call('strpos', value, part));
  },

  indexof_regex: (lowering) => {
    if (lowering.call.args.length > 2) return refuseForms(lowering, 'more than two arguments');
    const regex = regexArg(lowering, 1);
    const value = exactText(lowering, 0);
    if (regex?.kind === 'literal') return position(value, (sql) => call('strpos', sql, text(regex.text)));
    if (regex?.kind !== 'pattern') return { form: 'null' };
    // -1 when there is no match, in Trino as in KQL; else a position from 1.
    const found = call('regexp_position', solid(value), text(regex.text));
    const exact = when(binary('<', found, integer(1)), integer(-1), plus(found, -1n));
    return integerCell(exact, { least: -1n, small: true });
  },

  'matches regex': (lowering) => {
    const regex = regexArg(lowering, 1);
    const value = solid(exactText(lowering, 0));
    if (regex?.kind === 'pattern') return condition(call('regexp_like', value, text(regex.text)));
    if (regex?.kind !== 'literal') return { form: 'null' };
    return condition(regex.text === '' ? TRUE : binary('>', call('strpos', value, text(regex.text)), integer(0)));
  },

  split: (lowering) => {
    const value = exactText(lowering, 0);
    const mark = exactText(lowering, 1).sql;
    if (mark.kind !== 'string')
      return lowering.context.refuse('RP3207', ['the delimiter of split'], lowering.call.span);
    // An empty delimiter does not split; Trino takes none.
    const parts = (sql: SqlExpression): SqlExpression => (mark.value === '' ? array(sql) : call('split', sql, mark));
    const whole = arrayCell(parts(solid(value)), 'text', parts(value.sql));
    if (lowering.call.args.length < 3) return whole;
    const at = lowering.arg(2);
    if (at.form !== 'integer' || at.sql.kind !== 'integer')
      return lowering.context.refuse('RP3207', ['the index of split'], lowering.call.span);
    const wanted = at.sql.value;
    if (wanted < 0n) return arrayCell(array());
    const one = (sql: SqlExpression): SqlExpression => call('slice', sql, integer(wanted + 1n), integer(1));
    return arrayCell(one(whole.sql), 'text', one(whole.loose));
  },

  array_length: (lowering) => {
    const cell = lowering.arg(0);
    switch (cell.form) {
      case 'array':
      case 'resources':
        return integerCell(call('cardinality', cell.sql), { nullable: true, least: 0n, small: true });
      case 'json':
        return integerCell(call('json_array_length', extract(cell)), { nullable: true, least: 0n, small: true });
      case 'null':
      case 'resource':
      case 'dynamic-text':
        return { form: 'null' };
      default:
        return refuseForms(lowering, describe(cell));
    }
  },
};

function changeCase(name: 'lower' | 'upper', lowering: Lowering): Cell {
  const value = exactText(lowering, 0);
  if (value.sql.kind === 'string') {
    const folded = name === 'lower' ? value.sql.value.toLowerCase() : value.sql.value.toUpperCase();
    return textCell(text(folded));
  }
  lowering.context.assume('RP3254', [], lowering.call.span);
  return textCell(call(name, value.sql), value.nullable);
}
