import { fromJson, jsonText, parseJsonValue, text } from '../../functions/json.js';
import { parseTimeSpan } from '../../functions/timespan.js';
import { parseDateTime } from '../../schema/datetime-text.js';
import { DateTime, TimeSpan, isArray, isBag, type Value } from '../../ir/value.js';
import { each, type Proposal, type Propose } from './proposal.js';

/** Conversions take a value of their own type, or a text that reads as it. */
export const conversion: Propose = ({ wanted, types: [type] }) =>
  each(0, type === 'string' ? [text(wanted)] : [wanted, text(wanted)]);

/** `tostring`: a text comes from itself, or from what it is the text of. */
export const toText: Propose = ({ wanted, types: [type] }) => {
  const written = text(wanted);
  const parsed = parseJsonValue(written);
  const ticks = parseDateTime(written);
  const span = parseTimeSpan(written);
  return each(0, [
    ...(type === 'dynamic' && (written.startsWith('{') || written.startsWith('[')) && parsed !== undefined
      ? [parsed]
      : []),
    ...(written === '' ? [null] : []),
    ...(type === 'string' || type === 'dynamic' ? [written] : []),
    ...(parsed === undefined ? [] : [parsed]),
    ...(ticks === null ? [] : [new DateTime(ticks)]),
    ...(span === null ? [] : [new TimeSpan(span)]),
  ]);
};

export const parseJson: Propose = ({ wanted, types: [type] }) => {
  if (type === 'dynamic') return each(0, [wanted]);
  return each(0, typeof wanted === 'string' ? [wanted, jsonText(wanted)] : [jsonText(wanted), text(wanted)]);
};

/** A part that is set in the text as it was split. */
export const split: Propose = ({ wanted, args: [value, delimiter, index] }) => {
  const mark = text(delimiter!);
  if (!isArray(wanted) || mark === '') return [];
  if (typeof index !== 'bigint') return each(0, [wanted.map(text).join(mark)]);
  const parts = text(value!).split(mark);
  while (parts.length <= index) parts.push('x');
  parts[Number(index)] = text(wanted[0] ?? '');
  return each(0, [parts.join(mark)]);
};

/** One operand takes what the others leave of the text; else all that are no constants share it. */
export const concat: Propose = ({ wanted, args, fixed }) => {
  const whole = text(wanted);
  const single = args.flatMap((_, index): Proposal[] => {
    if (fixed[index] === true) return [];
    const before = args.slice(0, index).map(text).join('');
    const after = args
      .slice(index + 1)
      .map(text)
      .join('');
    if (!whole.startsWith(before) || !whole.endsWith(after)) return [];
    return [[[index, whole.slice(before.length, whole.length - after.length)]]];
  });
  const shared = shares(whole, args, fixed);
  return shared === null ? single : [...single, shared];
};

/** From left to right: what is no constant takes the text up to the next constant, the last one the rest. */
function shares(whole: string, args: readonly Value[], fixed: readonly boolean[]): Proposal | null {
  const proposal: [number, Value][] = [];
  let at = 0;
  for (const [index, arg] of args.entries()) {
    if (fixed[index] === true) {
      if (!whole.startsWith(text(arg), at)) return null;
      at += text(arg).length;
      continue;
    }
    const next = args.findIndex((_, other) => other > index && fixed[other] === true);
    const end = next < 0 ? whole.length : whole.indexOf(text(args[next]!), at);
    if (end < 0) return null;
    proposal.push([index, whole.slice(at, end)]);
    at = end;
  }
  return proposal;
}

export const substring: Propose = ({ wanted, args: [value, start] }) => {
  const from = typeof start === 'bigint' && start > 0n && start < 1000n ? Number(start) : 0;
  const current = text(value!);
  return each(0, [current.slice(0, from).padEnd(from, 'x') + text(wanted), text(wanted), `x:${text(wanted)}`]);
};

/** Functions of a text that leave some texts as they are, or whose inverse is one of these. */
export const textual: Propose = ({ wanted }) => {
  const whole = text(wanted);
  return each(0, [whole, whole.toLowerCase(), whole.toUpperCase(), ` ${whole} `, [...whole].reverse().join('')]);
};

export const arrayLength: Propose = ({ wanted, args: [value] }) => {
  if (typeof wanted !== 'bigint' || wanted < 0n || wanted > 1000n) return [];
  const list = isArray(value!) ? value.slice(0, Number(wanted)) : [];
  return each(0, [[...list, ...Array.from({ length: Number(wanted) - list.length }, (_, index) => `x${index}`)]]);
};

/** `bag_pack("k", v, …)`: each value from its place in the bag. */
export const pack: Propose = ({ wanted, args }) => {
  if (!isBag(wanted)) return [];
  const values = args.flatMap((key, index): [number, Value][] =>
    index % 2 === 0 && typeof key === 'string' && wanted.has(key) ? [[index + 1, wanted.get(key) ?? null]] : [],
  );
  return [values];
};

export const packArray: Propose = ({ wanted }) =>
  isArray(wanted) ? [wanted.map((value, index): [number, Value] => [index, value])] : [];

/** `set_has_element`, `array_index_of`: an array with the element, and without. */
export const membership: Propose = ({ args: [list, element] }) => {
  const others = (isArray(list!) ? list : []).filter((each) => text(each) !== text(element!));
  return [
    ...each(0, [[...others, element!], others, ['x-s000'], []]),
    ...each(1, isArray(list!) ? list.slice(0, 3) : []),
  ];
};

export const first: Propose = ({ wanted, args, fixed }) =>
  args.flatMap((_, index) => (fixed[index] === true ? [] : each(index, [wanted])));

export const anything: Propose = (question) => [
  ...first(question),
  ...question.args.flatMap((_, index) =>
    each(index, [...question.args, text(question.wanted), fromJson(1), 'x-s000', '']),
  ),
];
