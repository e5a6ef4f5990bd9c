import { compileFiles } from '../api/compile-files.js';
import { loadRules } from '../api/load-rules.js';
import { explain, type Explanation } from '../explain/explain.js';
import { visibleText } from '../diagnostics/visible-text.js';
import type { Command } from './command.js';
import { COMMON, formatOption, parse, requirePaths } from './options.js';
import { printEntryDiagnostics, printJson, printLines, table } from './output.js';

export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain RULE... [--corpus PATH]... [--format text|json]',
  summary: 'says what a rule looks for, stage by stage, and what it shares with other rules',
  help: 'Indicators and "same action" are counted among the given rules and those of --corpus. --format json also has the IR.',
  async run(args) {
    const { values, positionals } = parse(args, { ...COMMON, corpus: { type: 'string', multiple: true, default: [] } });
    const format = formatOption(values.format);
    const entries = await compileFiles(await loadRules(requirePaths(positionals, 'rule file or folder')));
    const faulty = printEntryDiagnostics(entries);
    const rules = entries.flatMap(({ ir }) => (ir === null ? [] : [ir]));
    const corpus = values.corpus.length === 0 ? [] : await compileFiles(await loadRules(values.corpus));
    const all = [...rules, ...corpus.flatMap(({ ir }) => (ir === null ? [] : [ir]))];
    const explanations = rules.map((rule) => explain(rule, all));
    if (format === 'json') printJson({ rules: explanations });
    else printLines(explanations.flatMap(explanationLines));
    return faulty ? 1 : 0;
  },
};

function explanationLines(told: Explanation): string[] {
  return [
    visibleText(told.name),
    `  ${told.id}, severity ${told.severity ?? 'none'}`,
    ...section('MITRE ATT&CK coverage', [`${told.attack.tactics.join(', ')}: ${told.attack.techniques.join(', ')}`]),
    ...section(
      'Rules detecting the same action',
      told.sameAction.map(({ name, actions }) => `${visibleText(name)} (${visibleText(actions.join(', '))})`),
    ),
    ...told.pipelines.flatMap(({ name, stages }) =>
      section(
        name === null ? 'Stages and predicates' : `Stages and predicates of let ${visibleText(name)}`,
        stages.flatMap(({ operator, steps, text }, index) => [
          `Stage ${index + 1}: ${operator}${steps > 1 ? ` (${steps} consecutive steps)` : ''}`,
          ...text.flatMap((step) => step.split('\n')).map((line) => `  ${visibleText(line.trimEnd())}`),
        ]),
      ),
    ),
    ...section(
      'Indicators (field, operator, value, rules that share it)',
      table(told.indicators.map(({ field, operator, value, rules }) => [field, operator, value, String(rules)])),
    ),
    ...section('Output fields', table(told.outputFields.map(({ field, type, source }) => [field, type, source]))),
    ...section(
      'Entities',
      told.entities.map(
        ({ type, fields }) =>
          `${type}: ${Object.entries(fields)
            .map(([name, column]) => `${name} = ${column}`)
            .join(', ')}`,
      ),
    ),
    '',
  ];
}

const section = (title: string, lines: readonly string[]): string[] => [
  '',
  title,
  ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`)),
];
