import type { RunContext } from '../../../src/target/engine.js';
import { placeholderName } from '../document/placeholder.js';
import type { Placeholders } from './syntax/source.js';

/** Placeholders stand for the columns of a run's inputs from outside. A null stands for nothing. */
export function placeholdersOf({ externals = {} }: RunContext): Placeholders {
  const lists = new Map<string, readonly string[]>();
  for (const [input, { columns, rows }] of Object.entries(externals)) {
    for (const [position, { name }] of columns.entries()) {
      const cells = rows.map((row) => row[position] ?? null).filter((cell) => cell !== null);
      const texts = cells.map((cell) => (typeof cell === 'string' ? cell : JSON.stringify(cell)));
      lists.set(placeholderName(input, name, position), [...new Set(texts)]);
    }
  }
  return (name) => lists.get(name) ?? null;
}
