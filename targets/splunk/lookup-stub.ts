import type { External } from '../../src/ir/relation.js';
import type { Artifact } from '../../src/target/target.js';
import { lookupFile } from './lower/lookup.js';

/** The header of a lookup file, for the user to fill: an app's `lookups` folder holds it. Fields are quoted as RFC 4180 says. */
export const lookupStub = (external: External): Artifact => ({
  path: `lookups/${lookupFile(external)}`,
  content: `${external.columns.map(({ name }) => csvField(name)).join(',')}\n`,
  role: 'config',
});

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
