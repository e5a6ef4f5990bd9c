import { Row } from '../data/row.js';
import type { QueryError } from '../../../../src/target/engine.js';
import type { ArgReader } from '../syntax/arg-reader.js';
import type { LookupTable, RunEnvironment } from './command.js';
import { addColumns, defineCommand, withRows } from './command.js';

type Fault = (why: string) => QueryError;

function tableOf(file: string, environment: RunEnvironment, fault: Fault): LookupTable {
  const table = environment.lookup(file);
  if (table === null) throw fault('no such lookup was given');
  return table;
}

const faultAt = (reader: ArgReader, file: string, at: number): Fault => {
  const { source } = reader;
  return (why) => source.error(at, 'RP5105', `the lookup '${file}'`, why);
};

/** The rows of a lookup file. Options beside the file's name are not known here. */
export const inputlookup = defineCommand({
  names: ['inputlookup'],
  page: 'inputlookup',
  generates: 'first',
  parse(reader, { first }) {
    let append = false;
    const takeOptions = (): void => {
      for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) {
        if (option.name !== 'append') throw reader.refuseOption(option.name, option.at);
        append = reader.boolean('append');
      }
    };
    takeOptions();
    const word = reader.word('the name of a lookup');
    takeOptions();
    const fault = faultAt(reader, word.text, word.at);
    if (!first && !append)
      reader.source.refusals.push(fault("without append=true 'inputlookup' must be the first command"));
    const clause = reader.takeKeyword('where');
    if (clause) {
      // The syntax of the search command, with a meaning of its own for what is not in the table.
      reader.source.refusals.push(fault("a 'where' clause is not read"));
      reader.pos = reader.end;
    }
    return { file: word.text, append, fault };
  },
  run({ file, append, fault }, input, environment) {
    const { fields, rows } = tableOf(file, environment, fault);
    const read = rows.map((cells) => Row.of(filled(fields, cells)));
    if (append) return { rows: [...input.rows, ...read], columns: addColumns(input.columns, fields) };
    return { rows: read, columns: fields };
  },
});

/** An empty cell gives no field. */
const filled = (fields: readonly string[], cells: readonly string[]): [string, string][] =>
  fields.flatMap((name, index) => (cells[index] === undefined || cells[index] === '' ? [] : [[name, cells[index]]]));

interface Pair {
  readonly lookup: string;
  readonly event: string;
}

/**
 * Adds fields of the first rows of a lookup file that match; without OUTPUT all fields that do not match on. Matches are
 * case-sensitive (Knowledge Manager Manual, "Add field matching rules to your lookup configuration", case_sensitive_match), and
 * of a file without a definition of its own at most 1,000 an event (limits.conf, [lookup] max_matches). Which rows an empty text
 * finds no page says; here those with an empty cell.
 */
export const lookup = defineCommand({
  names: ['lookup'],
  page: 'lookup',
  parse(reader) {
    const option = reader.takeOptionName();
    if (option !== null) throw reader.refuseOption(option.name, option.at);
    const word = reader.word('the name of a lookup');
    const keys: Pair[] = [];
    let outputs: Pair[] | null = null;
    let fresh = false;
    while (!reader.atEnd()) {
      reader.skipSeparators();
      if (outputs === null && (reader.takeKeyword('outputnew') || reader.takeKeyword('output'))) {
        fresh = /outputnew\s*$/iu.test(reader.source.text.slice(0, reader.pos));
        outputs = [];
        continue;
      }
      const name = reader.word('a field name').text;
      const event = reader.takeKeyword('as') ? reader.word('a field name').text : name;
      (outputs ?? keys).push({ lookup: name, event });
      reader.skipSeparators();
    }
    if (keys.length === 0) throw reader.syntax("'lookup' needs a field to match");
    return { file: word.text, keys, outputs, fresh, fault: faultAt(reader, word.text, word.at) };
  },
  run({ file, keys, outputs, fresh, fault }, input, environment) {
    const table = tableOf(file, environment, fault);
    const positions = keys.map(({ lookup: name }) => table.fields.indexOf(name));
    const added =
      outputs ??
      table.fields
        .filter((name) => !keys.some((key) => key.lookup === name))
        .map((name) => ({ lookup: name, event: name }));
    if (positions.includes(-1) || added.some((pair) => !table.fields.includes(pair.lookup)))
      throw fault('it lacks a field that is named');
    const byKey = new Map<string, (readonly string[])[]>();
    for (const cells of table.rows) {
      const key = JSON.stringify(positions.map((at) => cells[at] ?? ''));
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [cells]);
      else known.push(cells);
    }
    const rows = input.rows.map((row) => {
      const values = keys.map(({ event }) => row.values(event));
      // Fields with several values would match each of them: no manual page says how the outputs then line up.
      if (values.some((each) => each.length !== 1)) return row;
      const found = (byKey.get(JSON.stringify(values.map(([value]) => value))) ?? []).slice(0, MAX_MATCHES);
      if (found.length === 0 && fresh) return row;
      const result = row.copy();
      for (const { lookup: name, event } of added) {
        if (fresh && row.get(event) !== undefined) continue;
        const at = table.fields.indexOf(name);
        const cells = found.map((match) => match[at] ?? '').filter((cell) => cell !== '');
        if (cells.length > 0 || outputs !== null) result.set(event, cells.length === 0 ? undefined : cells);
      }
      return result;
    });
    return {
      ...withRows(input, rows),
      columns: addColumns(
        input.columns,
        added.map(({ event }) => event),
      ),
    };
  },
});

const MAX_MATCHES = 1000;
