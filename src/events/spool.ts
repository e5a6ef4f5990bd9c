import { close, open, unlink, write } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

const openFile = promisify(open);
const closeFile = promisify(close);
const unlinkFile = promisify(unlink);
const writeFile = promisify(write);

/**
 * Copies a stream into a temporary file that has no name any more: logs may hold secrets, and like this nothing of them
 * stays behind, however the process ends. Returns the open file's descriptor.
 */
export async function spool(source: Readable): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ruleport-'));
  const file = path.join(folder, 'input');
  const descriptor = await openFile(file, 'wx+', 0o600);
  try {
    await unlinkFile(file);
    // Windows keeps the name until the file is closed; an empty folder then stays behind.
    await rmdir(folder).catch(() => undefined);
    for await (const chunk of source) await writeAll(descriptor, Buffer.from(chunk as Buffer | string));
    return descriptor;
  } catch (error) {
    await closeFile(descriptor);
    throw error;
  }
}

async function writeAll(descriptor: number, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await writeFile(descriptor, bytes, at, bytes.length - at, null);
    at += bytesWritten;
  }
}
