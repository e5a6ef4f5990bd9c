import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { isOutside, type DayRange } from './day-folders.js';
import type { FaultLog } from './fault-log.js';
import type { FileHandle } from './log-bytes.js';
import { spool } from './spool.js';

const LOG_EXTENSIONS = ['.json', '.jsonl', '.ndjson', '.log'];

export interface LogFile {
  /** As diagnostics call it: what the user wrote, and the way down from there. */
  readonly name: string;
  readonly file: FileHandle;
}

export interface LogSearch {
  /** What `-` reads. */
  readonly input: Readable;
  readonly faults: FaultLog;
  /** Of CloudTrail's folders, those of these days alone. */
  readonly days: DayRange | null;
}

/**
 * The logs among files, folders and `-` (standard input). Of a folder: all files below it with a log's extension, by
 * path; of a file: itself, whatever its name. A file reached in two ways (named twice, a symbolic link, a folder and a
 * file in it) is read once, which also ends loops of links.
 */
export async function findLogFiles(paths: readonly string[], search: LogSearch): Promise<LogFile[]> {
  const walk: Walk = { ...search, found: [], seen: new Set() };
  for (const name of paths) {
    if (name !== '-') await visit(name, true, walk);
    else if (!walk.seen.has('-')) {
      walk.seen.add('-');
      await addSpooled('(standard input)', search.input, walk);
    }
  }
  return walk.found;
}

interface Walk extends LogSearch {
  readonly found: LogFile[];
  readonly seen: Set<string>;
}

/** Whether there is a log at `name`, found now or before, or one of another day. */
async function visit(name: string, named: boolean, walk: Walk): Promise<boolean> {
  const { faults, seen, found, days } = walk;
  try {
    const real = await realpath(name);
    const info = await stat(real);
    if (!named && !info.isDirectory() && !(info.isFile() && isLogName(name))) return false;
    if (seen.has(real)) return true;
    seen.add(real);
    if (info.isFile()) found.push({ name, file: real });
    else if (!info.isDirectory()) await addSpooled(name, createReadStream(real), walk);
    else if (days !== null && isOutside(path.resolve(name), days)) return true;
    else {
      let holdsLogs = false;
      for (const entry of (await readdir(real)).sort(byCodeUnit)) {
        if (await visit(path.join(name, entry), false, walk)) holdsLogs = true;
      }
      if (named && !holdsLogs) faults.report('RP4003', [LOG_EXTENSIONS.join(', ')], name);
      return holdsLogs;
    }
    return true;
  } catch (error) {
    reportUnreadable(error, name, faults);
    return true;
  }
}

/** A pipe can be read only once, an event source any number of times. */
async function addSpooled(name: string, source: Readable, { found, faults }: Walk): Promise<void> {
  try {
    found.push({ name, file: await spool(source) });
  } catch (error) {
    reportUnreadable(error, name, faults);
  }
}

export function reportUnreadable(error: unknown, name: string, faults: FaultLog): void {
  const code = systemCode(error);
  if (code === 'ENOENT') faults.report('RP4001', [], name);
  else faults.report('RP4002', [code], name);
}

/** Names like EACCES; the system's own messages would repeat the path. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown reason';
}

function isLogName(name: string): boolean {
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  return LOG_EXTENSIONS.some((extension) => plain.endsWith(extension));
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
