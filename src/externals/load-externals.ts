import { readFile } from 'node:fs/promises';
import { UsageError } from '../diagnostics/usage-error.js';
import type { GivenExternals } from './external-rows.js';
import { readExternal } from './read-external.js';

/** Larger lists belong into a table of the target. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * `NAME=FILE` of the command line: rows of inputs from outside, by name.
 * @throws UsageError for another form, or a file that cannot be read.
 */
export async function loadExternals(options: readonly string[]): Promise<GivenExternals> {
  const given: [string, GivenExternals[string]][] = [];
  for (const option of options) {
    const [, name, file] = /^([A-Za-z_]\w*)=(.+)$/s.exec(option) ?? [];
    if (name === undefined || file === undefined) throw new UsageError(`--external takes NAME=FILE, not '${option}'`);
    given.push([name, readExternal(await textOf(file), file)]);
  }
  return Object.fromEntries(given);
}

async function textOf(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > MAX_BYTES) throw new Error(`it has ${bytes.length} bytes; at most ${MAX_BYTES} are read`);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`--external: cannot read ${file}: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
}
