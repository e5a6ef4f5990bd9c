import { compileFiles } from '../api/compile-files.js';
import { detect } from '../api/detect.js';
import { loadRules } from '../api/load-rules.js';
import { openEvents } from '../events/open-events.js';
import { loadExternals } from '../externals/load-externals.js';
import { visibleText } from '../diagnostics/visible-text.js';
import type { Alert } from '../alert/alerts.js';
import type { Command } from './command.js';
import { COMMON, formatOption, parse, requirePaths, spreadEvents, timeOption } from './options.js';
import { printDiagnostics, printEntryDiagnostics, printJson, printLines } from './output.js';

export const detectCommand: Command = {
  name: 'detect',
  usage:
    'detect RULE... --events PATH... [--engine typescript] [--now T] [--replay] [--external NAME=FILE] [--format text|json]',
  summary: 'runs rules over CloudTrail logs and prints the alerts',
  help: [
    '--events takes files and folders of CloudTrail logs (JSON, JSON Lines, .gz), or - for standard input.',
    '--engine is reference, typescript (the default), athena, splunk or sigma: what each target emits is what runs.',
    '--now T runs each rule once, over its queryPeriod before T; without it a rule looks at all events at once.',
    'A rule that reads the clock without --now takes the last event for now.',
    '--external gives the rows of an externaldata input or a watchlist: JSON, JSON Lines, or CSV with a header.',
    '--replay runs each rule as Sentinel would, every queryFrequency across the log; with --now up to T.',
  ].join('\n'),
  async run(args) {
    const { values, positionals } = parse(spreadEvents(args), {
      ...COMMON,
      events: { type: 'string', multiple: true, default: [] },
      engine: { type: 'string', default: 'typescript' },
      now: { type: 'string' },
      replay: { type: 'boolean', default: false },
      external: { type: 'string', multiple: true, default: [] },
    });
    const format = formatOption(values.format);
    const now = timeOption('now', values.now);
    const events = openEvents(requirePaths(values.events, 'log with --events'));
    const entries = await compileFiles(await loadRules(requirePaths(positionals, 'rule file or folder')));
    let faulty = printEntryDiagnostics(entries);
    const rules = entries.flatMap(({ ir }) => (ir === null ? [] : [ir]));
    const externals = await loadExternals(values.external);
    const options = { engine: values.engine, replay: values.replay, externals, ...(now === undefined ? {} : { now }) };
    const found = await detect(rules, events, options);
    faulty = printDiagnostics(events.diagnostics) || faulty;
    for (const { rule, unsupported } of found.rules) {
      if (unsupported === null) continue;
      faulty = true;
      process.stderr.write(
        `${rule.rule.source.file ?? rule.rule.name}: error RP5003: cannot run on ${values.engine}: ${visibleText(unsupported)}\n`,
      );
    }
    const alerts = found.rules.flatMap(({ alerts: raised }) => raised);
    if (format === 'json') printJson({ now: new Date(found.now).toISOString(), alerts });
    else printLines(alertLines(alerts));
    return faulty ? 1 : 0;
  },
};

export function alertLines(alerts: readonly Alert[]): string[] {
  if (alerts.length === 0) return ['no alerts'];
  return alerts.flatMap((alert) => {
    const evidence = [...new Set(alert.rows.flatMap((row) => row.evidence))];
    return [
      `[${alert.severity ?? 'none'}] ${visibleText(alert.title)}`,
      `  ${visibleText(alert.description.trim().split('\n')[0] ?? '')}`,
      `  tactics: ${[...alert.tactics, ...alert.techniques].join(', ') || 'none'}`,
      ...alert.entities.map(({ type, ...fields }) => `  entity: ${type} ${visibleText(JSON.stringify(fields))}`),
      ...Object.entries(alert.customDetails).map(([name, value]) => `  ${name}: ${visibleText(JSON.stringify(value))}`),
      `  rows: ${alert.rows.length}, evidence: ${visibleText(evidence.join(', '))}`,
      '',
    ];
  });
}
