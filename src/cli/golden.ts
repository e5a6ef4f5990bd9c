import { compareGolden, goldenFiles, updateGolden } from '../api/golden.js';
import { convert } from '../api/convert.js';
import { loadRules } from '../api/load-rules.js';
import { visibleText } from '../diagnostics/visible-text.js';
import type { Command } from './command.js';
import { parse, requirePaths } from './options.js';
import { printEntryDiagnostics, printLines } from './output.js';

export const goldenCommand: Command = {
  name: 'golden',
  usage: 'golden [RULE...] [--dir golden] [--update]',
  summary: 'compares the golden files with what is emitted now',
  help: 'RULE defaults to the folder rules. Missing and orphaned files count as differences. --update rewrites the folder.',
  async run(args) {
    const { values, positionals } = parse(args, {
      dir: { type: 'string', default: 'golden' },
      update: { type: 'boolean', default: false },
    });
    const paths = positionals.length === 0 ? ['rules'] : requirePaths(positionals, 'rule');
    const converted = await convert(await loadRules(paths));
    const faulty = printEntryDiagnostics(converted.map(({ entry }) => entry));
    if (faulty) return 1;
    const expected = goldenFiles(converted);
    const differences = await compareGolden(values.dir, expected);
    if (values.update) {
      await updateGolden(values.dir, differences, expected);
      printLines([
        ...differences.map(({ kind, path }) => `${kind} ${path}`),
        `${expected.size} golden files are up to date`,
      ]);
      return 0;
    }
    printLines(
      differences.flatMap(({ kind, path, diff }) => [`${kind}: ${path}`, ...diff.split('\n').map(visibleText)]),
    );
    if (differences.length === 0) printLines([`${expected.size} golden files are as emitted`]);
    return differences.length === 0 ? 0 : 1;
  },
};
