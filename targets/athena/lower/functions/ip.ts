import { parseNetwork4 } from '../../../../src/functions/ip/address.js';
import { and, binary, call, cast, coalesce, equal, integer, not, or, text, tryCast, when } from '../../sql/build.js';
import type { SqlExpression } from '../../sql/tree.js';
import type { BooleanCell, Cell } from '../cell.js';
import { condition, textArg, type FunctionTable, type Lowering } from './entry.js';

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';

/** `a.b.c.d`, perhaps with a prefix. */
const ADDRESS = `^(?:${OCTET}\\.){3}${OCTET}(?:/0?(?:[0-2]?[0-9]|3[0-2]))?\\z`;
const PRIVATE = '^(?:10|192\\.168|172\\.(?:1[6-9]|2[0-9]|3[01]))\\.';

const isAddress = (value: SqlExpression): SqlExpression => call('regexp_like', value, text(ADDRESS));

/** A condition on what must be an address: null for any other text. */
function onAddress(value: SqlExpression, test: SqlExpression): BooleanCell {
  return {
    ...condition(when(isAddress(value), test, null), true),
    isTrue: and([isAddress(value), test]),
    isFalse: and([isAddress(value), not(test)]),
  };
}

/** Whether an address, known to be one, lies in a range that is written in the query. */
function inRange(value: SqlExpression, range: string): SqlExpression | null {
  const network = parseNetwork4(range);
  if (network === null) return null;
  const { address, prefix } = network;
  const octets = [24n, 16n, 8n, 0n].map((shift) => Number((address >> shift) & 0xffn));
  const whole = Math.floor(prefix / 8);
  const fixed = octets.slice(0, whole).join('.');
  if (prefix === 32) return equal(call('split_part', value, text('/'), integer(1)), text(fixed));
  const starts = whole === 0 ? [] : [call('starts_with', value, text(`${fixed}.`))];
  const bits = prefix % 8;
  if (bits === 0) return starts.length === 0 ? { kind: 'boolean', value: true } : starts[0]!;
  const size = 2 ** (8 - bits);
  const least = Math.floor((octets[whole] ?? 0) / size) * size;
  const part = call(
    'split_part',
    whole === 3 ? call('split_part', value, text('/'), integer(1)) : value,
    text('.'),
    integer(whole + 1),
  );
  const octet = cast(part, 'int');
  return and([...starts, binary('>=', octet, integer(least)), binary('<=', octet, integer(least + size - 1))]);
}

/** The ranges that are written; a computed one has no exact form. */
function rangesOf(lowering: Lowering): string[] | null {
  const ranges: string[] = [];
  for (const arg of lowering.call.args.slice(1)) {
    if (arg.kind !== 'literal') return null;
    const values = Array.isArray(arg.value) ? (arg.value as readonly unknown[]) : [arg.value];
    for (const value of values) {
      if (typeof value !== 'string') return null;
      ranges.push(value);
    }
  }
  return ranges;
}

/** The same with a range that is computed: equal numbers once the bits of the hosts are gone. */
function inComputedRange(value: SqlExpression, range: SqlExpression): BooleanCell {
  const address = (sql: SqlExpression): SqlExpression => call('split_part', sql, text('/'), integer(1));
  const prefix = coalesce(tryCast(call('split_part', range, text('/'), integer(2)), 'int'), integer(32));
  const network = (sql: SqlExpression): SqlExpression =>
    call('bitwise_right_shift', { kind: 'ipv4-number', operand: address(sql) }, binary('-', integer(32), prefix));
  const known = and([isAddress(value), isAddress(range)]);
  return condition(when(known, equal(network(value), network(range)), null), true);
}

function isInRange(lowering: Lowering): Cell {
  const ranges = rangesOf(lowering);
  if (ranges === null && lowering.call.args.length === 2 && lowering.call.args[1]?.type === 'string')
    return inComputedRange(textArg(lowering, 0).sql, textArg(lowering, 1).sql);
  if (ranges === null) return lowering.context.refuse('RP3207', [lowering.call.fn], lowering.call.span);
  const value = textArg(lowering, 0).sql;
  const tests = ranges.map((range) => inRange(value, range));
  const known = tests.filter((test) => test !== null);
  if (known.length === 0) return ranges.length === 0 ? condition({ kind: 'boolean', value: false }) : { form: 'null' };
  const test = or(known);
  // A range that is none makes the answer unknown, unless another one has it.
  if (known.length < tests.length)
    return condition(when(and([isAddress(value), test]), { kind: 'boolean', value: true }, null), true);
  return onAddress(value, test);
}

export const IP: FunctionTable = {
  ipv4_is_private: (lowering) => {
    const value = textArg(lowering, 0).sql;
    return onAddress(value, call('regexp_like', value, text(PRIVATE)));
  },
  ipv4_is_in_range: isInRange,
  ipv4_is_in_any_range: isInRange,
};
