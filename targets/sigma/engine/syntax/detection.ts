import { isNull } from '../../../../src/rule/source-node.js';
import type { MappingEntry, MappingNode, SourceNode } from '../../../../src/rule/source-node.js';
import type { Detection, DetectionItem } from '../model.js';
import { readModifiers } from './modifiers.js';
import { typedScalar } from './scalar.js';
import type { Source } from './source.js';
import { readFieldPath, readValueTest } from './value-test.js';

/**
 * A search identifier: a map (all its items hold), or a list of maps and keywords (one of them holds).
 * https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html ("Detection")
 */
export function readDetection(name: string, node: SourceNode, source: Source): Detection {
  source.count(node);
  switch (node.kind) {
    case 'mapping':
      return readMap(name, node, source);
    case 'sequence':
      if (node.items.length === 0) throw source.fault('RP5211', [name], node);
      return { kind: 'some', of: node.items.map((item) => readListItem(name, item, source)) };
    case 'null':
      throw source.fault('RP5211', [name], node);
    case 'scalar':
      throw source.fault('RP5202', [name, 'a map or a list'], node);
  }
}

function readListItem(name: string, node: SourceNode, source: Source): Detection {
  source.count(node);
  if (node.kind === 'mapping') return readMap(name, node, source);
  if (node.kind === 'sequence') throw source.fault('RP5202', [name, 'a list of maps or texts, not of lists'], node);
  return { kind: 'item', item: readItem('', [], node, node, source) };
}

function readMap(name: string, node: MappingNode, source: Source): Detection {
  if (node.entries.length === 0) throw source.fault('RP5211', [name], node);
  return { kind: 'every', of: node.entries.map((entry) => ({ kind: 'item', item: readEntry(entry, source) })) };
}

function readEntry({ key, value }: MappingEntry, source: Source): DetectionItem {
  source.count(key);
  const [field = '', ...modifiers] = key.text.split('|');
  if (field === '' && modifiers.length === 0) throw source.fault('RP5202', ['key', 'the name of a field'], key);
  return readItem(field, modifiers, key, value, source);
}

/** `field` is empty for keywords. */
function readItem(
  field: string,
  names: readonly string[],
  at: { readonly start: number },
  value: SourceNode,
  source: Source,
): DetectionItem {
  const isKeyword = field === '';
  const modifiers = readModifiers(names, isKeyword, source, at);
  const label = isKeyword ? 'keyword' : field;
  const nodes = value.kind === 'sequence' ? value.items : [value];
  if (nodes.length === 0) throw source.fault('RP5211', [label], value);
  if (modifiers.all && nodes.length === 1) throw source.fault('RP5225', [], at);
  if (modifiers.type === 'exists' && value.kind === 'sequence') {
    throw source.fault('RP5226', ['exists', 'true or false'], value);
  }
  const tests = nodes.map((node) => {
    source.count(node);
    if (node.kind === 'mapping') throw source.fault('RP5213', [label], node);
    if (node.kind === 'sequence') throw source.fault('RP5202', [label, 'a list of values, not of lists'], node);
    if (isNull(node) && (isKeyword || value.kind === 'sequence')) throw source.fault('RP5212', [label], node);
    return readValueTest(typedScalar(node, source), modifiers, isKeyword, source, node);
  });
  return {
    field: isKeyword ? null : readFieldPath(field, source, at),
    linking: modifiers.all ? 'every' : 'some',
    negated: modifiers.neq,
    tests,
  };
}
