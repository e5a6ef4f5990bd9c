import { expect } from 'vitest';
import { eventsFrom } from '../../../src/events/events-from.js';
import type { LogRecord } from '../../../src/events/event-source.js';
import { referenceEngine } from '../../../src/interpreter/engine.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { RowSet, RunContext } from '../../../src/target/engine.js';
import { compareRows } from '../../../src/verify/compare.js';
import { createSplunkEngine } from '../../../targets/splunk/engine/engine.js';
import { splunk } from '../../../targets/splunk/index.js';

export const NOW = Date.UTC(2024, 0, 2);
const DAY: RunContext = { now: NOW, window: { start: NOW - 86_400_000, end: NOW } };

/** Runs what is emitted for a rule on Splunk's stand-in, with and without the add-on, and expects the reference's rows. */
export async function expectAgreement(ir: RuleIR, records: readonly LogRecord[], context = DAY): Promise<RowSet> {
  const conversion = splunk.convert(ir, {});
  expect(conversion.reasons).toEqual([]);
  const reference = await (await referenceEngine.open(eventsFrom(records))).run(ir, conversion, context);
  for (const addOn of [false, true]) {
    const session = await createSplunkEngine({ addOn }).open(eventsFrom(records));
    const actual = await session.run(ir, conversion, context);
    expect({ addOn, ...compareRows(reference, actual, { typeless: true }) }).toEqual({
      addOn,
      relationship: 'equal',
      missing: [],
      extra: [],
    });
  }
  return reference;
}

let serial = 0;

/** A record within the window; `null` and `undefined` members stay as they are given, so that both can be tested. */
export function record(fields: Readonly<Record<string, unknown>> = {}): LogRecord {
  serial += 1;
  const made: Record<string, unknown> = {
    eventVersion: '1.10',
    userIdentity: { type: 'IAMUser', userName: 'alice', arn: 'arn:aws:iam::111111111111:user/alice' },
    eventTime: '2024-01-01T12:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.1',
    userAgent: 'aws-cli/2.0',
    eventID: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    recipientAccountId: '111111111111',
    ...fields,
  };
  for (const [name, value] of Object.entries(made)) if (value === undefined) Reflect.deleteProperty(made, name);
  return made;
}
