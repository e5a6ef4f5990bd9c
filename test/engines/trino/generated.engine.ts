import { beforeAll, test } from 'vitest';
import { generatedRun, ownRules, publicRules, referenceRows } from '../support/cases.js';
import { judge } from '../support/judge.js';
import { expectEqualRows } from '../support/rows.js';
import { isConvertible, runEmitted } from './run.js';
import { trinoServer, type TrinoServer } from './server.js';
import { createTable, layOut } from './table.js';

const rules = [...(await ownRules()), ...(await publicRules())].filter(isConvertible);

judge(import.meta.dirname, ({ home }) => {
  let server: TrinoServer;
  beforeAll(async () => {
    server = await trinoServer(home);
    await createTable(server);
  });

  for (const rule of rules)
    test(`events made for ${rule.rule.slug}`, async () => {
      const { records, context } = generatedRun(rule);
      layOut(server, records);
      expectEqualRows(await referenceRows(rule, records, context), await runEmitted(server, rule, context.window));
    });
});
