import { binary, call, choose, compare, field, NULL, number, text, type Value } from '../spl/expression.js';
import type { SortKey } from '../spl/command.js';
import { NUMBERS } from './equality.js';
import { inField, listText } from './dynamic.js';
import type { Binding, FieldBinding } from './scope.js';
import type { Stage } from './stage.js';

/** A column in a field of its own with one value, which nothing but that field is needed for. */
export function settled(binding: Binding, stage: Stage): FieldBinding {
  const read = binding.kind === 'raw' ? stage.readRaw(binding.column) : binding;
  if (read.dynamic === null) return read;
  if (read.dynamic.kind === 'list') {
    stage.emit({ command: 'eval', assignments: [{ field: read.field, value: listText(field(read.field)) }] });
    return { ...read, dynamic: { kind: 'json', root: field(read.field), path: [], spelled: true, empty: false } };
  }
  if (read.dynamic.kind !== 'json' || read.dynamic.path.length === 0) return read;
  return { ...read, dynamic: { kind: 'opaque', value: field(read.field) } };
}

export const moved = (binding: FieldBinding, name: string): FieldBinding => ({
  ...binding,
  field: name,
  dynamic: binding.dynamic === null ? null : inField(binding.dynamic, name),
});

/** A column of rows that an outer join may not find. A string is empty there, which the join sees to. */
export const optional = (binding: FieldBinding): FieldBinding => ({
  ...binding,
  nullable: binding.type !== 'string',
  dynamic: binding.dynamic?.kind === 'scalar' ? { ...binding.dynamic, nullable: true } : binding.dynamic,
});

/** How a null gets through `first`, which skips NULL; what comes out is in the field `to`. */
export function packing(
  { field: from, nullable, dynamic }: FieldBinding,
  to = from,
): {
  readonly pack: Value | null;
  readonly unpack: Value | null;
} {
  if (!nullable) return { pack: null, unpack: null };
  const [value, packed] = [field(from), field(to)];
  // No JSON text, number, truth value or time is "".
  if (dynamic === null || dynamic.kind === 'json')
    return { pack: call('coalesce', value, text('')), unpack: call('nullif', packed, text('')) };
  return {
    pack: call('coalesce', binary('.', text('='), value), text('-')),
    unpack: choose(compare('==', packed, text('-')), NULL, call('substr', packed, number(2))),
  };
}

export function sortKey(binding: Binding, stage: Stage): SortKey {
  if (binding.kind === 'raw' && binding.column.splunk === '_time') return { field: '_time', as: 'num' };
  const { field: name, type, time } = settled(binding, stage);
  return { field: name, as: NUMBERS.has(type) && time !== 'iso' ? 'num' : 'str' };
}
