import { binary, call, NULL, number, text, type Value } from '../spl/expression.js';
import { literalInteger, literalText, type Lower } from './context.js';
import { NULL_DYNAMIC, type Dynamic } from './dynamic.js';

const parseJson: Lower<Dynamic> = (args, context) => {
  const [source] = args;
  if (source!.type === 'dynamic') return context.dynamic(source!);
  const root = context.text(source!);
  return { kind: 'json', root, path: [], spelled: context.isSpelled(root), empty: true };
};

/** `split(s, d)`, and `split(s, d, i)`: an array of the one part. An empty delimiter does not split. */
const split: Lower<Dynamic> = (args, context, whole) => {
  const delimiter = literalText(args[1]);
  const index = args.length === 3 ? literalInteger(args[2]) : null;
  if (delimiter === null || (args.length === 3 && index === null)) {
    context.refuse('RP3103', whole.span, 'split', 'a constant delimiter and a constant index');
    return NULL_DYNAMIC;
  }
  const source = args[0]!;
  const value: Value =
    source.type === 'dynamic' ? call('coalesce', context.dynamicText(source), text('')) : context.text(source);
  const parts = delimiter === '' ? value : call('split', value, text(delimiter));
  if (args.length === 2)
    return { kind: 'list', of: 'string', values: parts, single: delimiter === '', nullable: false };
  if (index! < 0) return { kind: 'list', of: 'string', values: NULL, single: true, nullable: true };
  const part = call('mvindex', parts, number(index!));
  return { kind: 'list', of: 'string', values: part, single: true, nullable: index !== 0 };
};

const coalesced: Lower<Dynamic> = (args, context) => ({
  kind: 'opaque',
  value: call('coalesce', ...args.map((arg) => call('nullif', context.value(arg), text('')))),
});

/** An array of strings; `mvappend` would leave a null out. */
const packArray: Lower<Dynamic> = (args, context, whole) => {
  const strings = args.every(({ type }) => type === 'string');
  if (!strings || args.length === 0) context.refuse('RP3103', whole.span, 'pack_array', 'strings');
  const values = strings ? args.map((arg) => context.text(arg)) : [];
  return { kind: 'list', of: 'string', values: call('mvappend', ...values), single: false, nullable: false };
};

/** A time in AWS's spelling as KQL shows it. */
function sevenDigits(time: Value): Value {
  const dotted = call('replace', time, text('^([^.]*)Z\\z'), text('\\1.Z'));
  const padded = call('replace', dotted, text('Z\\z'), text('0000000'));
  return binary('.', call('substr', padded, number(1), number('yyyy-mm-ddThh:mm:ss.fffffff'.length)), text('Z'));
}

/** A bag with constant keys. Times are spelled as KQL shows them inside of a dynamic value. */
const bagPack: Lower<Dynamic> = (args, context, whole) => {
  const keys = args.filter((_, index) => index % 2 === 0).map(literalText);
  if (keys.includes(null) || new Set(keys).size < keys.length) {
    context.refuse('RP3103', whole.span, 'bag_pack', 'constant keys, each once');
    return NULL_DYNAMIC;
  }
  context.assume('RP3164');
  const packed = args.flatMap((arg, index): Value[] => {
    if (index % 2 === 0) return [text(literalText(arg)!)];
    if (arg.type !== 'datetime') return [context.value(arg)];
    const time = context.isoTime(arg);
    if (time === null) context.refuse('RP3104', arg.span, 'datetime', 'text');
    return [time === null ? NULL : sevenDigits(time)];
  });
  return { kind: 'json', root: call('json_object', ...packed), path: [], spelled: true, empty: false };
};

/** Functions that give a dynamic value, one line each. */
export const DYNAMIC_FUNCTIONS: ReadonlyMap<string, Lower<Dynamic>> = new Map<string, Lower<Dynamic>>([
  ['parse_json', parseJson],
  ['split', split],
  ['coalesce', coalesced],
  ['bag_pack', bagPack],
  ['pack_array', packArray],
]);
