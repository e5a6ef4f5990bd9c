import type { Position } from './diagnostic.js';

/** Line and column of an offset of a text. */
export function positionIn(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
