import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { existsSync } from 'node:fs';
import { convert } from '../api/convert.js';
import { detect } from '../api/detect.js';
import { loadRules } from '../api/load-rules.js';
import { verify } from '../api/verify.js';
import { openEvents } from '../events/open-events.js';
import type { Command } from './command.js';
import { alertLines } from './detect.js';
import { parse } from './options.js';
import { printDiagnostics, printEntryDiagnostics, printLines, table } from './output.js';
import { verifyLines } from './verify.js';

export const demoCommand: Command = {
  name: 'demo',
  usage: 'demo',
  summary: 'converts the bundled rules, runs them over the bundled logs and compares all engines',
  help: 'Takes no options. The rules are in rules/, the logs in demo/.',
  async run(args) {
    parse(args, {});
    const converted = await convert(await loadRules([bundled('rules')]));
    const entries = converted.map(({ entry }) => entry);
    if (printEntryDiagnostics(entries)) return 1;
    const rules = entries.flatMap(({ ir }) => (ir === null ? [] : [ir]));
    const ids = [...(converted[0]?.targets.keys() ?? [])];
    printLines([
      '1. Every rule in every language (ruleport convert rules)',
      '',
      ...table([
        ['rule', ...ids],
        ...converted.map(({ entry, targets }) => [
          entry.rule?.name ?? '',
          ...ids.map((id) => targets.get(id)?.fidelity ?? ''),
        ]),
      ]),
      '',
      '2. The alerts that the TypeScript detectors raise (ruleport detect rules --events demo)',
      '',
    ]);
    const events = openEvents([bundled('demo')]);
    const { rules: found } = await detect(rules, events);
    printLines(alertLines(found.flatMap(({ alerts }) => alerts)));
    printLines(['3. The same events on every engine, against the reference (ruleport verify rules --events demo)', '']);
    const verified = await verify(rules, events);
    printLines([...verifyLines(verified), '', 'Now yours: ruleport convert MY-RULE.yaml --out port']);
    const broken = verified.some(({ engines }) => Object.values(engines).some(({ holds }) => !holds));
    return printDiagnostics(events.diagnostics) || broken ? 1 : 0;
  },
};

/** A folder of the package, seen from the built command line or from its source. */
function bundled(name: string): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const candidates = ['..', '../..'].map((up) => path.join(here, up, name));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw new Error(`the folder ${name} is missing from this installation`);
  return found;
}
