import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventSource, LiteralHints } from '../../src/events/event-source.js';
import { eventsFrom } from '../../src/events/events-from.js';
import { openEvents } from '../../src/events/open-events.js';

const A = '{"eventName":"A"}';
const B = '{"eventName":"B"}';
const C = '{"eventName":"C"}';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ruleport-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const at = (name: string): string => path.join(folder, name);

function put(name: string, content: string | Buffer): string {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), content);
  return at(name);
}

async function names(source: EventSource, hints?: LiteralHints): Promise<string> {
  const found: unknown[] = [];
  for await (const record of source.records(hints)) found.push(record['eventName']);
  return found.join('');
}

/** `code name:line:column`, the name below the test's folder. */
const faults = (source: EventSource): string[] =>
  source.diagnostics.map(({ code, file, line, column }) => {
    const place = [line, column].filter((part) => part !== undefined).map((part) => `:${part}`);
    return `${code} ${path.relative(folder, file ?? '')}${place.join('')}`;
  });

// prettier-ignore
const FILES: readonly { what: string; name: string; content: string | Buffer; names: string; faults?: string[] }[] = [
  { what: 'gzip', name: 'a.json.gz', content: gzipSync(`[${A},${B}]`), names: 'AB' },
  { what: 'gzip by its bytes, not its name', name: 'a.json', content: gzipSync(A), names: 'A' },
  { what: 'plain text called .gz', name: 'a.json.gz', content: A, names: 'A' },
  { what: 'gzip of several members', name: 'a.gz', content: Buffer.concat([gzipSync(`${A}\n`), gzipSync(B)]), names: 'AB' },
  { what: 'gzip cut short', name: 'a.gz', content: gzipSync(`${A}\n${B}\n`).subarray(0, -9), names: 'AB', faults: ['RP4005 a.gz'] },
  { what: 'gzip of nothing but its magic number', name: 'a.gz', content: Buffer.from([0x1f, 0x8b]), names: '', faults: ['RP4005 a.gz'] },
  { what: 'gzip with a second member that is damaged', name: 'a.gz', content: Buffer.concat([gzipSync(A.repeat(200) + ' '.repeat(256)), Buffer.from('junk')]), names: 'A'.repeat(200), faults: ['RP4005 a.gz'] },
  { what: 'gzip of nothing', name: 'a.gz', content: gzipSync(''), names: '', faults: ['RP4004 a.gz'] },
  { what: 'gzip of binary data', name: 'a.gz', content: gzipSync(Buffer.alloc(10)), names: '', faults: ['RP4006 a.gz'] },
  { what: 'an empty file', name: 'a.json', content: '', names: '', faults: ['RP4004 a.json'] },
  { what: 'a binary file', name: 'a.log', content: Buffer.from('\x7fELF\0\0{}'), names: '', faults: ['RP4006 a.log'] },
  { what: 'UTF-16', name: 'a.json', content: Buffer.from(`\ufeff${A}`, 'utf16le'), names: '', faults: ['RP4007 a.json'] },
  { what: 'a name without a log extension', name: 'a.txt', content: A, names: 'A' },
  { what: 'a string of 5 MB', name: 'a.json', content: `[{"eventName":"A","x":"${'x'.repeat(5 << 20)}"},\n{"eventName"}]`, names: 'A', faults: ['RP4008 a.json:2:1'] },
  { what: 'a record beyond the limit', name: 'a.json', content: `${A}\n{"eventName":"X","x":"${'x'.repeat(33 << 20)}"}\n${B}`, names: 'AB', faults: ['RP4014 a.json:2:1'] },
  { what: 'deep nesting', name: 'a.json', content: `${A}\n{"eventName":"X","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n${B}`, names: 'AB', faults: ['RP4015 a.json:2:1'] },
  { what: 'a gzip bomb', name: 'a.gz', content: gzipSync(Buffer.concat([Buffer.from(`${A}\n{"x":"`), Buffer.alloc(80 << 20, 'x')])), names: 'A', faults: ['RP4014 a.gz:2:1'] },
];

