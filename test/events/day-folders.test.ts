import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOutside } from '../../src/events/day-folders.js';
import { openEvents } from '../../src/events/open-events.js';

const DAYS = { first: '2024/02/28', last: '2024/03/01' };

describe('folders of other days', () => {
  it.each<[string, boolean]>([
    ['/AWSLogs/1/CloudTrail/eu-west-1/2024/02/28', false],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2024/02/29', false],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2024/03/01', false],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2024/02/27', true],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2024/03/02', true],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2024/02', false],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2024/01', true],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2024/04', true],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2024', false],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2023', true],
    ['/AWSLogs/o-1/1/CloudTrail/us-gov-east-1/2025', true],
    ['C:\\AWSLogs\\1\\CloudTrail\\eu-west-1\\2024\\01', true],
    ['/AWSLogs/1/CloudTrail/eu-west-1', false],
    ['/AWSLogs/1/CloudTrail/eu-west-1/2023/01/01/more', false], // no folder of CloudTrail's: looked into, by name
    ['/cases/2023/01', false],
    ['/CloudTrail/2023/01/01', false],
  ])('%s: %s', (folder, outside) => expect(isOutside(folder, DAYS)).toBe(outside));
});

describe('reading the folders of some days', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'ruleport-days-'));
    const put = (file: string, eventID: string): void => {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), JSON.stringify({ Records: [{ eventID, eventName: 'A' }] }));
    };
    for (const day of ['2023/12/31', '2024/02/27', '2024/02/28', '2024/03/01', '2024/03/02']) {
      put(`AWSLogs/1/CloudTrail/eu-west-1/${day}/a.json`, day);
    }
    put('AWSLogs/2/CloudTrail/us-east-1/2024/02/29/a.json', 'other account');
    put('flat/2023/a.json', 'flat');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const idsIn = async (...paths: string[]): Promise<[unknown[], unknown[]]> => {
    const events = openEvents(
      paths.map((name) => path.join(root, name)),
      { days: DAYS },
    );
    const ids: unknown[] = [];
    for await (const { eventID } of events.records()) ids.push(eventID);
    return [ids, events.diagnostics.map(({ code }) => code)];
  };

  it.each<[string[], unknown[]]>([
    [['.'], ['2024/02/28', '2024/03/01', 'other account', 'flat']],
    [['AWSLogs/1/CloudTrail/eu-west-1/2024'], ['2024/02/28', '2024/03/01']],
    [['AWSLogs/1/CloudTrail/eu-west-1/2023'], []],
    [['AWSLogs/1/CloudTrail/eu-west-1/2024/02/27/a.json'], ['2024/02/27']], // named outright
    [['flat'], ['flat']],
  ])('%j', async (paths, ids) => expect(await idsIn(...paths)).toEqual([ids, []]));

  it('tells the files that it would read', async () => {
    const names = await openEvents([root], { days: DAYS }).fileNames();
    expect(names.map((name) => path.relative(root, name))).toEqual([
      'AWSLogs/1/CloudTrail/eu-west-1/2024/02/28/a.json',
      'AWSLogs/1/CloudTrail/eu-west-1/2024/03/01/a.json',
      'AWSLogs/2/CloudTrail/us-east-1/2024/02/29/a.json',
      'flat/2023/a.json',
    ]);
  });
});
