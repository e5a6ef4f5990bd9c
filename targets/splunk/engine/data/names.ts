import { matchesPieces } from './wildcard.js';

/** A tester for a field name with `*` wildcards. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const pieces = pattern.split('*');
  return pieces.length === 1 ? (name) => name === pattern : (name) => matchesPieces(name, pieces);
}

/**
 * The texts that the wildcards of a pattern stand for in a name, or null. Each wildcard but the last takes as little as it
 * can.
 */
export function wildcardParts(pattern: string, name: string): string[] | null {
  const pieces = pattern.split('*');
  if (!matchesPieces(name, pieces)) return null;
  const parts: string[] = [];
  let at = pieces[0]!.length;
  for (let index = 1; index < pieces.length; index += 1) {
    const piece = pieces[index]!;
    const found = index === pieces.length - 1 ? name.length - piece.length : name.indexOf(piece, at);
    parts.push(name.slice(at, found));
    at = found + piece.length;
  }
  return parts;
}

/** A name made from a pattern whose wildcards are filled in. */
export const fillWildcards = (pattern: string, parts: readonly string[]): string => {
  let index = 0;
  return pattern.replace(/\*/gu, () => parts[index++] ?? '');
};

/** Fields that commands leave alone unless they are named: their names begin with an underscore. */
export const isInternal = (name: string): boolean => name.startsWith('_');
