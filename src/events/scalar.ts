const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const DELIMITERS = new Set([...' \t\r\n,:"[]{}'].map((char) => char.charCodeAt(0)));

const LONGEST_NUMBER = 400;
const JSON_SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** The end of a string, number, word or stray sign that starts at `start`: at least one byte, at most the line. */
export function endOfScalar(bytes: Buffer, start: number): number {
  let at = start + 1;
  if (bytes[start] !== QUOTE) {
    while (at < bytes.length && !DELIMITERS.has(bytes[at]!)) at++;
    return at;
  }
  for (; at < bytes.length && bytes[at] !== LINE_FEED; at++) {
    if (bytes[at] === QUOTE) return at + 1;
    if (bytes[at] === BACKSLASH) at++;
  }
  return Math.min(at, bytes.length);
}

/** Whether the text is JSON, by its looks: cheaper than an exception of `JSON.parse` for each word of a file of words. */
export function isScalar(bytes: Buffer, start: number, end: number): boolean {
  if (bytes[start] === QUOTE) return end - start > 1 && bytes[end - 1] === QUOTE;
  return end - start <= LONGEST_NUMBER && JSON_SCALAR.test(bytes.toString('latin1', start, end));
}

/** Past spaces, tabs and carriage returns: to the next text or the end of the line. */
export function skipSpaces(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at++;
  return at;
}
