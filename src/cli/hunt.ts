import { compileFiles } from '../api/compile-files.js';
import { hunt, planHunt, type HuntOptions } from '../api/hunt.js';
import { loadRules } from '../api/load-rules.js';
import { UsageError } from '../diagnostics/usage-error.js';
import { loadExternals } from '../externals/load-externals.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { Command } from './command.js';
import { connectionOf } from './hunt-connection.js';
import { failureLines, huntCsv, huntJson, huntLines, planJson, planLines } from './hunt-output.js';
import { ProgressLine } from './hunt-progress.js';
import { COMMON, choice, momentOption, parse, requirePaths, settingOptions, spreadEvents } from './options.js';
import { printDiagnostics, printEntryDiagnostics, printJson, printLines } from './output.js';

const TEXT = { type: 'string' } as const;

export const huntCommand: Command = {
  name: 'hunt',
  usage:
    'hunt RULE... --engine athena|trino|duckdb [--since T] [--until T] [--dry-run] [--table NAME] [--setting athena.NAME=VALUE]... [--format text|json|csv]',
  summary: "runs the rules' Athena queries where the logs are, and prints rows, alerts and evidence",
  help: [
    '--since and --until take a time or a span before now (30d, 12h); without --since a rule looks at its own period. Only the',
    '  days of that window are read: the partitions of the table, or the folders.',
    '--dry-run prints the queries and what they would read, and runs nothing.',
    '--format csv prints all rows; text and json print alerts, as detect does.',
    '',
    'athena: Amazon Athena, with the credentials of your environment or profile, as for all tools of AWS.',
    '  --database NAME, --catalog NAME, --workgroup NAME, --output-location s3://…, --region NAME. Ctrl-C stops the queries.',
    'trino: any Trino. --url https://HOST:PORT, --user NAME, --database SCHEMA, --catalog NAME, --ca FILE (PEM);',
    '  the password or token in TRINO_PASSWORD or TRINO_TOKEN, or with --password, --token.',
    'duckdb: CloudTrail folders on this machine as they lie in S3. --events PATH...',
    '  --external NAME=FILE gives the rows of an externaldata input or a watchlist; in Athena and Trino those are tables.',
  ].join('\n'),
  async run(args) {
    const { values, positionals } = parse(spreadEvents(args), {
      ...COMMON,
      ...{ engine: TEXT, since: TEXT, until: TEXT, table: TEXT, database: TEXT, catalog: TEXT, workgroup: TEXT },
      ...{ region: TEXT, url: TEXT, user: TEXT, password: TEXT, token: TEXT, ca: TEXT, 'output-location': TEXT },
      events: { type: 'string', multiple: true, default: [] },
      setting: { type: 'string', multiple: true, default: [] },
      external: { type: 'string', multiple: true, default: [] },
      'dry-run': { type: 'boolean', default: false },
    });
    const format = choice('format', values.format, ['text', 'json', 'csv']);
    if (values.engine === undefined) throw new UsageError('name the engine with --engine: athena, trino or duckdb');
    if (values['dry-run'] && format === 'csv') throw new UsageError('a dry run has no rows to print as csv');
    const now = Date.now();
    const since = momentOption('since', values.since, now);
    const until = momentOption('until', values.until, now) ?? now;
    const externals = await loadExternals(values.external);
    const settings = huntSettings(values.setting, values.table);
    const options: HuntOptions = {
      ...connectionOf(values.engine, values),
      settings,
      externals,
      until,
      ...(since === undefined ? {} : { since }),
    };
    const entries = await compileFiles(await loadRules(requirePaths(positionals, 'rule file or folder')));
    const rules = entries.flatMap(({ ir }) => (ir === null ? [] : [ir]));
    // Wrong usage is found before anything is printed.
    const status = values['dry-run'] ? await dryRun(rules, options, format) : await run(rules, options, format);
    return printEntryDiagnostics(entries) ? 1 : status;
  },
};

function huntSettings(given: readonly string[], table: string | undefined): Readonly<Record<string, string>> {
  const { athena = {}, ...others } = settingOptions(given);
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw new UsageError(`a hunt takes settings of athena, not of ${stranger}`);
  if (table === undefined) return athena;
  if (athena['table'] !== undefined) throw new UsageError('--table and --setting athena.table are the same: give one');
  return { ...athena, table };
}

async function dryRun(rules: readonly RuleIR[], options: HuntOptions, format: string): Promise<number> {
  const planned = await planHunt(rules, options);
  if (format === 'json') printJson(planJson(planned));
  else printLines(planLines(planned));
  return report(failureLines(planned, options.engine));
}

/** AWS's client would warn of the Node version on every hunt; the version that is installed here runs on it. */
const NO_VERSION_WARNING = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';

async function run(rules: readonly RuleIR[], options: HuntOptions, format: string): Promise<number> {
  const progress = process.stderr.isTTY ? new ProgressLine(process.stderr, rules.length) : null;
  process.env[NO_VERSION_WARNING] ??= 'true';
  const { signal, release } = interruption();
  try {
    const found = await hunt(rules, { ...options, signal, onProgress: (state) => progress?.show(state) });
    progress?.finish();
    if (format === 'json') printJson(huntJson(found));
    else if (format === 'csv') printLines(huntCsv(found));
    // "No alerts" would be no answer where nothing could be asked.
    else if (found.rules.some(({ result }) => result !== null)) printLines(huntLines(found));
    const unreadable = printDiagnostics(found.diagnostics);
    return Math.max(report(failureLines(found.rules, options.engine)), unreadable ? 1 : 0);
  } finally {
    release();
  }
}

/** The first Ctrl-C stops the queries and prints what has been found; a second one ends the process as usual. */
function interruption(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  return { signal: controller.signal, release: () => process.removeListener('SIGINT', stop) };
}

function report(lines: readonly string[]): number {
  for (const line of lines) process.stderr.write(`${line}\n`);
  return lines.length === 0 ? 0 : 1;
}
