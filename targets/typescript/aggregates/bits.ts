import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import { keyword, orNull } from '../ast/type-nodes.js';
import { asBigInt } from '../expressions/convert.js';
import { isWhole, wholeOf } from '../expressions/lowered.js';
import type { LowerAggregate } from './accumulating.js';
import { refuseType } from './numbers.js';

export const bits =
  (helper: 'bitsInAll' | 'bitsInAny' | 'bitsInOdd'): LowerAggregate =>
  (x) => {
    const value = x.argument();
    if (!isWhole(value.type)) return refuseType(x, value);
    const { row, group } = x.member(x.aggregate.outputs[0]!.name, orNull(keyword('bigint')), b.nul());
    const update = s.assign(row, x.writer.helper(helper, row, asBigInt(value, x.writer)));
    return { update: [update], outputs: [() => wholeOf(group, null, true)] };
  };
