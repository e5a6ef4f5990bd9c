import { beforeAll, test } from 'vitest';
import { eventsFrom } from '../../../src/events/events-from.js';
import { openReference } from '../../../src/interpreter/engine.js';
import type { EngineSession } from '../../../src/target/engine.js';
import { sharedPath } from '../../support/shared.js';
import { ownRules, publicLogs, publicRules, referenceRows, takesInputs } from '../support/cases.js';
import { judge } from '../support/judge.js';
import { expectEqualRows } from '../support/rows.js';
import { isConvertible, runEmitted } from './run.js';
import { trinoServer, type TrinoServer } from './server.js';
import { createTable, layOutFiles } from './table.js';

const rules = [...(await ownRules()), ...(await publicRules())].filter(
  (rule) => isConvertible(rule) && !takesInputs(rule),
);
const logs = await publicLogs();
const folder = sharedPath('events');

judge(import.meta.dirname, ({ home }) => {
  let server: TrinoServer;
  let reference: EngineSession;
  beforeAll(async () => {
    if (logs === null || folder === null) return;
    server = await trinoServer(home);
    await createTable(server);
    layOutFiles(server, folder);
    reference = await openReference(eventsFrom(logs.records));
  });

  for (const rule of rules)
    test(`public logs: ${rule.rule.slug}`, async ({ skip }) => {
      if (logs === null) return skip('the public logs are not beside the project');
      const { context } = logs;
      expectEqualRows(await referenceRows(rule, reference, context), await runEmitted(server, rule, context.window));
    });
});
