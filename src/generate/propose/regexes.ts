import { text } from '../../functions/json.js';
import { each, type Propose } from './proposal.js';
import { sampleRegex } from './sample-regex.js';

export const matches: Propose = ({ args: [value, pattern] }) => {
  const found = sampleRegex(text(pattern!));
  return each(0, [
    ...found,
    `x ${found[0] ?? ''} x`,
    text(value!),
    '',
    ...found.map((sample) => sample.slice(0, -1)),
    ...found.map((sample) => sample.toUpperCase()),
  ]);
};

/** `extract(pattern, group, text)`: texts of the pattern, with the wanted text where each group stands. */
export const extract: Propose = ({ wanted, args: [pattern, group] }) => {
  const number = typeof group === 'bigint' ? Number(group) : 1;
  return each(2, [...sampleRegex(text(pattern!), new Map([[number, text(wanted)]])), ...sampleRegex(text(pattern!))]);
};
