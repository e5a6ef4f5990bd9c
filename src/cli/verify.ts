import { compileFiles } from '../api/compile-files.js';
import { loadRules } from '../api/load-rules.js';
import { verify, type VerifiedRule } from '../api/verify.js';
import { visibleText } from '../diagnostics/visible-text.js';
import { openEvents } from '../events/open-events.js';
import { loadExternals } from '../externals/load-externals.js';
import { writeBelow } from '../files/write-file.js';
import { describeGenerated, type OneSided } from '../generate/describe.js';
import type { Command } from './command.js';
import { COMMON, formatOption, listOption, parse, requirePaths, spreadEvents, timeOption } from './options.js';
import { printDiagnostics, printEntryDiagnostics, printJson, printLines, table } from './output.js';

export const verifyCommand: Command = {
  name: 'verify',
  usage:
    'verify RULE... [--events PATH...] [--external NAME=FILE] [--engines a,b] [--now T] [--out DIR] [--format text|json]',
  summary: 'runs what every target emits and compares each with the reference interpreter',
  help: [
    'Exits 1 when an engine does not bear out what its conversion claims: exact must be equal, broader a superset.',
    'Without --events it makes events for each rule: records that raise its alert, records on either side of each predicate,',
    'pairs that just miss, counts at and around each threshold, fields that are missing, empty or of another shape.',
    'It then also tells which predicates were seen on one side only. --out DIR keeps the events that were made.',
    '--external gives the rows of an externaldata input or a watchlist: JSON, JSON Lines, or CSV with a header.',
  ].join('\n'),
  async run(args) {
    const { values, positionals } = parse(spreadEvents(args), {
      ...COMMON,
      events: { type: 'string', multiple: true, default: [] },
      external: { type: 'string', multiple: true, default: [] },
      engines: { type: 'string' },
      now: { type: 'string' },
      out: { type: 'string' },
    });
    const format = formatOption(values.format);
    const now = timeOption('now', values.now);
    const events = values.events.length === 0 ? null : openEvents(values.events);
    const entries = await compileFiles(await loadRules(requirePaths(positionals, 'rule file or folder')));
    const faulty = printEntryDiagnostics(entries);
    const rules = entries.flatMap(({ ir }) => (ir === null ? [] : [ir]));
    const engines = listOption('engines', values.engines);
    const verified = await verify(rules, events, {
      externals: await loadExternals(values.external),
      ...(engines === undefined ? {} : { engines }),
      ...(now === undefined ? {} : { now }),
    });
    const unreadable = events !== null && printDiagnostics(events.diagnostics);
    if (values.out !== undefined) await writeEvents(values.out, verified);
    if (format === 'json') printJson(verifyJson(verified));
    else printLines([...verifyLines(verified), ...generatedLines(verified)]);
    const broken = verified.some(({ engines: verdicts }) => Object.values(verdicts).some(({ holds }) => !holds));
    return faulty || unreadable || broken ? 1 : 0;
  },
};

const verifyJson = (verified: readonly VerifiedRule[]) => ({
  rules: verified.map(({ rule, engines, generated }) => ({
    id: rule.rule.id,
    name: rule.rule.name,
    engines,
    ...(generated === undefined ? {} : { generated: describeGenerated(rule, generated) }),
  })),
});

/** `<rule>/events.json` as CloudTrail writes its files, and `<rule>/<input>.json` for each input from outside. */
async function writeEvents(folder: string, verified: readonly VerifiedRule[]): Promise<void> {
  const write = (file: string, content: unknown) => writeBelow(folder, file, `${JSON.stringify(content, null, 2)}\n`);
  for (const { rule, generated } of verified) {
    if (generated === undefined) continue;
    const { slug } = rule.rule;
    await write(`${slug}/events.json`, { Records: generated.records });
    for (const [name, { columns, rows }] of Object.entries(generated.context.externals ?? {})) {
      const named = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]])));
      await write(`${slug}/${name}.json`, named);
    }
  }
}

export function verifyLines(verified: readonly VerifiedRule[]): string[] {
  const first = verified[0];
  if (first === undefined) return ['no rule to verify'];
  const names = Object.keys(first.engines);
  const matrix = table([
    ['rule', 'rows', ...names],
    ...verified.map(({ rule, engines }) => [
      rule.rule.name,
      String(Object.values(engines)[0]?.expected ?? ''),
      ...names.map((name) => `${engines[name]?.status ?? ''} (${engines[name]?.rows ?? 0})`),
    ]),
  ]);
  const broken = verified.flatMap(({ rule, engines }) =>
    Object.entries(engines)
      .filter(([, { holds }]) => !holds)
      .flatMap(([name, { fidelity, status, reason, missing = [], extra = [] }]) => [
        '',
        `${rule.rule.name}: ${name} claims ${fidelity}, but its rows are ${status}`,
        ...(missing.length + extra.length === 0 && reason !== undefined ? [`  ${visibleText(reason)}`] : []),
        ...missing.map((row) => `  - only in the reference: ${visibleText(row)}`),
        ...extra.map((row) => `  + only in ${name}: ${visibleText(row)}`),
      ]),
  );
  const skipped = verified.flatMap(({ rule, engines }) => {
    const [verdict] = Object.values(engines);
    return verdict?.status === 'skipped'
      ? ['', `${rule.rule.name}: skipped, ${visibleText(verdict.reason ?? '')}`]
      : [];
  });
  return [...matrix, ...broken, ...skipped];
}

/** What the events that were made reach: one line a rule that leaves something open, and the sum. */
function generatedLines(verified: readonly VerifiedRule[]): string[] {
  const summaries = verified.flatMap(({ rule, generated }) =>
    generated === undefined ? [] : [{ rule, summary: describeGenerated(rule, generated) }],
  );
  if (summaries.length === 0) return [];
  const sum = (of: (each: (typeof summaries)[number]['summary']) => number): number =>
    summaries.reduce((total, { summary }) => total + of(summary), 0);
  const open = summaries.flatMap(({ rule, summary }) => {
    const name = visibleText(rule.rule.name);
    const blocked = summary.blockedBy.map((each) => `  no event meets ${placed(each)}`);
    return [
      ...(summary.reached ? [] : [`${name}: no events were found that raise its alert`, ...blocked]),
      ...(summary.predicates.oneSided.length === 0 ? [] : [`${name}: seen on one side only`]),
      ...summary.predicates.oneSided.map((each) => `  never ${sideOf(each)}: ${placed(each)}`),
    ];
  });
  const [both, all] = [sum(({ predicates }) => predicates.bothSides), sum(({ predicates }) => predicates.total)];
  const reached = summaries.filter(({ summary }) => summary.reached).length;
  return [
    '',
    ...open,
    `${sum(({ records }) => records)} events made; ${reached} of ${summaries.length} alerts reached; ${both} of ${all} predicates seen on both sides`,
  ];
}

const placed = ({ predicate, line, column }: OneSided): string => `${visibleText(predicate)} (${line}:${column})`;
const sideOf = ({ missing }: OneSided): string => (missing === 'both' ? 'true or false' : missing);
