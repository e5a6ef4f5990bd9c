import { eachLeaf, isObject, leafText, parseJson } from '../data/json.js';
import { parsePath, valuesAt } from '../data/json-path.js';
import { simplest } from '../data/values.js';
import { addColumns, defineCommand, withRows } from './command.js';

/**
 * Extracts from JSON: one path into a field, or, without a path, every leaf into a field of its own. XML gives nothing here,
 * and the limit of 5,000 characters for extraction without a path ([spath] extraction_cutoff) is not modelled.
 */
export const spath = defineCommand({
  names: ['spath'],
  page: 'spath',
  parse(reader) {
    let input = '_raw';
    let output: string | null = null;
    let path: { text: string; at: number } | null = null;
    while (!reader.atEnd()) {
      const option = reader.takeOptionName();
      const word = reader.word('a location path');
      if (option === null || option.name === 'path') path = word;
      else if (option.name === 'input') input = word.text;
      else if (option.name === 'output') output = word.text;
      else throw reader.refuseOption(option.name, option.at);
    }
    if (path === null) {
      if (output !== null)
        throw reader.source.error(
          reader.pos,
          'RP5105',
          "'spath' with an output and no path",
          'the manual gives no result for it',
        );
      return { input, output: '', steps: null };
    }
    const steps = parsePath(path.text);
    if (steps === null)
      throw reader.source.error(
        path.at,
        'RP5105',
        `the location path '${path.text}'`,
        'it has other than keys and JSON array indexes',
      );
    return { input, output: output ?? path.text, steps };
  },
  run({ input: from, output, steps }, input) {
    const names = new Set<string>(steps === null ? [] : [output]);
    const rows = input.rows.map((row) => {
      const found = new Map<string, string[]>();
      const add = (name: string, text: string): void => {
        const values = found.get(name);
        if (values === undefined) found.set(name, [text]);
        else values.push(text);
      };
      for (const text of row.values(from)) {
        const json = parseJson(text);
        if (json === undefined) continue;
        if (steps !== null) for (const value of valuesAt(json, steps)) add(output, leafText(value));
        else if (isObject(json) || Array.isArray(json)) eachLeaf(json, '', add);
      }
      if (found.size === 0) return row;
      const result = row.copy();
      for (const [name, values] of found) {
        result.set(name, simplest(values));
        names.add(name);
      }
      return result;
    });
    return { ...withRows(input, rows), columns: addColumns(input.columns, [...names]) };
  },
});
