import { functions } from '../function-entry.js';
import { parseJsonValue, text } from '../json.js';

export const TO_STRING = functions({
  name: 'tostring',
  page: 'tostring-function',
  nulls: 'never',
  choice: 'true and false in lower case; whole reals without a fraction; JSON text with keys in their order',
  evaluate: ([value]) => text(value!),
});

export const PARSE_JSON = functions({
  name: 'parse_json',
  aliases: ['todynamic', 'parsejson', 'toobject'],
  page: 'parse-json-function',
  nulls: 'own',
  choice: 'strings inside the JSON stay strings, whatever they look like',
  evaluate: ([value], { types }) => {
    // A dynamic value is returned as it is, even a string that holds JSON.
    if (typeof value !== 'string' || types[0] === 'dynamic') return value!;
    if (value === '') return null;
    const parsed = parseJsonValue(value);
    return parsed === undefined ? value : parsed;
  },
});
