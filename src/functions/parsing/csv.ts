import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { checkElements } from '../limits.js';

/** One field: quoted, with doubled quotes inside, or plain; what follows a closing quote belongs to it. */
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"?)?([^,\r\n]*)(,|\r\n|\n|\r|$)/y;

/** The fields of the first record. */
function parseRecord(source: string): string[] {
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const match = FIELD.exec(source);
    if (match === null) return fields;
    const [, quoted, plain = '', end] = match;
    fields.push((quoted?.replaceAll('""', '"') ?? '') + plain);
    checkElements(fields.length);
    if (end !== ',') return fields;
  }
}

export const PARSE_CSV = functions({
  name: 'parse_csv',
  page: 'parse-csv-function',
  nulls: 'never',
  choice:
    'an empty text is one empty field; text behind a closing quote stays; a quote that does not close runs to the end',
  evaluate: ([value]) => parseRecord(text(value!)),
});