describe('openEvents of one file', () => {
  it.each(FILES)('$what', async ({ name, content, names: expected, faults: expectedFaults = [] }) => {
    const source = openEvents([put(name, content)]);
    expect(await names(source)).toBe(expected);
    expect(faults(source)).toEqual(expectedFaults);
  });

  it('delivers what a large gzip file held before it was cut or damaged', async () => {
    const filler = randomBytes(3 << 20).toString('hex');
    const log = `${A}\n{"eventName":"B","x":"${filler}"}\n{"eventName":"C","x":"${filler}"}\n${A}\n`;
    const packed = gzipSync(log, { level: 1 });
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, damaged.length - 2000, damaged.length - 1000);
    for (const content of [packed.subarray(0, -100_000), damaged]) {
      const source = openEvents([put('a.json.gz', content)]);
      expect(await names(source)).toBe('AB');
      expect(faults(source)).toEqual(['RP4005 a.json.gz']);
    }
  });

  it('streams a file that does not fit in a window, with the right lines', async () => {
    const line = `{"eventName":"A","x":"${'x'.repeat(1000)}"}`;
    const file = put('a.json', `{"Records":[\n${`${line},\n`.repeat(9000)}{"eventName"},\n${B}]}`);
    const source = openEvents([file]);
    expect(await names(source)).toBe(`${'A'.repeat(9000)}B`);
    expect(faults(source)).toEqual(['RP4008 a.json:9002:1']);
    expect(await names(source, [['B"}']])).toBe(`${'A'.repeat(9000)}B`);
    expect(await names(source, [['eventName', 'xxxx']])).toBe('A'.repeat(9000));
  });
});

describe('openEvents of paths', () => {
  it('reads the logs below a folder by path, and no other files', async () => {
    put('AWSLogs/1/CloudTrail/us-east-1/2024/01/02/b.json.gz', gzipSync(B));
    put('AWSLogs/1/CloudTrail/us-east-1/2024/01/01/a.json.gz', gzipSync(A));
    put('AWSLogs/1/CloudTrail/us-east-1/2024/01/10/c.NDJSON', C);
    put('AWSLogs/README.md', 'no log');
    put('AWSLogs/z.jsonl', A);
    put('AWSLogs/z.log', B);
    const source = openEvents([folder]);
    expect(await names(source)).toBe('ABCAB');
    expect(source.diagnostics).toEqual([]);
  });

  it('keeps the order of its arguments, and reads no file twice', async () => {
    const [a, b] = [put('x/a.json', A), put('b.json', B)];
    symlinkSync(a, at('link.json'));
    symlinkSync(folder, at('x/loop'));
    expect(await names(openEvents([b, a]))).toBe('BA');
    expect(await names(openEvents([a, folder, a, b]))).toBe('AB');
    expect(await names(openEvents([folder]))).toBe('BA');
  });

  it('reports what cannot be read, once, and goes on', async () => {
    put('a.json', A);
    mkdirSync(at('empty'));
    symlinkSync(at('nowhere'), at('broken.json'));
    const source = openEvents([at('missing'), at('empty'), folder]);
    for (let turn = 0; turn < 2; turn++) {
      expect(await names(source)).toBe('A');
      expect(faults(source)).toEqual(['RP4001 missing', 'RP4003 empty', 'RP4001 broken.json']);
    }
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('reports a file without permission', async () => {
    chmodSync(put('a.json', A), 0);
    const source = openEvents([at('a.json')]);
    expect(await names(source)).toBe('');
    expect(source.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['RP4002', 'cannot be read (EACCES)'],
    ]);
  });

  it('reports a file that vanishes between two readings', async () => {
    const source = openEvents([put('a.json', A), put('b.json', B)]);
    expect(await names(source)).toBe('AB');
    rmSync(at('a.json'));
    expect(await names(source)).toBe('B');
    expect(faults(source)).toEqual(['RP4001 a.json']);
  });

  it('reads standard input once and delivers it often, leaving no file behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('ruleport-')).length;
    for (const text of [`${A}\n${B}`, gzipSync(`[${A},${B}]`)]) {
      const source = openEvents(['-', '-'], { input: Readable.from([text]) });
      expect(await names(source)).toBe('AB');
      expect(await names(source)).toBe('AB');
      expect(await names(source, [['"B"', 'eventName']])).toBe('AB');
    }
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('ruleport-')).length).toBeLessThanOrEqual(before);
  });

  it('reports the place in standard input', async () => {
    const source = openEvents(['-'], { input: Readable.from([`${A}\n`, 'oops\n']) });
    expect(await names(source)).toBe('A');
    expect(source.diagnostics.map(({ file, line, column }) => [file, line, column])).toEqual([
      ['(standard input)', 2, 1],
    ]);
  });

  it.skipIf(process.platform === 'win32')('reads a named pipe more than once', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const source = openEvents([at('pipe')]);
    const first = names(source);
    await writeFile(at('pipe'), A);
    expect(await first).toBe('A');
    expect(await names(source)).toBe('A');
  });

  it('can be left early and read again', async () => {
    const source = openEvents([put('a.json', `[${A},${B}]`), put('b.json', C)]);
    for await (const record of source.records()) {
      expect(record['eventName']).toBe('A');
      break;
    }
    expect(await names(source)).toBe('ABC');
  });

  it('can be read by two at a time', async () => {
    const source = openEvents([put('a.json', `[${A},${B}]`), put('b.json.gz', gzipSync(C))]);
    expect(await Promise.all([names(source), names(source, [['"C']]), names(source, [['C']])])).toEqual([
      'ABC',
      'ABC',
      'C',
    ]);
  });
});

