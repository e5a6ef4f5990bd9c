import { readFileSync } from 'node:fs';

/** The version in package.json, above the built command line or its source. */
export function version(): string {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const text = readFileSync(new URL(up, import.meta.url), 'utf8');
      const { name, version: found } = JSON.parse(text) as { name?: string; version?: string };
      if (name === 'ruleport' && found !== undefined) return found;
    } catch {
      continue;
    }
  }
  throw new Error('package.json of ruleport is not where it belongs');
}
