import type { RegexNode, SetItem } from './node.js';

/**
 * The pattern in the syntax of Rust's regex crate, which matches in linear time; null when that crate has no such
 * construct (lookaround, back-references, atomic groups). Every capturing group gets the name `g<number>`, for the binding
 * leaves groups out that took no part in a match.
 */
export function toRust(node: RegexNode): string | null {
  switch (node.kind) {
    case 'char':
      return node.fold ? `(?i:${codeText(node.code)})` : codeText(node.code);
    case 'set': {
      const body = `[${node.negated ? '^' : ''}${node.items.map(itemText).join('')}]`;
      if (node.items.length === 0) return node.negated ? '(?s:.)' : null;
      return node.fold ? `(?i:${body})` : body;
    }
    case 'sequence':
      return joined(node.items, '');
    case 'choice': {
      const options = joined(node.options, '|');
      return options === null ? null : `(?:${options})`;
    }
    case 'group': {
      const inner = toRust(node.node);
      return inner === null ? null : `(?P<g${node.index}>${inner})`;
    }
    case 'repeat': {
      const inner = toRust(node.node);
      if (inner === null || node.mode === 'possessive') return null;
      const bounds = node.max === Infinity ? `{${node.min},}` : `{${node.min},${node.max}}`;
      return `(?:${inner})${bounds}${node.mode === 'lazy' ? '?' : ''}`;
    }
    case 'anchor':
      return ANCHORS[node.at];
    default:
      return null;
  }
}

const ANCHORS = {
  start: '\\A',
  // Takes the newline with it; callers that need the span of a match do not come here with such a pattern.
  end: '(?:\\n?\\z)',
  veryEnd: '\\z',
  lineStart: '(?m:^)',
  lineEnd: '(?m:$)',
  word: '(?-u:\\b)',
  notWord: null,
} as const;

const codeText = (code: number): string => `\\x{${code.toString(16)}}`;

function itemText(item: SetItem): string {
  switch (item.kind) {
    case 'range':
      return item.low === item.high ? codeText(item.low) : `${codeText(item.low)}-${codeText(item.high)}`;
    case 'outside':
      return `[^${item.ranges.map(([low, high]) => `${codeText(low)}-${codeText(high)}`).join('')}]`;
    case 'property':
      return `\\${item.negated ? 'P' : 'p'}{${item.name}}`;
  }
}

function joined(nodes: readonly RegexNode[], separator: string): string | null {
  const parts: string[] = [];
  for (const node of nodes) {
    const part = toRust(node);
    if (part === null) return null;
    parts.push(part);
  }
  return parts.join(separator);
}

/** Whether a pattern has the anchor that may stand before a final newline. */
export function hasSoftEnd(node: RegexNode): boolean {
  switch (node.kind) {
    case 'anchor':
      return node.at === 'end';
    case 'sequence':
      return node.items.some(hasSoftEnd);
    case 'choice':
      return node.options.some(hasSoftEnd);
    case 'group':
    case 'repeat':
    case 'look':
    case 'atomic':
      return hasSoftEnd(node.node);
    default:
      return false;
  }
}

/** Whether a pattern can match without taking a character. Where such matches follow others, PCRE and Rust differ. */
export function canBeEmpty(node: RegexNode): boolean {
  switch (node.kind) {
    case 'char':
    case 'set':
      return false;
    case 'sequence':
      return node.items.every(canBeEmpty);
    case 'choice':
      return node.options.some(canBeEmpty);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.node);
    case 'group':
    case 'atomic':
      return canBeEmpty(node.node);
    default:
      return true;
  }
}
