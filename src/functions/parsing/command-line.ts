import type { Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { checkElements } from '../limits.js';

/**
 * The arguments of a command line as Windows takes it apart: blanks and tabs divide, quotes hold together, and before a
 * quote two backslashes are one, an odd one makes the quote a character. The first argument, the program, knows no
 * backslashes and is empty when the line begins with a blank.
 * https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw
 */
function windowsArguments(line: string): string[] {
  const [head, quoted] = /^"([^"]*)"?|^[^ \t]*/.exec(line) ?? [''];
  const args = [quoted ?? head];
  const pieces = line.slice(head.length).match(/(?:\\*"+)|\\+|[^\\" \t]+|[ \t]+/g) ?? [];
  let argument: string | null = null;
  // How many quotes are open: the third in a row is a character, and closes them.
  let quotes = 0;
  for (const piece of pieces) {
    if (/^[ \t]/.test(piece) && quotes === 0) {
      if (argument !== null) args.push(argument);
      checkElements(args.length);
      argument = null;
    } else if (piece.endsWith('"')) {
      const backslashes = piece.indexOf('"');
      argument = (argument ?? '') + '\\'.repeat(backslashes >> 1) + (backslashes % 2 === 1 ? '"' : '');
      for (let quote = backslashes + (backslashes % 2); quote < piece.length; quote++) {
        quotes++;
        if (quotes < 3) continue;
        argument += '"';
        quotes = 0;
      }
      if (quotes === 2) quotes = 0;
    } else argument = (argument ?? '') + piece;
  }
  if (argument !== null) args.push(argument);
  return args;
}

function parseCommandLine([line, parser]: readonly Value[]): Value {
  const source = text(line!);
  return parser === 'windows' && source !== '' ? windowsArguments(source) : null;
}

export const PARSE_COMMAND_LINE = functions({
  name: 'parse_command_line',
  page: 'parse-command-line-function',
  nulls: 'own',
  choice: 'an empty line gives null',
  fault: ([, parser]) => (typeof parser === 'string' && parser !== 'windows' ? `the parser '${parser}'` : null),
  evaluate: parseCommandLine,
});
