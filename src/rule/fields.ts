import type { LocatedText, RuleFile } from './rule-file.js';
import { isNull } from './source-node.js';
import type { MappingEntry, MappingNode, ScalarNode, SourceNode } from './source-node.js';
import { suggestion } from './suggestion.js';

/** How a format writes its keys and texts: YAML as it stands, ARM with free case and template expressions. */
export interface Dialect {
  readonly keysIgnoreCase: boolean;
  /** The text that a scalar stands for, or null when that cannot be known (which has then been reported). */
  textOf(file: RuleFile, key: string, node: ScalarNode): LocatedText | null;
}

export interface Field {
  /** As the file spells it. */
  readonly name: string;
  readonly keyOffset: number;
  readonly node: SourceNode;
}

/** More than these in one mapping are only counted: it is another kind of file, or a hostile one. */
const MAX_UNKNOWN_KEYS = 100;

/** A mapping whose keys are asked for one by one; those that nobody asked for are unknown keys. */
export class Fields {
  readonly #known: string[] = [];
  readonly #used = new Set<MappingEntry>();

  constructor(
    readonly file: RuleFile,
    readonly dialect: Dialect,
    readonly node: MappingNode,
  ) {}

  /** The first of these keys that has a value. A key without one (`tags:`) counts as absent. */
  take(...names: readonly string[]): Field | null {
    let found: Field | null = null;
    for (const name of names) {
      this.#known.push(name);
      const entry = this.node.entries.find(({ key }) => this.#isSame(key.text, name));
      if (entry === undefined) continue;
      this.#used.add(entry);
      if (found === null && !isNull(entry.value)) {
        found = { name: entry.key.text, keyOffset: entry.key.start, node: entry.value };
      }
    }
    return found;
  }

  /** Keys that are part of the format and say nothing about the detection. */
  ignore(...names: readonly string[]): void {
    this.take(...names);
  }

  /** Reports the keys that were never asked for. */
  finish(): void {
    const unknown = this.node.entries.filter((entry) => !this.#used.has(entry));
    for (const { key } of unknown.slice(0, MAX_UNKNOWN_KEYS)) {
      this.file.report('RP1010', [key.text, suggestion(key.text, this.#known)], key.start);
    }
    const next = unknown[MAX_UNKNOWN_KEYS];
    if (next !== undefined) this.file.report('RP1036', [unknown.length - MAX_UNKNOWN_KEYS], next.key.start);
  }

  /** The same file and dialect for a mapping inside this one. */
  inside(node: MappingNode): Fields {
    return new Fields(this.file, this.dialect, node);
  }

  #isSame(key: string, name: string): boolean {
    return key === name || (this.dialect.keysIgnoreCase && key.toLowerCase() === name.toLowerCase());
  }
}
