/**
 * Splunk's quoting, in one place. Three contexts differ: search terms, field names of commands such as `table`, and
 * `eval`/`where`, where single quotes name a field and double quotes make a string (Search Reference, "eval command
 * usage"; Search Manual, "Anatomy of a search", "Quotes and escaping characters").
 */

const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Words that an expression would read as something else than a field. */
const EXPRESSION_WORDS = new Set(['and', 'or', 'not', 'xor', 'like', 'in', 'as', 'by', 'true', 'false', 'null']);

/** Words that the search command would read as operators or functions. */
const SEARCH_WORDS = new Set(['and', 'or', 'not', 'in', 'case', 'term', 'prefix', 'search']);

/** A name that can be quoted in every context: no quotes, wildcards, backslashes, backticks, `$` tokens or control characters. */
export const isQuotableName = (name: string): boolean =>
  name !== '' && name.trim() === name && !/["'`*\\|[\]$\p{Cc}\p{Zl}\p{Zp}]/u.test(name);

/** A string of `eval` and `where`. Every backslash is doubled: `\\` and `\"` are the escapes that the manual promises. */
export const quoteText = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

/** A field of `eval` and `where`. */
export function quoteExpressionField(name: string): string {
  if (name === '_raw' || name === '_time') return name;
  return PLAIN_NAME.test(name) && !EXPRESSION_WORDS.has(name.toLowerCase()) ? name : `'${checked(name)}'`;
}

/** A field name as an argument of `table`, `rename`, `sort` and the like. */
export function quoteFieldName(name: string): string {
  return PLAIN_NAME.test(name) && !EXPRESSION_WORDS.has(name.toLowerCase()) ? name : `"${checked(name)}"`;
}

/** The file of a lookup: names are identifiers, so that nothing needs quotes. */
export function quoteFileName(name: string): string {
  if (!/^[A-Za-z0-9_.-]+$/.test(name))
    throw new RangeError(`a file name that SPL cannot hold: ${JSON.stringify(name)}`);
  return name;
}

/** The field of a search term: dots and colons need no quotes there. */
export const quoteSearchField = (name: string): string =>
  /^[A-Za-z][A-Za-z0-9_.]*$/.test(name) ? name : `"${checked(name)}"`;

/** The value of a search term. `*` is a wildcard even between quotes, so a value with one has no place here. */
export function quoteSearchValue(value: string): string {
  if (value.includes('*')) throw new RangeError('a search value cannot hold a literal asterisk');
  if (/^[A-Za-z0-9_:.-]*[A-Za-z0-9_]$/.test(value) && !SEARCH_WORDS.has(value.toLowerCase()) && !/^[.-]/.test(value)) {
    return /[.]/.test(value) ? quoteText(value) : value;
  }
  return quoteText(value);
}

/** A triple-backtick comment (Search Manual, "Add comments to searches"), or null when the text could end it. */
export function quoteRemark(remark: string): string | null {
  const line = remark.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  // A `[` would start a subsearch and `$x$` a token for readers that look for them before comments.
  return line === '' || /[`[\]$|\\"]/.test(line) ? null : `\`\`\`${line}\`\`\``;
}

/** The tree's builders only take checked names, so this is a fault of ours. */
function checked(name: string): string {
  if (!isQuotableName(name)) throw new RangeError(`a field name that SPL cannot quote: ${JSON.stringify(name)}`);
  return name;
}
