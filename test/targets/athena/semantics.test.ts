import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsFrom } from '../../../src/events/events-from.js';
import { referenceEngine } from '../../../src/interpreter/engine.js';
import type { EngineSession } from '../../../src/target/engine.js';
import { compareRows } from '../../../src/verify/compare.js';
import { athenaEngine } from '../../../targets/athena/engine/index.js';
import { athena } from '../../../targets/athena/index.js';
import { irOf } from '../../support/seeds.js';
import { RECORDS } from './records.js';
import { SEMANTIC_QUERIES } from './semantics.js';

const CONTEXT = { now: Date.UTC(2024, 2, 2), window: { start: Date.UTC(2024, 2, 1), end: Date.UTC(2024, 2, 2) } };

let reference: EngineSession;
let engine: EngineSession;

beforeAll(async () => {
  reference = await referenceEngine.open(eventsFrom(RECORDS));
  engine = await athenaEngine.open(eventsFrom(RECORDS));
});

afterAll(async () => {
  await reference.close();
  await engine.close();
});

async function check(query: string): Promise<void> {
  const rule = await irOf(query);
  const conversion = athena.convert(rule, { window: CONTEXT.window });
  expect(conversion.reasons).toEqual([]);
  const expected = await reference.run(rule, conversion, CONTEXT);
  const actual = await engine.run(rule, conversion, CONTEXT);
  const { missing, extra } = compareRows(expected, actual, { typeless: false });
  expect({ missing: missing.slice(0, 3), extra: extra.slice(0, 3) }).toEqual({ missing: [], extra: [] });
}

describe('DuckDB and the reference agree', () => {
  test.each(SEMANTIC_QUERIES)('%s', check);
});
