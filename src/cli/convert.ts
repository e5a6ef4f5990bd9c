import { convert, type ConvertedRule, type ConvertedTarget } from '../api/convert.js';
import { loadRules } from '../api/load-rules.js';
import { packageRules } from '../api/package.js';
import { UsageError } from '../diagnostics/usage-error.js';
import { hasErrors } from '../diagnostics/diagnostic.js';
import { visibleText } from '../diagnostics/visible-text.js';
import { writeBelow } from '../files/write-file.js';
import type { Artifact, Fidelity, Package } from '../target/target.js';
import type { Command } from './command.js';
import { COMMON, formatOption, listOption, parse, requirePaths, settingOptions } from './options.js';
import { diagnosticJson, printEntryDiagnostics, printJson, printLines, table } from './output.js';

export const convertCommand: Command = {
  name: 'convert',
  usage:
    'convert PATH... [--target a,b] [--out DIR] [--package] [--strict] [--setting TARGET.NAME=VALUE]... [--format text|json]',
  summary: 'writes every rule in every target language and says how exact each port is',
  help: [
    'PATH is a Sentinel rule (YAML or ARM JSON) or a folder of them.',
    '--target takes target IDs, or a module that exports `target` (./my-target.js).',
    '--out writes DIR/TARGET/RULE.…; without it nothing is written and --format json carries the content.',
    '--package also writes what a team deploys: a Splunk app; DDL and a CloudFormation template for Athena.',
    '--strict fails on anything but exact.',
  ].join('\n'),
  async run(args) {
    const { values, positionals } = parse(args, {
      ...COMMON,
      target: { type: 'string' },
      out: { type: 'string' },
      package: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      setting: { type: 'string', multiple: true, default: [] },
    });
    const format = formatOption(values.format);
    // An empty name would be the folder that the command runs in.
    if (values.out === '') throw new UsageError('--out takes the name of a folder');
    const settings = settingOptions(values.setting);
    const targets = listOption('target', values.target);
    const options = { settings, ...(targets === undefined ? {} : { targets }) };
    const files = await loadRules(requirePaths(positionals, 'rule file or folder'));
    const converted = await convert(files, options);
    const packages = values.package ? await packageRules(converted, options) : null;
    if (values.out !== undefined) await writeArtifacts(converted, packages, values.out);
    if (format === 'json') printJson(convertJson(converted, packages, values.out === undefined));
    else printLines([...convertText(converted), ...packageText(packages)]);
    const faulty =
      format === 'json'
        ? converted.some(({ diagnostics }) => hasErrors(diagnostics))
        : printEntryDiagnostics(converted.map(({ entry }) => entry));
    const inexact = converted.some(({ targets: all }) =>
      [...all.values()].some(({ fidelity }) => fidelity !== 'exact'),
    );
    return faulty || (values.strict && inexact) ? 1 : 0;
  },
};

type Packages = ReadonlyMap<string, Package> | null;

async function writeArtifacts(converted: readonly ConvertedRule[], packages: Packages, out: string): Promise<void> {
  for (const targets of [...converted.map((rule) => rule.targets), packages ?? new Map<string, Package>()]) {
    for (const [id, { artifacts }] of targets) {
      for (const { path, content } of artifacts) await writeBelow(out, `${id}/${path}`, content);
    }
  }
}

function convertJson(converted: readonly ConvertedRule[], packages: Packages, withContent: boolean) {
  const files = (artifacts: readonly Artifact[]) =>
    artifacts.map(({ path, content }) => (withContent ? { path, content } : { path }));
  return {
    rules: converted.map(({ entry, diagnostics, targets }) => ({
      file: entry.file,
      id: entry.rule?.id ?? null,
      name: entry.rule?.name ?? null,
      diagnostics: diagnostics.map(diagnosticJson),
      targets: Object.fromEntries(
        [...targets].map(([id, { fidelity, reasons, assumptions, artifacts }]) => [
          id,
          {
            fidelity,
            reasons,
            assumptions,
            artifacts: files(artifacts),
          },
        ]),
      ),
    })),
    summary: summarize(converted),
    ...(packages === null
      ? {}
      : {
          packages: Object.fromEntries(
            [...packages].map(([id, { artifacts, notes }]) => [
              id,
              { artifacts: files(artifacts), notes: notes.map(({ code, message }) => ({ code, message })) },
            ]),
          ),
        }),
  };
}

const packageText = (packages: Packages): string[] =>
  [...(packages ?? [])].flatMap(([id, { artifacts, notes }]) => [
    '',
    `package of ${id}:`,
    ...artifacts.map(({ path }) => `  ${id}/${path}`),
    ...notes.map(({ code, message }) => `  note ${code}: ${visibleText(message)}`),
  ]);

function summarize(converted: readonly ConvertedRule[]): Record<string, Record<Fidelity, number>> {
  const summary: Record<string, Record<Fidelity, number>> = {};
  for (const { targets } of converted) {
    for (const [id, { fidelity }] of targets) {
      const counts = (summary[id] ??= { exact: 0, broader: 0, narrower: 0, unsupported: 0 });
      counts[fidelity]++;
    }
  }
  return summary;
}

function convertText(converted: readonly ConvertedRule[]): string[] {
  const sound = converted.filter(({ targets }) => targets.size > 0);
  if (sound.length === 0) return ['no rule could be converted'];
  const ids = [...(sound[0]?.targets.keys() ?? [])];
  const matrix = table([
    ['rule', ...ids],
    ...sound.map(({ entry, targets }) => [entry.rule?.name ?? '', ...ids.map((id) => targets.get(id)?.fidelity ?? '')]),
  ]);
  const reasons = sound.flatMap((rule) => [...rule.targets].flatMap(([id, target]) => reasonLines(rule, id, target)));
  const summary = Object.entries(summarize(converted)).map(
    ([id, counts]) =>
      `${id}: ${Object.entries(counts)
        .map(([fidelity, count]) => `${count} ${fidelity}`)
        .join(', ')}`,
  );
  return [...matrix, ...(reasons.length === 0 ? [] : ['', ...reasons]), '', ...summary];
}

function reasonLines({ entry }: ConvertedRule, id: string, { fidelity, reasons }: ConvertedTarget): string[] {
  return reasons.map(
    ({ code, message, line, column }) =>
      `${entry.file ?? 'rule'}:${line}:${column}: ${id} is ${fidelity} ${code}: ${message}`,
  );
}
