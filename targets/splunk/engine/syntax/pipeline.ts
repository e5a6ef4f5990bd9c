import type { Stage } from '../commands/command.js';
import { COMMANDS, REFUSED_COMMANDS } from '../commands/table.js';
import { ArgReader } from './arg-reader.js';
import { endOfQuoted } from './prepare.js';
import type { SplSource } from './source.js';

const MAX_STAGES = 500;
const MAX_SUBSEARCHES = 10;

/** Parses a whole search. Throws QueryError with a position for everything that the engine does not know. */
export function parseSearch(source: SplSource): readonly Stage[] {
  const { stages, end } = parsePipeline(source, 0, source.text.length, 0);
  if (end < source.text.length) throw source.error(end, 'RP5101', "']' without '['");
  return stages;
}

/** Stages from `start` up to the end or to the bracket that closes a subsearch. */
function parsePipeline(
  source: SplSource,
  start: number,
  limit: number,
  depth: number,
): { stages: Stage[]; end: number } {
  if (depth > MAX_SUBSEARCHES) throw source.error(start, 'RP5106', 'nested subsearches', MAX_SUBSEARCHES);
  const stages: Stage[] = [];
  let at = skipSpace(source.text, start, limit);
  // Without a leading pipe the first command is search, whether it says so or not.
  const implicit = source.text[at] !== '|';
  if (at >= limit) throw source.error(start, 'RP5101', 'a command is missing');
  if (!implicit) at += 1;
  for (;;) {
    const end = segmentEnd(source, at, limit);
    stages.push(parseStage(source, at, end, stages.length === 0, implicit && stages.length === 0, depth));
    if (stages.length > MAX_STAGES) throw source.error(at, 'RP5106', 'commands', MAX_STAGES);
    if (end >= limit || source.text[end] === ']') return { stages, end };
    at = end + 1;
  }
}

function parseStage(
  source: SplSource,
  start: number,
  end: number,
  first: boolean,
  implicit: boolean,
  depth: number,
): Stage {
  const at = skipSpace(source.text, start, end);
  const name = /^[A-Za-z]\w*/u.exec(source.text.slice(at, Math.min(end, at + 60)))?.[0] ?? '';
  const command =
    implicit && (name.toLowerCase() !== 'search' || !isSeparated(source.text[at + name.length]))
      ? 'search'
      : name.toLowerCase();
  const argumentsAt = implicit && command === 'search' && name.toLowerCase() !== 'search' ? at : at + name.length;
  if (command === '')
    throw source.error(at, 'RP5101', at >= end ? 'a command is missing' : 'a command name is expected here');
  const definition = COMMANDS.get(command);
  if (definition === undefined) {
    const why = REFUSED_COMMANDS.get(command);
    if (why === undefined) throw source.error(at, 'RP5102', name);
    source.refusals.push(source.error(at, 'RP5105', `the command '${command}'`, why));
    return refusedStage(source, command, argumentsAt, end, depth);
  }
  const reader = new ArgReader(source, command, argumentsAt, end);
  const stage = definition.parse(reader, command, first, (from, limit) => {
    const nested = parsePipeline(source, from, limit, depth + 1);
    if (nested.end >= limit) throw source.error(from, 'RP5101', "'[' without ']'");
    return nested;
  });
  if (first && !stage.generates)
    throw source.error(at, 'RP5101', `a search cannot begin with '${command}'; begin with search or makeresults`);
  return stage;
}

/** A command that is known and not run: its arguments stay text, but its subsearches are parsed. */
function refusedStage(source: SplSource, name: string, start: number, end: number, depth: number): Stage {
  const subsearches: Stage[][] = [];
  for (let at = start; at < end; at += 1) {
    if (source.text[at] === '"') at = endOfQuoted(source.text, at, source) - 1;
    else if (source.text[at] === '[') {
      const nested = parsePipeline(source, at + 1, end, depth + 1);
      if (nested.end >= end) throw source.error(at, 'RP5101', "'[' without ']'");
      subsearches.push(nested.stages);
      at = nested.end;
    }
  }
  const node = { text: source.text.slice(start, end).trim(), subsearches };
  return { name, place: { source, at: start }, node, generates: true, run: (input) => input };
}

const isSeparated = (character: string | undefined): boolean => character === undefined || /[\s("|]/u.test(character);

function skipSpace(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && /\s/u.test(text[at]!)) at += 1;
  return at;
}

/** The end of a command: the next pipe or closing bracket outside of quotes and of brackets that open here. */
function segmentEnd(source: SplSource, start: number, limit: number): number {
  let open = 0;
  for (let at = start; at < limit; at += 1) {
    const character = source.text[at];
    if (character === '"') at = endOfQuoted(source.text, at, source) - 1;
    else if (character === '[') open += 1;
    else if (character === ']') {
      if (open === 0) return at;
      open -= 1;
    } else if (character === '|' && open === 0) return at;
  }
  if (open > 0) throw source.error(start, 'RP5101', "'[' without ']'");
  return limit;
}
