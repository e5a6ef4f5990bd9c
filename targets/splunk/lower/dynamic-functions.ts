import { call, NULL, number, text, type Value } from '../spl/expression.js';
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
  if (args.length === 2) return { kind: 'list', values: parts, single: delimiter === '', nullable: false };
  if (index! < 0) return { kind: 'list', values: NULL, single: true, nullable: true };
  return { kind: 'list', values: call('mvindex', parts, number(index!)), single: true, nullable: index !== 0 };
};

const coalesced: Lower<Dynamic> = (args, context) => ({
  kind: 'opaque',
  value: call('coalesce', ...args.map((arg) => call('nullif', context.value(arg), text('')))),
});

/** Functions that give a dynamic value, one line each. */
export const DYNAMIC_FUNCTIONS: ReadonlyMap<string, Lower<Dynamic>> = new Map<string, Lower<Dynamic>>([
  ['parse_json', parseJson],
  ['split', split],
  ['coalesce', coalesced],
]);
