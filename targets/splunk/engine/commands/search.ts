import { matchesSearch } from '../data/search-match.js';
import { SearchParser } from '../syntax/search-parser.js';
import { timeBounds } from '../syntax/search.js';
import { defineCommand, withRows } from './command.js';

/** Retrieves the events when it comes first, filters results otherwise. */
export const search = defineCommand({
  names: ['search'],
  page: 'search',
  generates: 'first',
  parse: (reader, { first, parsePipeline }) => ({ expression: new SearchParser(reader, parsePipeline).parse(), first }),
  run({ expression, first }, input, environment) {
    const source = first ? environment.events(timeBounds(expression)) : input.rows;
    const rows = [];
    for (const row of source) if (matchesSearch(expression, row, environment.now)) rows.push(row);
    return first ? { rows, columns: null } : withRows(input, rows);
  },
});
