import { compileFiles } from '../api/compile-files.js';
import { loadRules } from '../api/load-rules.js';
import { verify, type VerifiedRule } from '../api/verify.js';
import { visibleText } from '../diagnostics/visible-text.js';
import { openEvents } from '../events/open-events.js';
import type { Command } from './command.js';
import { COMMON, formatOption, listOption, parse, requirePaths, spreadEvents, timeOption } from './options.js';
import { printDiagnostics, printEntryDiagnostics, printJson, printLines, table } from './output.js';

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'verify RULE... --events PATH... [--engines a,b] [--now T] [--format text|json]',
  summary: 'runs what every target emits and compares each with the reference interpreter',
  help: 'Exits 1 when an engine does not bear out what its conversion claims: exact must be equal, broader a superset.',
  async run(args) {
    const { values, positionals } = parse(spreadEvents(args), {
      ...COMMON,
      events: { type: 'string', multiple: true, default: [] },
      engines: { type: 'string' },
      now: { type: 'string' },
    });
    const format = formatOption(values.format);
    const now = timeOption('now', values.now);
    const events = openEvents(requirePaths(values.events, 'log with --events'));
    const entries = await compileFiles(await loadRules(requirePaths(positionals, 'rule file or folder')));
    const faulty = printEntryDiagnostics(entries);
    const rules = entries.flatMap(({ ir }) => (ir === null ? [] : [ir]));
    const engines = listOption('engines', values.engines);
    const verified = await verify(rules, events, {
      ...(engines === undefined ? {} : { engines }),
      ...(now === undefined ? {} : { now }),
    });
    const unreadable = printDiagnostics(events.diagnostics);
    if (format === 'json') printJson(verifyJson(verified));
    else printLines(verifyLines(verified));
    const broken = verified.some(({ engines: verdicts }) => Object.values(verdicts).some(({ holds }) => !holds));
    return faulty || unreadable || broken ? 1 : 0;
  },
};

const verifyJson = (verified: readonly VerifiedRule[]) => ({
  rules: verified.map(({ rule, engines }) => ({ id: rule.rule.id, name: rule.rule.name, engines })),
});

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
      .flatMap(([name, { fidelity, status, missing = [], extra = [] }]) => [
        '',
        `${rule.rule.name}: ${name} claims ${fidelity}, but its rows are ${status}`,
        ...missing.map((row) => `  - only in the reference: ${visibleText(row)}`),
        ...extra.map((row) => `  + only in ${name}: ${visibleText(row)}`),
      ]),
  );
  return [...matrix, ...broken];
}
