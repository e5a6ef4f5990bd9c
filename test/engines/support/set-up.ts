import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** An engine that is ready to run. */
export interface Installed {
  /** Where the set-up script has put it. */
  readonly home: string;
  /** What the script says it is, such as `Trino 483`. */
  readonly version: string;
}

/** Installed once a machine: outside the checkout, so that a fresh clone finds it. */
const CACHE =
  process.env['RULEPORT_ENGINES'] ??
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'ruleport-engines');

const READY = '.ready';

/**
 * Runs `setup.sh` of a judge's folder, unless that very set-up has been run on this machine. The script finds an empty
 * folder in JUDGE_HOME for what it installs and one in JUDGE_CACHE that later versions of it find again; its last line of
 * output names the engine and its version. When it fails, the last line of its errors says why.
 * @throws Error with that line
 */
export function setUp(folder: string): Installed {
  const id = path.basename(folder);
  const cache = path.join(CACHE, id, 'cache');
  const home = path.join(CACHE, id, digestOf(folder));
  mkdirSync(cache, { recursive: true });
  const ready = readyIn(home);
  if (ready !== null) return ready;

  const log = path.join(CACHE, id, 'setup.log');
  console.log(`${id}: setting up; its log is ${log}`);
  // Two runs at once wait for each other, and the second finds what the first has done.
  const lock = openSync(path.join(CACHE, id, 'lock'), 'a');
  try {
    const script = `flock 9 && if [ ! -f "$JUDGE_HOME/${READY}" ]; then rm -rf "$JUDGE_HOME" && mkdir -p "$JUDGE_HOME" && exec bash setup.sh 9>&-; fi`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: folder,
      env: { ...process.env, JUDGE_HOME: home, JUDGE_CACHE: cache },
      stdio: ['ignore', 'pipe', 'pipe', 'ignore', 'ignore', 'ignore', 'ignore', 'ignore', 'ignore', lock],
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    writeFileSync(log, `${stdout}\n${stderr}`);
    const done = readyIn(home);
    if (done !== null) return done;
    const version = lastLine(stdout);
    if (status !== 0 || version === '') {
      rmSync(home, { recursive: true, force: true });
      throw new Error(lastLine(stderr) || `setup.sh ended with status ${status}`);
    }
    writeFileSync(path.join(home, READY), version);
    return { home, version };
  } finally {
    closeSync(lock);
  }
}

function readyIn(home: string): Installed | null {
  try {
    return { home, version: readFileSync(path.join(home, READY), 'utf8') };
  } catch {
    return null;
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';

/** Of all that the set-up is made from: the folder's files but its tests. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(ts|md)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files)
    hash
      .update(`${path.relative(folder, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex').slice(0, 12);
}
