import { isNull } from '../../../../src/rule/source-node.js';
import type { MappingNode } from '../../../../src/rule/source-node.js';
import { entryOf, readText, requireEntry } from './read.js';
import type { Source } from './source.js';

export interface Identity {
  readonly title: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly level: string | null;
}

/** What rules and correlations have in common. Other keys are for people, or "arbitrary custom fields". */
export function readIdentity(document: MappingNode, what: string, source: Source): Identity {
  const optional = (key: string): string | null => {
    const entry = entryOf(document, key);
    return entry === undefined || isNull(entry.value) ? null : readText(entry.value, key, source);
  };
  const taxonomy = optional('taxonomy');
  if (taxonomy !== null && taxonomy !== 'sigma') {
    throw source.fault('RP5205', [`taxonomy ${taxonomy}`], entryOf(document, 'taxonomy')?.value ?? document);
  }
  return {
    title: readText(requireEntry(document, 'title', what, source).value, 'title', source),
    id: optional('id'),
    name: optional('name'),
    level: optional('level'),
  };
}
