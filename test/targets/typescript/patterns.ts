import { transform } from 'sucrase';
import { helperSources } from '../../../targets/typescript/runtime/helpers.js';
import type { Step } from '../../../targets/typescript/regex/program.js';

type Matcher = (text: string, steps: readonly Step[]) => string[][];

const source = helperSources(['patternOf', 'matchesOf', 'groupIn']).join('\n');
const { code } = transform(source, { transforms: ['typescript'] });

const matcher = new Function(
  'text',
  'steps',
  'groups',
  `${code}
  const actions = steps.map(([kind, ...rest]) => [kind, ...(kind === 'take' ? [new RegExp(rest[0], 'u')] : rest)]);
  const found = matchesOf(text, patternOf('', ...actions));
  return found.map((places) => Array.from({ length: groups + 1 }, (_, group) => groupIn(text, places, group)));`,
) as (text: string, steps: readonly Step[], groups: number) => string[][];

/** All matches that the emitted matcher finds, each as its whole text and its groups. */
export const matchesIn =
  (groups: number): Matcher =>
  (text, steps) =>
    matcher(text, steps, groups);
