/**
 * A value of a .conf file: everything behind `=` on one line. A backslash at the end of a line would go on with the next
 * (savedsearches.conf.spec), a line break would start a key or a stanza of the text's author.
 */
export const confValue = (value: string): string =>
  oneLine(value)
    .replace(/[\\\s]+$/, '')
    .trim();

/**
 * The name between `[` and `]`. Brackets inside would end it, a slash is a folder to Splunk's REST endpoints, and the stanza
 * `[default]` would set every other search's values.
 */
export function stanzaName(value: string): string {
  const name = confValue(value)
    .replace(/\[/g, '(')
    .replace(/\]/g, ')')
    .replace(/[/\\*?]/g, '-');
  return name === '' ? 'Unnamed rule' : name.toLowerCase() === 'default' ? `Rule ${name}` : name;
}

/** Text for `$field$` templates: a `$` of the text's own would open a token. */
export const templateText = (value: string): string => value.replace(/\$/g, '');

const oneLine = (value: string): string => value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/ {2,}/g, ' ');
