/**
 * Whether a text may be how a JSON number, literal, object or array comes out in a text column, or the empty text of a
 * missing value. Such a text can stand in a log in other spellings (`10` as `1e1`, an object with blanks), so neither a
 * search for it nor a comparison of the raw value is sound. Any other text is in a text column only when the log holds that
 * very string.
 */
export const looksLikeJson = (text: string): boolean =>
  text === '' || /^(true|false|null)$/.test(text) || /^[[{]/.test(text) || /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
