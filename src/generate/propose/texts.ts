import { text } from '../../functions/json.js';
import { isArray, type Value } from '../../ir/value.js';
import { each, type Propose } from './proposal.js';
import { SAMPLES } from './samples.js';

export const swapCase = (value: string): string =>
  [...value].map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join('');

/** Texts that are not this one, though some are near. */
export const otherTexts = (value: string): string[] => [
  swapCase(value),
  `${value}-s000`,
  `x${value}`,
  value.slice(0, -1),
  '',
  ` ${value}`,
];

/** The text with a part put in at its end or its start, unless it is there. */
function withPart(current: string, part: string): string[] {
  const joined = current === '' ? [part] : [`${current},${part}`, `${part},${current}`, part];
  return [...joined, `${part}x`, `x${part}`, swapCase(part), `${current}${swapCase(part)}`];
}

function withoutPart(current: string, part: string): string[] {
  if (part === '') return [];
  const pattern = new RegExp(part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu');
  return [
    current.replace(pattern, ''),
    current.replace(pattern, `${part.slice(0, -1)}_`),
    part.slice(0, -1),
    '',
    swapCase(part),
  ];
}

/** `contains`, `has`, `startswith` and all that look for a text in a text. */
export const search: Propose = ({ args: [value, part], types }) => {
  const [current, sought] = [text(value!), text(part!)];
  const texts = [...withPart(current, sought), ...withoutPart(current, sought)];
  const structured = types[0] === 'dynamic' ? [[sought], [...(isArray(value!) ? value : []), sought]] : [];
  return [...each(0, texts), ...each(0, structured), ...each(1, [current, `${current}-s000`, 'x-s000'])];
};

/** `has_any`, `has_all`: the sought texts are the arguments, or the elements of one that is dynamic. */
export const searchList: Propose = ({ args: [value, ...sought] }) => {
  const parts = sought.flatMap((each) => (isArray(each) ? each.map(text) : [text(each)]));
  const current = text(value!);
  const without = parts.reduce((rest, part) => withoutPart(rest, part)[0] ?? rest, current);
  const [first = ''] = parts;
  return each(0, [
    ...withPart(current, first),
    parts.join(' '),
    ...parts.slice(0, 8),
    without,
    first.slice(0, -1),
    '',
    'x-s000',
  ]);
};

export const emptiness: Propose = ({ args: [value], types }) => {
  const samples: readonly Value[] = types[0] === 'string' ? ['value-s000', '', ' '] : SAMPLES[types[0] ?? 'string'];
  return each(0, [...samples, value!]);
};
