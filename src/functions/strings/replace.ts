import { functions } from '../function-entry.js';
import { text } from '../json.js';

export const STRING_REPLACE = functions(
  {
    name: 'replace_string',
    page: 'replace-string-function',
    nulls: 'never',
    choice: 'left to right, without overlap; an empty lookup replaces nothing',
    evaluate: ([value, lookup, rewrite]) => {
      const part = text(lookup!);
      return part === '' ? text(value!) : text(value!).split(part).join(text(rewrite!));
    },
  },
  {
    name: 'split',
    page: 'split-function',
    nulls: 'own',
    choice: 'an index out of range gives an empty array; an empty delimiter does not split',
    evaluate: ([value, delimiter, index]) => {
      const mark = text(delimiter!);
      const parts = mark === '' ? [text(value!)] : text(value!).split(mark);
      if (index === undefined) return parts;
      const wanted = typeof index === 'bigint' && index >= 0n ? parts[Number(index)] : undefined;
      return wanted === undefined ? [] : [wanted];
    },
  },
);
