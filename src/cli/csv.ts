import type { Json } from '../target/engine.js';

/**
 * Lines of RFC 4180, values as they are: a spreadsheet may take a text that starts with `=` for a formula. Null is an empty
 * field, the empty text `""`; dynamic values are JSON.
 */
export const csvLines = (rows: readonly (readonly Json[])[]): string[] =>
  rows.map((row) => row.map(csvField).join(','));

function csvField(value: Json): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
