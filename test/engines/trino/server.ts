import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { TrinoClient } from './client.js';

/** A Trino on loopback. */
export interface TrinoServer {
  readonly client: TrinoClient;
  /** The folder that stands for S3: Trino's `local:///`. */
  readonly bucket: string;
}

/** What the server needs of the JVM, and what makes it start and end in the time and memory of a test. */
const JVM_OPTIONS = [
  '--add-modules=jdk.incubator.vector',
  '--sun-misc-unsafe-memory-access=allow',
  '--enable-native-access=ALL-UNNAMED',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Xlog:disable',
  '-Xmx1g',
];

let started: Promise<TrinoServer> | undefined;

/** The one server of the run; it ends with the run. */
export const trinoServer = (home: string): Promise<TrinoServer> => (started ??= start(home));

async function start(home: string): Promise<TrinoServer> {
  const bucket = mkdtempSync(path.join(os.tmpdir(), 'ruleport-trino-'));
  process.on('exit', () => rmSync(bucket, { recursive: true, force: true }));
  const classpath = `${path.join(home, 'classes')}:${readFileSync(path.join(home, 'classpath'), 'utf8').trim()}`;
  const server = spawn(path.join(home, 'jdk/bin/java'), [...JVM_OPTIONS, '-cp', classpath, 'Server', bucket], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  server.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-20_000)));
  // Its standard input closes with this process; nothing here waits for it.
  server.unref();
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve);
    server.once('error', reject);
    server.once('exit', (status) => reject(new Error(`Trino ended with status ${status}:\n${errors}`)));
  });
  return { client: new TrinoClient(url), bucket };
}
