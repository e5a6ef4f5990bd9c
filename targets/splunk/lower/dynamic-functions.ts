import type { Expression } from '../../../src/ir/expression.js';
import { binary, call, choose, NULL, number, test, text, type Value } from '../spl/expression.js';
import { literalInteger, literalText, type Lower, type LoweringContext } from './context.js';
import { NULL_DYNAMIC, quotedJson, type Dynamic } from './dynamic.js';

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
  const members = keys.map((key, index) => [
    text(`${JSON.stringify(key)}:`),
    memberJson(args[index * 2 + 1]!, context),
  ]);
  const parts = members.flatMap((member, index) => (index === 0 ? member : [text(','), ...member]));
  return { kind: 'json', root: joined([text('{'), ...parts, text('}')]), path: [], spelled: true, empty: false };
};

/** A value as JSON. `json_object` would take a text that is a number, an array or an object for one. */
function memberJson(expression: Expression, context: LoweringContext): Value {
  const json = call('coalesce', jsonOf(expression, context), text('null'));
  return expression.type === 'string' ? json.args[0]! : json;
}

function jsonOf(expression: Expression, context: LoweringContext): Value {
  switch (expression.type) {
    case 'string':
      return quoted(context.text(expression));
    case 'datetime': {
      const time = context.timeText(expression);
      if (time === null) context.refuse('RP3104', expression.span, 'datetime', 'text');
      return time === null ? NULL : quoted(sevenDigits(time));
    }
    case 'dynamic': {
      const value = context.dynamic(expression);
      if (value.kind === 'opaque') context.assume('RP3164');
      return value.kind === 'opaque'
        ? choose(test('json_valid', value.value), value.value, quoted(value.value))
        : quotedJson(value);
    }
    case 'int':
    case 'long':
      return call('tostring', context.number(expression));
    default:
      return context.value(expression);
  }
}

/** A text with its quotes and escapes: `["x"]` without its brackets. */
const quoted = (value: Value): Value => call('trim', call('mv_to_json_array', value), text('[]'));

/** One text of several, constants side by side as one. */
function joined(parts: readonly Value[]): Value {
  const whole: Value[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') whole[whole.length - 1] = text(last.value + part.value);
    else whole.push(part);
  }
  return whole.reduce((left, right) => binary('.', left, right));
}

/** Functions that give a dynamic value, one line each. */
export const DYNAMIC_FUNCTIONS: ReadonlyMap<string, Lower<Dynamic>> = new Map<string, Lower<Dynamic>>([
  ['parse_json', parseJson],
  ['split', split],
  ['coalesce', coalesced],
  ['bag_pack', bagPack],
  ['pack_array', packArray],
]);
