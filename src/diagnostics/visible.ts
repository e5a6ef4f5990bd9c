/** Text from a file or a log as it may be shown on a terminal: control characters cannot move the cursor or hide text. */
export const visible = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- these are the characters to be made visible
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
