import { binary, call, choose, compare, field, NULL, number, text, type Value } from '../spl/expression.js';
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

/** How a null gets through `first`, which skips NULL. */
export function packing({ field: name, nullable, dynamic }: FieldBinding): {
  readonly pack: Value | null;
  readonly unpack: Value | null;
} {
  if (!nullable) return { pack: null, unpack: null };
  const value = field(name);
  // No JSON text, number, truth value or time is "".
  if (dynamic === null || dynamic.kind === 'json')
    return { pack: call('coalesce', value, text('')), unpack: call('nullif', value, text('')) };
  return {
    pack: call('coalesce', binary('.', text('='), value), text('-')),
    unpack: choose(compare('==', value, text('-')), NULL, call('substr', value, number(2))),
  };
}
