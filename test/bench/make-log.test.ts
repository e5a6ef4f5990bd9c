import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeLog } from '../../bench/make-log.js';
import { sampleRecord, sampleRecords } from '../../bench/records.js';
import { openEvents } from '../../src/events/open-events.js';
import { recordKind } from '../../src/events/record-kind.js';

describe('the records of the benchmark', () => {
  it('are CloudTrail events of at least a dozen kinds, the same on every run', () => {
    const records = sampleRecords(4000);
    expect(records.every((record) => recordKind(record) === 'event')).toBe(true);
    expect(new Set(records.map((record) => record['eventName'])).size).toBeGreaterThanOrEqual(12);
    expect(new Set(records.map((record) => record['eventID'])).size).toBe(records.length);
    expect(records[1234]).toEqual(sampleRecord(1234));
    expect(records.filter((record) => record['errorCode'] === 'Client.UnauthorizedOperation')).not.toEqual([]);
    for (const { eventID, requestID } of records) {
      expect(eventID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(requestID).not.toBe(eventID);
    }
  });
});

describe('makeLog', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ruleport-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('repeats records with new event IDs over as many files as needed', async () => {
    const files = await makeLog(path.join(folder, 'logs'), sampleRecords(100), { count: 2500, perFile: 1000 });
    expect(files).toHaveLength(3);
    const source = openEvents([folder]);
    const ids = new Set<unknown>();
    let hinted = 0;
    for await (const record of source.records()) ids.add(record['eventID']);
    for await (const record of source.records([['ConsoleLogin']])) if (record['eventName'] === 'ConsoleLogin') hinted++;
    expect(ids.size).toBe(2500);
    expect(hinted).toBe(25 * sampleRecords(100).filter((record) => record['eventName'] === 'ConsoleLogin').length);
    expect(source.diagnostics).toEqual([]);
  });
});
