import type { Regex, RegexNode } from './tree.js';

/** More paths than this through a pattern, from one place of the text, and JavaScript's own matcher is not asked. */
const MAX_PATHS = 2_000;

/** Whether JavaScript's own matcher, which goes back and tries again, is sure to be quick. */
export const isCheap = ({ root }: Regex): boolean => pathsOf(root) <= MAX_PATHS;

/** In how many ways a node can be tried from one place, at most: what backtracking can cost. */
function pathsOf(node: RegexNode): number {
  switch (node.kind) {
    case 'sequence':
      return node.items.reduce((product, item) => product * pathsOf(item), 1);
    case 'alternatives':
      return node.options.reduce((sum, option) => sum + pathsOf(option), 0);
    case 'group':
      return pathsOf(node.item);
    case 'repeat': {
      if (node.most > 100) return Infinity;
      let sum = 0;
      for (let count = node.least; count <= node.most; count++) sum += pathsOf(node.item) ** count;
      return sum;
    }
    default:
      return 1;
  }
}

/** The text that a pattern searches for when it is nothing but a text, else null. */
export function plainText({ root, ignoreCase }: Regex): string | null {
  if (ignoreCase || root.kind !== 'sequence') return null;
  const characters = root.items.map((item) => (item.kind === 'character' ? item.character : null));
  return characters.includes(null) ? null : characters.join('');
}
