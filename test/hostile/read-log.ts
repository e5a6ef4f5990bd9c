import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { openEvents } from '../../src/events/open-events.js';

/** Reads a log from a file of its own: the IDs of the records that came out, and the diagnostics. */
export async function readLog(
  content: string | Buffer,
): Promise<{ ids: string[]; diagnostics: readonly Diagnostic[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ruleport-log-'));
  try {
    const file = path.join(folder, 'log.json');
    await writeFile(file, content);
    const events = openEvents([file]);
    const ids: string[] = [];
    for await (const record of events.records()) ids.push(String(record['eventID']));
    return { ids, diagnostics: events.diagnostics };
  } finally {
    await rm(folder, { recursive: true });
  }
}
