import { parsePattern, type Pattern } from '../values/pattern.js';
import type { Source } from './source.js';

/** Keeps a few placeholders in one value from standing for all combinations of long lists. */
const MAX_TEXTS = 100_000;

/**
 * `|expand`: each `%name%` in a value stands for any of the values that the engine was given under that name. They are plain
 * text, whatever they hold (sigma-appendix-modifiers, "expand").
 */
export function expanded(text: string, source: Source, at: { readonly start: number }): readonly Pattern[] {
  // Texts and names alternate.
  return text.split(/%(\w+)%/).reduce<readonly Pattern[]>(
    (patterns, part, index) => {
      const choices: readonly Pattern[] = index % 2 === 0 ? [parsePattern(part)] : valuesOf(part, source, at);
      if (patterns.length * choices.length > MAX_TEXTS) throw source.fault('RP5218', [MAX_TEXTS], at);
      return patterns.flatMap((pattern) => choices.map((choice) => [...pattern, ...choice]));
    },
    [[]],
  );
}

function valuesOf(name: string, source: Source, at: { readonly start: number }): readonly Pattern[] {
  const values = source.placeholders(name);
  if (values === null) throw source.fault('RP5217', [name], at);
  return values.map((text) => [{ text }]);
}
