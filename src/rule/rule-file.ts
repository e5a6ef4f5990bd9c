import { diagnose } from '../diagnostics/code-table.js';
import type { Diagnostic, Position } from '../diagnostics/diagnostic.js';
import { LineMap } from './line-map.js';
import { RULE_CODES } from './rule-codes.js';
import type { RuleCode } from './rule-codes.js';
import { ScalarMap } from './scalar-map.js';
import type { ScalarNode } from './source-node.js';

/** A rule file while it is read: its text, where things are in it, and what was found wrong. */
export class RuleFile {
  #diagnostics: Diagnostic[] = [];
  readonly #lines: LineMap;

  /** @param text without byte order mark */
  constructor(
    readonly text: string,
    readonly name: string | null,
  ) {
    this.#lines = new LineMap(text);
  }

  position(offset: number): Position {
    return this.#lines.position(offset);
  }

  report<Code extends RuleCode>(
    code: Code,
    values: Parameters<(typeof RULE_CODES)[Code]['message']>,
    offset: number,
  ): void {
    const place = { file: this.name, position: this.position(offset) };
    this.#diagnostics.push(diagnose<typeof RULE_CODES, Code>(RULE_CODES, code, values, place));
  }

  /** What was reported since the last call. */
  take(): readonly Diagnostic[] {
    const taken = this.#diagnostics;
    this.#diagnostics = [];
    return taken;
  }

  /** A scalar's text with the places of its characters. The first `skip` characters of the scalar are not part of it. */
  located(node: ScalarNode, skip = 0): LocatedText {
    let map: ScalarMap | null = null; // most texts never have a fault
    return {
      text: node.text.slice(skip),
      node,
      offsetOf: (offset) => (map ??= new ScalarMap(this.text, node)).locate(offset + skip),
    };
  }
}

export interface LocatedText {
  readonly text: string;
  readonly node: ScalarNode;
  /** The file offset of an offset in `text`. */
  offsetOf(offset: number): number;
}
