import type { External } from '../../src/ir/relation.js';
import type { Artifact } from '../../src/target/target.js';
import { lookupFile } from './lower/lookup.js';

/**
 * The header of a lookup file, for the user to fill: an app's `lookups` folder holds it. Fields are quoted as RFC 4180 says. A
 * lookup file has at least two columns (Knowledge Manager Manual, "Configure CSV lookups"): beside a single one stands another.
 */
export function lookupStub(external: External): Artifact {
  const names = external.columns.map(({ name }) => name);
  const columns = names.length > 1 ? names : [...names, names.includes('note') ? 'note_1' : 'note'];
  return {
    path: `lookups/${lookupFile(external)}`,
    content: `${columns.map(csvField).join(',')}\n`,
    role: 'config',
  };
}

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
