import type { Command, Search } from './command.js';
import { fieldsOf } from './fields-of.js';

/** Neighbouring `eval` commands as one: its assignments see those before them, so the order is all that counts. */
export function mergeEvals(search: Search): Search {
  const { generator } = search;
  const merged = { ...search, commands: mergedCommands(search.commands) };
  return generator?.command === 'multisearch'
    ? { ...merged, generator: { ...generator, searches: generator.searches.map(mergeEvals) } }
    : merged;
}

function mergedCommands(commands: readonly Command[]): readonly Command[] {
  const merged: Command[] = [];
  for (const each of commands) {
    const command = each.command === 'append' ? { ...each, search: mergeEvals(each.search) } : each;
    const before = merged.at(-1);
    if (command.command !== 'eval' || before?.command !== 'eval') {
      merged.push(command);
      continue;
    }
    const remark = [before.remark, command.remark].filter((text) => text !== undefined).join('; ');
    merged[merged.length - 1] = {
      command: 'eval',
      assignments: [...before.assignments, ...command.assignments],
      ...(remark === '' ? {} : { remark }),
    };
  }
  return merged.map((command) =>
    command.command === 'eval' ? { ...command, assignments: withoutDead(command.assignments) } : command,
  );
}

type Assignments = Extract<Command, { command: 'eval' }>['assignments'];

/** Without what is written again before anything reads it. */
const withoutDead = (assignments: Assignments): Assignments =>
  assignments.filter(({ field }, index) => {
    const later = assignments.slice(index + 1);
    const again = later.findIndex((each) => each.field === field);
    return again < 0 || later.slice(0, again + 1).some(({ value }) => fieldsOf(value).has(field));
  });
