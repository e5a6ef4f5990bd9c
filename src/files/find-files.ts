import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Files with one of the endings at or below a path, in the order of their names. A file named outright always counts. */
export async function findFiles(start: string, endings: readonly string[]): Promise<string[]> {
  const info = await stat(start);
  if (!info.isDirectory()) return [start];
  const entries = await readdir(start, { withFileTypes: true, recursive: true });
  return (
    entries
      .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.toLowerCase().endsWith(ending)))
      .map((entry) => path.join(entry.parentPath, entry.name))
      // Packages below the folder are not the user's rules; the folder itself may be one.
      .filter((file) => !path.relative(start, file).split(path.sep).includes('node_modules'))
      .sort()
  );
}
