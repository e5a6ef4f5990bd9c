/**
 * Reads a large log in three ways: only unpacking it, parsing every record, and looking for a rule's literals first.
 * Prints seconds and the peak of resident memory. Usage: node bench/events.js [count] [folder with records]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { LogRecord } from '../src/events/event-source.js';
import { openEvents } from '../src/events/open-events.js';
import { makeLog } from './make-log.js';
import { sampleRecords } from './records.js';

const HINTS = [['RunInstances', 'Client.UnauthorizedOperation']];

async function collect(folder: string | undefined): Promise<LogRecord[]> {
  if (folder === undefined) return sampleRecords(3000);
  const records: LogRecord[] = [];
  for await (const record of openEvents([folder]).records()) records.push(record);
  return records;
}

async function timed(what: string, run: () => number | Promise<number>): Promise<void> {
  const start = performance.now();
  const count = await run();
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `${what.padEnd(28)} ${seconds.padStart(6)} s  ${String(count).padStart(7)} records  peak ${peak} MB\n`,
  );
}

async function countRecords(folder: string, hints?: string[][]): Promise<number> {
  let count = 0;
  for await (const record of openEvents([folder]).records(hints)) if (record !== null) count++;
  return count;
}

const count = Number(process.argv[2] ?? 200_000);
const folder = mkdtempSync(path.join(tmpdir(), 'ruleport-bench-'));
try {
  const files = await makeLog(folder, await collect(process.argv[3]), { count });
  await timed('literals first', () => countRecords(folder, HINTS));
  await timed('literals first, again', () => countRecords(folder, HINTS));
  await timed('gunzip alone', () => files.reduce((sum, file) => sum + gunzipSync(readFileSync(file)).length * 0, 0));
  await timed('every record', () => countRecords(folder));
  await timed('JSON.parse, whole files', () =>
    files.reduce((sum, file) => {
      const log = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { Records: unknown[] };
      return sum + log.Records.length;
    }, 0),
  );
} finally {
  rmSync(folder, { recursive: true });
}