describe('hints', () => {
  it('skip what cannot match, through all files', async () => {
    const source = openEvents([
      put('a.json', `[${A},${B}]`),
      put('b.json.gz', gzipSync(`${B}\n${C}`)),
      put('c.log', '{"eventName":"\\u0042"}'),
    ]);
    const cases: [LiteralHints, string][] = [
      [[], ''],
      [[[]], 'ABBCB'],
      [[['B']], 'BBB'],
      [[['B'], ['C']], 'BBCB'],
      [[['B', 'C']], 'B'],
      [[['D']], ''],
    ];
    for (const [hints, expected] of cases) expect(await names(source, hints)).toBe(expected);
  });
});

describe('eventsFrom', () => {
  it('gives the records as they are and reports what is none', async () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    const source = eventsFrom([
      { eventName: 'A' },
      null,
      'x',
      [],
      { eventName: 'X', deep },
      { eventName: 'B' },
      { other: 1 },
    ]);
    expect(await names(source)).toBe('AB');
    expect(await names(source, [])).toBe('');
    expect(source.diagnostics.map(({ code, line }) => `${code}:${line}`)).toEqual([
      'RP4010:2',
      'RP4010:3',
      'RP4010:4',
      'RP4015:5',
    ]);
  });
});

describe('real logs (skipped without the shared logs beside the repository)', () => {
  const logs = path.resolve(import.meta.dirname, '../../../shared/events');
  const EXPECTED: readonly [folder: string, records: number][] = [
    ['invictus-aws-dataset', 2900],
    ['stratus-detonation-logs', 310],
    ['.', 3210],
  ];

  it.skipIf(!existsSync(logs)).each(EXPECTED)('%s holds %d records and no fault', async (name, count) => {
    const source = openEvents([path.join(logs, name)]);
    let records = 0;
    for await (const record of source.records()) if (typeof record['eventID'] === 'string') records++;
    expect(records).toBe(count);
    expect(source.diagnostics).toEqual([]);
  });
});
