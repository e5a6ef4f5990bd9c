import { parse } from 'csv-parse/sync';
import { UsageError } from '../diagnostics/usage-error.js';

type RawRow = Readonly<Record<string, unknown>>;

/**
 * The rows of a file: a JSON array of objects, JSON Lines, or CSV with a header line.
 * @throws UsageError naming the file when it is none of these.
 */
export function readExternal(text: string, file: string): RawRow[] {
  const start = text.trimStart()[0];
  try {
    if (start === '[') return objects(JSON.parse(text), file);
    if (start === '{') return jsonLines(text).flatMap((value) => objects([value], file));
    return parse(text, { columns: true, skip_empty_lines: true, bom: true, trim: true, relax_column_count: false });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: neither JSON nor CSV with a header line: ${(error as Error).message}`);
  }
}

const jsonLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);

function objects(values: unknown, file: string): RawRow[] {
  return (values as unknown[]).map((value, index) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new UsageError(`${file}: row ${index + 1} is no JSON object`);
    }
    return value as RawRow;
  });
}
