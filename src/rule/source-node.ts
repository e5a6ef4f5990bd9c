/**
 * A YAML or JSON document with the place of every key and value. Scalars stay text: what `1.10`, `no` or `00:05:00` mean is
 * decided by the key that they belong to, never by YAML's guess at a type.
 *
 * YAML aliases make this a graph without cycles, in which one node can be reached along very many ways. Read known keys,
 * never walk all of it.
 */
export type SourceNode = ScalarNode | MappingNode | SequenceNode | NullNode;

interface NodeBase {
  /** Offsets into the text (without byte order mark); `start` is the first character of the value itself. */
  readonly start: number;
  readonly end: number;
}

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded' | 'json-string';

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: ScalarStyle;
}

/** No value at all (`key:`). A plain `null` or `~` is a scalar: ask `isNull`. */
export interface NullNode extends NodeBase {
  readonly kind: 'null';
}

export interface MappingEntry {
  readonly key: ScalarNode;
  readonly value: SourceNode;
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  /** Keys are unique; a repeated one has been reported and left out. */
  readonly entries: readonly MappingEntry[];
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly SourceNode[];
}

/** A fault at an offset, before it is a diagnostic of a file. */
export interface SourceFault {
  readonly code: 'RP1001' | 'RP1002' | 'RP1003' | 'RP1004' | 'RP1005' | 'RP1006';
  readonly detail: string;
  readonly offset: number;
}

export interface SourceTree {
  readonly documents: readonly SourceNode[];
  readonly faults: readonly SourceFault[];
}

const NULL_TEXTS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);

export const isNull = (node: SourceNode): boolean =>
  node.kind === 'null' || (node.kind === 'scalar' && node.style === 'plain' && NULL_TEXTS.has(node.text));

/** Collects the entries of a mapping; a key that is there already is reported, and the first one counts. */
export class EntryList {
  readonly entries: MappingEntry[] = [];
  readonly #keys = new Set<string>();

  constructor(private readonly faults: SourceFault[]) {}

  add(key: ScalarNode, value: SourceNode): void {
    if (this.#keys.has(key.text)) {
      this.faults.push({ code: 'RP1004', detail: key.text, offset: key.start });
      return;
    }
    this.#keys.add(key.text);
    this.entries.push({ key, value });
  }
}
