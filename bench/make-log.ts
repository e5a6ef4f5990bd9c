import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { LogRecord } from '../src/events/event-source.js';
import { sampleEventId } from './records.js';

export interface LogSize {
  /** How many records to write. */
  readonly count: number;
  /** Records a file; 3,000 by default, about what CloudTrail delivers from a busy account. */
  readonly perFile?: number;
}

/**
 * Writes `count` records as CloudTrail delivers them, gzipped `{"Records":[…]}` files below `folder`: the given records
 * again and again, each time with another event ID. Returns the paths of the files.
 */
export async function makeLog(folder: string, records: readonly LogRecord[], size: LogSize): Promise<string[]> {
  const { count, perFile = 3000 } = size;
  const files: string[] = [];
  await mkdir(folder, { recursive: true });
  for (let start = 0; start < count; start += perFile) {
    const length = Math.min(perFile, count - start);
    const Records = Array.from({ length }, (_, offset) => {
      const index = start + offset;
      return { ...records[index % records.length], eventID: sampleEventId(index) };
    });
    const file = path.join(
      folder,
      `111122223333_CloudTrail_us-east-1_${String(files.length).padStart(5, '0')}.json.gz`,
    );
    await writeFile(file, gzipSync(JSON.stringify({ Records })));
    files.push(file);
  }
  return files;
}
