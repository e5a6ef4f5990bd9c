import { query, type QueryLanguage, type QueryResult } from '../api/query.js';
import { UsageError } from '../diagnostics/usage-error.js';
import { openEvents } from '../events/open-events.js';
import { loadExternals } from '../externals/load-externals.js';
import type { Json } from '../target/engine.js';
import type { Command } from './command.js';
import { COMMON, formatOption, parse, requirePaths, spreadEvents, timeOption } from './options.js';
import { printDiagnostics, printJson, printLines, table } from './output.js';

const LANGUAGES: readonly QueryLanguage[] = ['kql', 'spl', 'athena', 'sigma'];

export const queryCommand: Command = {
  name: 'query',
  usage:
    'query TEXT --events PATH... [--language kql|spl|athena|sigma] [--engine reference] [--now T] [--external NAME=FILE] [--format text|json]',
  summary: 'runs a bare query over CloudTrail logs, in any of the four languages',
  help: [
    'KQL reads the table AWSCloudTrail, Athena SQL the table cloudtrail_logs, SPL the sourcetype aws:cloudtrail.',
    'A Sigma rule or a multi-document Sigma file is given as its YAML text.',
  ].join('\n'),
  async run(args) {
    const { values, positionals } = parse(spreadEvents(args), {
      ...COMMON,
      events: { type: 'string', multiple: true, default: [] },
      language: { type: 'string', default: 'kql' },
      engine: { type: 'string' },
      now: { type: 'string' },
      external: { type: 'string', multiple: true, default: [] },
    });
    const format = formatOption(values.format);
    const language = LANGUAGES.find((known) => known === values.language);
    if (language === undefined)
      throw new UsageError(`--language takes ${LANGUAGES.join(', ')}, not '${values.language}'`);
    const [text, ...rest] = requirePaths(positionals, 'query text');
    if (text === undefined || rest.length > 0) throw new UsageError('give the query as one text, in quotes');
    const now = timeOption('now', values.now);
    const events = values.events.length === 0 ? undefined : openEvents(values.events);
    const externals = await loadExternals(values.external);
    const result = await query(text, {
      language,
      externals,
      ...(events === undefined ? {} : { events }),
      ...(values.engine === undefined ? {} : { engine: values.engine }),
      ...(now === undefined ? {} : { now }),
    });
    const faulty = printDiagnostics(events?.diagnostics ?? []);
    if (format === 'json') printJson({ columns: result.columns, rows: result.rows });
    else printLines(resultLines(result));
    return faulty ? 1 : 0;
  },
};

function resultLines({ columns, rows }: QueryResult): string[] {
  const cell = (value: Json): string =>
    typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  return [...table([columns.map(({ name }) => name), ...rows.map((row) => row.map(cell))]), `${rows.length} rows`];
}
