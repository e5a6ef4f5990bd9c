import { beforeAll, test } from 'vitest';
import { eventsFrom } from '../../../src/events/events-from.js';
import { openReference } from '../../../src/interpreter/engine.js';
import type { EngineSession } from '../../../src/target/engine.js';
import { irOf } from '../../support/seeds.js';
import { RECORDS } from '../../targets/athena/records.js';
import { SEMANTIC_QUERIES } from '../../targets/athena/semantics.js';
import { referenceRows } from '../support/cases.js';
import { expectEqualRows } from '../support/rows.js';
import { judge } from '../support/judge.js';
import { runEmitted } from './run.js';
import { trinoServer, type TrinoServer } from './server.js';
import { createTable, layOut } from './table.js';

const CONTEXT = { now: Date.UTC(2024, 2, 2), window: { start: Date.UTC(2024, 2, 1), end: Date.UTC(2024, 2, 2) } };

judge(import.meta.dirname, ({ home }) => {
  let server: TrinoServer;
  let reference: EngineSession;
  beforeAll(async () => {
    server = await trinoServer(home);
    await createTable(server);
    layOut(server, RECORDS);
    reference = await openReference(eventsFrom(RECORDS));
  });

  for (const query of SEMANTIC_QUERIES)
    test(query, async () => {
      const rule = await irOf(query);
      expectEqualRows(await referenceRows(rule, reference, CONTEXT), await runEmitted(server, rule, CONTEXT.window));
    });
});
