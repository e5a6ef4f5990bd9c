import type { Row } from '../data/row.js';
import { simplest } from '../data/values.js';
import { SplRegex } from '../regex/regex.js';
import type { ArgReader } from '../syntax/arg-reader.js';
import type { Place } from '../syntax/source.js';
import { addColumns, defineCommand, withRows } from './command.js';

/**
 * A quoted pattern loses one level of escapes, as in eval, before PCRE gets it (Search Manual, "SPL and regular
 * expressions", "Backslash characters").
 */
const pattern = (reader: ArgReader): string => reader.word('a regular expression').text;

interface Extraction {
  readonly field: string;
  readonly regex: SplRegex;
  readonly limit: number;
}

interface Substitution {
  readonly field: string;
  readonly change: (text: string) => string;
}

/**
 * Extracts the named groups of a regular expression into fields, or edits a field with `mode=sed`. A row that does not match
 * stays as it is.
 */
export const rex = defineCommand<Extraction | Substitution>({
  names: ['rex'],
  page: 'rex',
  parse(reader, { place }) {
    let field = '_raw';
    let limit = 1;
    let sed = false;
    for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) {
      if (option.name === 'field') field = reader.word('a field').text;
      else if (option.name === 'max_match') limit = reader.integer('max_match');
      else if (option.name === 'mode') {
        sed = reader.word('a mode').text.toLowerCase() === 'sed';
        if (!sed) throw reader.syntax("the only mode is 'sed'");
      } else throw reader.refuseOption(option.name, option.at);
    }
    const text = pattern(reader);
    if (sed) return { field, change: sedScript(text, place) };
    const regex = SplRegex.compile(text, place);
    if (regex.names.length === 0)
      throw reader.source.error(place.at, 'RP5109', text, 'rex needs a named group, (?<name>...)');
    return { field, regex, limit };
  },
  run(node, input) {
    const rows = input.rows.map((row) => ('change' in node ? edited(row, node) : extracted(row, node)));
    return {
      ...withRows(input, rows),
      columns: 'change' in node ? input.columns : addColumns(input.columns, node.regex.names),
    };
  },
});

function extracted(row: Row, { field, regex, limit }: Extraction): Row {
  const found = new Map<string, string[]>();
  for (const value of row.values(field)) {
    for (const match of regex.matches(value, limit)) {
      for (const [name, text] of regex.namedGroups(match)) {
        const values = found.get(name);
        if (values === undefined) found.set(name, [text]);
        else if (limit !== 1) values.push(text);
      }
    }
  }
  if (found.size === 0) return row;
  const result = row.copy();
  for (const [name, values] of found) result.set(name, simplest(values));
  return result;
}

function edited(row: Row, { field, change }: Substitution): Row {
  const values = row.values(field);
  if (values.length === 0) return row;
  const result = row.copy();
  result.set(field, simplest(values.map(change)));
  return result;
}

/** `s/regex/replacement/flags` with flags `g` or a number, or `y/from/to/`; any character may stand for the slash. */
function sedScript(text: string, place: Place): (value: string) => string {
  const fault = (why: string) => place.source.error(place.at, 'RP5109', text, why);
  const parts = sedParts(text);
  if (parts === null) throw fault('it is no sed expression s/.../.../ or y/.../.../');
  const [kind, from, to, flags] = parts;
  if (kind === 'y') {
    const source = [...from];
    const target = [...to];
    if (source.length !== target.length) throw fault('both sides of y need the same length');
    return (value) => [...value].map((character) => target[source.indexOf(character)] ?? character).join('');
  }
  if (flags !== '' && flags !== 'g') throw fault(`the flags '${flags}' are not supported`);
  const regex = SplRegex.compile(from, place);
  return (value) => regex.replace(value, to, flags === 'g');
}

function sedParts(text: string): readonly ['s' | 'y', string, string, string] | null {
  const kind = text[0];
  const mark = text[1];
  if ((kind !== 's' && kind !== 'y') || mark === undefined || /[\w\s\\]/u.test(mark)) return null;
  const parts: string[] = [''];
  for (let index = 2; index < text.length; index += 1) {
    const character = text[index]!;
    if (character === '\\' && index + 1 < text.length) {
      const next = text[index + 1]!;
      parts[parts.length - 1] += next === mark ? mark : character + next;
      index += 1;
    } else if (character === mark && parts.length < 3) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.length === 3 ? [kind, parts[0]!, parts[1]!, parts[2]!.trim()] : null;
}

/** Keeps the rows of which a field, `_raw` by default, matches a regular expression, or with `!=` does not. */
export const regexCommand = defineCommand({
  names: ['regex'],
  page: 'regex',
  parse(reader, { place }) {
    reader.skipSpace();
    let field = '_raw';
    let wanted = true;
    if (reader.peek() !== '"') {
      const name = /^([^\s=!"]+)\s*(!?=)/u.exec(reader.source.text.slice(reader.pos, reader.end));
      if (name === null) throw reader.syntax("'<field>=' or a quoted regular expression expected in 'regex'");
      field = name[1]!;
      wanted = name[2] === '=';
      reader.pos += name[0].length;
    }
    return { field, wanted, regex: SplRegex.compile(pattern(reader), place) };
  },
  run({ field, wanted, regex }, input) {
    return withRows(
      input,
      input.rows.filter((row) => row.values(field).some((value) => regex.test(value)) === wanted),
    );
  },
});
