import { isNull } from '../../../../src/rule/source-node.js';
import type { MappingEntry, MappingNode, SourceNode } from '../../../../src/rule/source-node.js';
import { typedScalar } from './scalar.js';
import type { Source } from './source.js';

/** Each reads a node as what it has to be, or throws a QueryError that names `what` it is. */

export function readMapping(node: SourceNode, what: string, source: Source): MappingNode {
  if (node.kind === 'mapping') return node;
  throw source.fault('RP5202', [what, 'a map'], node);
}

export function readList(node: SourceNode, what: string, source: Source): readonly SourceNode[] {
  if (node.kind === 'sequence') return node.items;
  throw source.fault('RP5202', [what, 'a list'], node);
}

/** Not empty; numbers count as the text that they are written as. */
export function readText(node: SourceNode, what: string, source: Source): string {
  if (node.kind === 'scalar' && !isNull(node) && node.text !== '') return node.text;
  throw source.fault('RP5202', [what, 'a text'], node);
}

export function readNumber(node: SourceNode, what: string, source: Source): number {
  const scalar = node.kind === 'scalar' ? typedScalar(node, source) : null;
  if (scalar?.kind === 'number') return scalar.value;
  throw source.fault('RP5202', [what, 'a number'], node);
}

export function readBoolean(node: SourceNode, what: string, source: Source): boolean {
  const scalar = node.kind === 'scalar' ? typedScalar(node, source) : null;
  if (scalar?.kind === 'boolean') return scalar.value;
  throw source.fault('RP5202', [what, 'true or false'], node);
}

/** The entry of a key that must be there and must hold something. */
export function requireEntry(mapping: MappingNode, key: string, what: string, source: Source): MappingEntry {
  const entry = entryOf(mapping, key);
  if (entry !== undefined && !isNull(entry.value)) return entry;
  throw source.fault('RP5203', [what, key], entry?.key ?? mapping);
}

export const entryOf = (mapping: MappingNode, key: string): MappingEntry | undefined =>
  mapping.entries.find((entry) => entry.key.text === key);
