import { QueryError, type Externals, type RunContext } from '../../../src/target/engine.js';
import { runStages } from './commands/append.js';
import type { LookupTable, Results, RunEnvironment, Stage } from './commands/command.js';
import type { SplunkEvent } from './data/event.js';
import { leafText } from './data/json.js';
import { Row } from './data/row.js';
import { matchesSearch } from './data/search-match.js';
import { ArgReader } from './syntax/arg-reader.js';
import { parseSearch } from './syntax/pipeline.js';
import { prepare, type Macros } from './syntax/prepare.js';
import type { SearchExpression } from './syntax/search.js';
import { SearchParser } from './syntax/search-parser.js';
import { refuseAt, SplSource, type Place } from './syntax/source.js';

/** A search as a syntax tree, and what in it would not be run. */
export interface ParsedSpl {
  readonly stages: readonly Stage[];
  readonly refusals: readonly QueryError[];
}

/** Parses a search without running it. Throws QueryError for what cannot be parsed. */
export function parseSpl(text: string, macros: Macros): ParsedSpl {
  const source = prepare(text, macros);
  return { stages: parseSearch(source), refusals: source.refusals };
}

/** Runs a search over events that stand latest first. Throws QueryError. */
export function runSpl(text: string, macros: Macros, events: readonly SplunkEvent[], context: RunContext): Results {
  const now = context.now / 1000;
  const environment: RunEnvironment = {
    now,
    matches: searchMatcher(now),
    lookup: (file) => lookupTable(file, context.externals ?? {}),
    *events(open) {
      const start = open.has('earliest') ? null : (context.window?.start ?? null);
      const end = open.has('latest') ? null : (context.window?.end ?? null);
      for (const event of events) if (inWindow(event, start, end)) yield new Row(event);
    },
  };
  const { stages, refusals } = parseSpl(text, macros);
  if (refusals[0] !== undefined) throw refusals[0];
  return runStages(stages, environment);
}

/** An input from outside as the lookup file `name.csv`; null for another file. */
function lookupTable(file: string, externals: Externals): LookupTable | null {
  const name = file.replace(/\.csv$/u, '');
  const table = Object.hasOwn(externals, name) ? externals[name] : undefined;
  if (table === undefined) return null;
  return {
    fields: table.columns.map((column) => column.name),
    rows: table.rows.map((row) => row.map((value) => (value === null ? '' : leafText(value)))),
  };
}

/** Earliest is inclusive, latest exclusive; an event without a time is in no window. */
function inWindow(event: SplunkEvent, start: number | null, end: number | null): boolean {
  if (start === null && end === null) return true;
  if (event.ticks === null) return false;
  return (start === null || event.ticks >= ticks(start)) && (end === null || event.ticks < ticks(end));
}

const ticks = (milliseconds: number): bigint => BigInt(Math.round(milliseconds)) * 10_000n;

function searchMatcher(now: number): (search: string, row: Row, place: Place) => boolean {
  const parsed = new Map<string, SearchExpression>();
  return (search, row, place) => {
    let expression = parsed.get(search);
    if (expression === undefined) {
      const source = new SplSource(search, search, []);
      try {
        expression = new SearchParser(new ArgReader(source, 'searchmatch', 0, search.length), null).parse();
      } catch (error) {
        if (error instanceof QueryError) refuseAt(place, `searchmatch(): ${error.message}`);
        throw error;
      }
      parsed.set(search, expression);
    }
    return matchesSearch(expression, row, now);
  };
}
