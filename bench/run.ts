/**
 * `npm run bench [COUNT] [FOLDER]`: the TypeScript detector of the rule "Unauthorized EC2 Instance Setup Attempt" over a log
 * of COUNT records (default 200,000) in gzip files, against parsing every record and against unpacking alone, in one run.
 * The log repeats the records of FOLDER with new IDs, or made-up ones. Each measurement is a process of its own, so that
 * its peak of memory is its own; the detector runs a second time over twice the records.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { compileFiles } from '../src/api/compile-files.js';
import { conversionFor } from '../src/api/detect.js';
import { loadRules } from '../src/api/load-rules.js';
import { engineByName } from '../src/api/targets.js';
import { openEvents } from '../src/events/open-events.js';
import type { LogRecord } from '../src/events/event-source.js';
import { makeLog } from './make-log.js';
import { sampleRecords } from './records.js';

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly found: number;
}

const RULE = 'rules/AWS_UnauthorizedInstanceSetUpAttempt.yaml';
const ROUNDS = 3;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** What is measured; the work itself is timed, start-up and compilation are not. */
const TASKS: Readonly<Record<string, (folder: string) => Promise<Measured>>> = {
  detector: async (folder) => {
    const [entry] = await compileFiles(await loadRules([RULE]));
    if (entry?.ir == null) throw new Error(`${RULE} does not compile`);
    const { engine, target } = await engineByName('typescript');
    const conversion = conversionFor(entry.ir, target, null);
    return timed(async () => {
      const session = await engine.open(openEvents([folder]));
      const { rows } = await session.run(entry.ir!, conversion, { now: Date.now(), window: null });
      await session.close();
      return rows.length;
    });
  },
  'JSON.parse': (folder) =>
    timed(() => {
      let records = 0;
      for (const file of filesIn(folder)) {
        const log = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { Records: unknown[] };
        records += log.Records.length;
      }
      return Promise.resolve(records);
    }),
  gunzip: (folder) =>
    timed(() => {
      let bytes = 0;
      for (const file of filesIn(folder)) bytes += gunzipSync(readFileSync(file)).length;
      return Promise.resolve(bytes);
    }),
};

async function timed(work: () => Promise<number>): Promise<Measured> {
  const start = performance.now();
  const found = await work();
  return {
    seconds: (performance.now() - start) / 1000,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    found,
  };
}

/** The best of some rounds, each in a process of its own. */
function measure(task: string, folder: string): Measured {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--task', task, folder], {
      encoding: 'utf8',
    });
    if (child.status !== 0) throw new Error(`${task} failed: ${child.stderr}`);
    return JSON.parse(child.stdout) as Measured;
  });
  return rounds.reduce((best, round) => (round.seconds < best.seconds ? round : best));
}

async function recordsFrom(folder: string | undefined): Promise<LogRecord[]> {
  if (folder === undefined) return sampleRecords(3000);
  const records: LogRecord[] = [];
  for await (const record of openEvents([folder]).records()) records.push(record);
  return records;
}

async function main(count: number, from: string | undefined): Promise<void> {
  const records = await recordsFrom(from);
  const work = mkdtempSync(path.join(tmpdir(), 'ruleport-bench-'));
  try {
    const [once, twice] = [path.join(work, 'once'), path.join(work, 'twice')];
    await makeLog(once, records, { count });
    await makeLog(twice, records, { count: count * 2 });
    const results: [string, Measured][] = [
      ...Object.keys(TASKS).map((task): [string, Measured] => [`${task}, ${count} records`, measure(task, once)]),
      [`detector, ${count * 2} records`, measure('detector', twice)],
    ];
    for (const [what, { seconds, peakMegabytes, found }] of results) {
      console.log(
        `${what.padEnd(30)} ${seconds.toFixed(2).padStart(6)} s   peak ${String(peakMegabytes).padStart(4)} MB   (${found})`,
      );
    }
    const [detector, parse] = [results[0]![1], results[1]![1]];
    console.log(
      `the detector is ${(parse.seconds / detector.seconds).toFixed(1)} times as fast as parsing every record`,
    );
  } finally {
    rmSync(work, { recursive: true });
  }
}

const [first, second, third] = process.argv.slice(2);
if (first === '--task') {
  const task = TASKS[second ?? ''];
  if (task === undefined) throw new Error(`there is no task ${second}`);
  console.log(JSON.stringify(await task(third ?? '')));
} else {
  await main(Number(first ?? 200_000), second);
}
