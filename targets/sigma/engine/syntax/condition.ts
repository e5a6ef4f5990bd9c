import type { ScalarNode } from '../../../../src/rule/source-node.js';
import type { Condition, Detection } from '../model.js';
import type { Source } from './source.js';

const MAX_DEPTH = 100;

interface Token {
  readonly text: string;
  readonly offset: number;
}

/**
 * Reads a condition over search identifiers; from loosest to tightest: or, and, not, `x of`, brackets.
 * https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html ("Condition")
 * @throws QueryError
 */
export function readCondition(node: ScalarNode, detections: ReadonlyMap<string, Detection>, source: Source): Condition {
  return new ConditionParser(node, detections, source).whole();
}

class ConditionParser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(
    private readonly node: ScalarNode,
    private readonly detections: ReadonlyMap<string, Detection>,
    private readonly source: Source,
  ) {
    const quote = node.style.endsWith('quoted') ? 1 : 0;
    // Where a token is in the file can be told unless the condition has escapes or folded lines.
    const isVerbatim = source.text.startsWith(node.text, node.start + quote);
    this.#tokens = [...node.text.matchAll(/[()|]|[^\s()|]+/g)].map((match) => ({
      text: match[0],
      offset: node.start + (isVerbatim ? quote + match.index : 0),
    }));
  }

  whole(): Condition {
    if (this.#tokens.length === 0) throw this.source.fault('RP5230', ['it is empty'], this.node);
    const condition = this.#or();
    const rest = this.#tokens[this.#next];
    if (rest === undefined) return condition;
    if (rest.text === '|')
      throw this.source.fault('RP5205', ['an aggregation in a condition (use a correlation)'], rest.offset);
    throw this.source.fault('RP5230', [`unexpected ${rest.text}`], rest.offset);
  }

  #or(): Condition {
    return this.#chain('or', () => this.#chain('and', () => this.#not()));
  }

  #chain(kind: 'and' | 'or', operand: () => Condition): Condition {
    const of = [operand()];
    while (this.#take(kind)) of.push(operand());
    return of.length === 1 ? of[0]! : { kind, of };
  }

  #not(): Condition {
    let negated = false;
    while (this.#take('not')) negated = !negated;
    const of = this.#primary();
    return negated ? { kind: 'not', of } : of;
  }

  #primary(): Condition {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw this.source.fault('RP5230', ['it ends too early'], this.node);
    if (token.text === '(') return this.#brackets(token);
    if (this.#tokens[this.#next]?.text === 'of') return this.#quantified(token);
    const detection = this.detections.get(token.text);
    if (detection !== undefined) return { kind: 'detection', detection };
    if (/^(?:[()|]|and|or)$/.test(token.text))
      throw this.source.fault('RP5230', [`unexpected ${token.text}`], token.offset);
    throw this.source.fault('RP5231', [token.text], token.offset);
  }

  #brackets(open: Token): Condition {
    if (++this.#depth > MAX_DEPTH) throw this.source.fault('RP5233', [MAX_DEPTH], open.offset);
    const inner = this.#or();
    this.#depth--;
    if (!this.#take(')')) throw this.source.fault('RP5230', ['a bracket is not closed'], open.offset);
    return inner;
  }

  #quantified(quantifier: Token): Condition {
    if (quantifier.text !== '1' && quantifier.text !== 'all') {
      throw this.source.fault('RP5205', [`\`${quantifier.text} of\` in a condition`], quantifier.offset);
    }
    this.#next++;
    const pattern = this.#tokens[this.#next++];
    if (pattern === undefined) throw this.source.fault('RP5230', ['it ends too early'], this.node);
    const of = this.#fitting(pattern.text).map((detection): Condition => ({ kind: 'detection', detection }));
    if (of.length === 0) throw this.source.fault('RP5232', [pattern.text], pattern.offset);
    return { kind: quantifier.text === '1' ? 'or' : 'and', of };
  }

  /** Names that begin with `_` are left out, also of patterns that do not begin with it themselves. */
  #fitting(pattern: string): readonly Detection[] {
    const wanted = pattern === 'them' ? '*' : pattern;
    return [...this.detections]
      .filter(([name]) => (wanted.startsWith('_') || !name.startsWith('_')) && fits(name, wanted))
      .map(([, detection]) => detection);
  }

  #take(text: string): boolean {
    if (this.#tokens[this.#next]?.text !== text) return false;
    this.#next++;
    return true;
  }
}

/** `*` stands for any characters. The pieces between are found from left to right, so no pattern is slow. */
function fits(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
