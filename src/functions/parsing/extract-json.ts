import { convertText } from '../conversions/convert-text.js';
import { followAll, parseJsonPath } from '../dynamic/json-path.js';
import { functions } from '../function-entry.js';
import { parseJsonValue, text } from '../json.js';

export const EXTRACT_JSON = functions({
  name: 'extract_json',
  aliases: ['extractjson'],
  page: 'extract-json-function',
  nulls: 'own',
  choice: 'the text of what is found is converted; nothing is found in what is no JSON, or by what is no path',
  evaluate: ([path, source], { result }) => {
    const steps = parseJsonPath(text(path!));
    const document = parseJsonValue(text(source!));
    const found = steps === null || document === undefined ? undefined : followAll(document, steps);
    if (found === undefined || found === null) return result === 'string' ? '' : null;
    return result === 'dynamic' ? found : convertText(text(found), result);
  },
});
