import type { Command, Search } from './command.js';
import type { Condition, Value } from './expression.js';
import { printValue } from './print-expression.js';
import { mapValues } from './map-values.js';

/** Shorter parts are easier to read where they are. */
const LONG = 60;

/**
 * Gives a long part that an assignment or a condition has more than once a field of its own before it, as one would by hand.
 *
 * @param take a name for a field that nothing else has
 */
export function shareParts(search: Search, take: (preferred: string) => string): Search {
  const { generator } = search;
  const shared = { ...search, commands: search.commands.flatMap((command) => sharedCommand(command, take)) };
  return generator?.command === 'multisearch'
    ? { ...shared, generator: { ...generator, searches: generator.searches.map((each) => shareParts(each, take)) } }
    : shared;
}

function sharedCommand(command: Command, take: (preferred: string) => string): readonly Command[] {
  switch (command.command) {
    case 'append':
      return [{ ...command, search: shareParts(command.search, take) }];
    case 'eval':
      return [
        { ...command, assignments: command.assignments.flatMap(({ field, value }) => sharedIn(field, value, take)) },
      ];
    case 'where': {
      const { parts, rest } = extract(command.condition, 'part', take);
      return parts.length === 0
        ? [command]
        : [
            { command: 'eval', assignments: parts },
            { ...command, condition: rest },
          ];
    }
    default:
      return [command];
  }
}

interface Assignment {
  readonly field: string;
  readonly value: Value;
}

function sharedIn(field: string, value: Value, take: (preferred: string) => string): Assignment[] {
  const { parts, rest } = extract(value, `${field}_part`, take);
  return [...parts, { field, value: rest }];
}

/** Inner parts first, so that outer ones read them. */
function extract<E extends Value | Condition>(
  expression: E,
  preferred: string,
  take: (preferred: string) => string,
): { readonly parts: readonly Assignment[]; readonly rest: E } {
  const parts: Assignment[] = [];
  let rest = expression;
  for (;;) {
    const part = firstRepeated(rest);
    if (part === null) return { parts, rest };
    const field = take(preferred);
    parts.push({ field, value: part.value });
    rest = mapValues(rest, (value) => (printValue(value) === part.text ? { kind: 'field', name: field } : value));
  }
}

interface Part {
  readonly text: string;
  readonly value: Value;
  readonly count: number;
}

/** The shortest part that stands at more places than the longer ones that it is in. */
function firstRepeated(expression: Value | Condition): Part | null {
  const seen = new Map<string, Part>();
  mapValues(expression, (value) => {
    const text = printValue(value);
    if (text.length >= LONG) seen.set(text, { text, value, count: (seen.get(text)?.count ?? 0) + 1 });
    return value;
  });
  const repeated = [...seen.values()].filter(({ count }) => count > 1).sort((a, b) => a.text.length - b.text.length);
  const isOnlyInside = ({ text, count }: Part): boolean =>
    repeated.some((outer) => outer.text !== text && outer.text.includes(text) && outer.count >= count);
  return repeated.find((part) => !isOnlyInside(part)) ?? null;
}
