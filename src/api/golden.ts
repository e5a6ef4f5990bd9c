import { readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { writeBelow } from '../files/write-file.js';
import { printRelation } from '../ir/print.js';
import { IR_VERSION, relationToJson } from '../ir/to-json.js';
import type { ConvertedRule } from './convert.js';

export interface GoldenDifference {
  /** Relative to the golden folder. */
  readonly path: string;
  readonly kind: 'changed' | 'missing' | 'orphaned';
  /** Unified diff, empty for orphans. */
  readonly diff: string;
}

/** What the golden folder should hold: a folder a rule, with every artifact, the IR, and the claims of each conversion. */
export function goldenFiles(converted: readonly ConvertedRule[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const { entry, targets } of converted) {
    const { ir, rule } = entry;
    if (ir === null || rule === null) continue;
    files.set(`${rule.slug}/ir.txt`, printRelation(ir.plan));
    const irJson = { version: IR_VERSION, output: ir.output, hidden: ir.hidden, plan: relationToJson(ir.plan) };
    files.set(`${rule.slug}/ir.json`, JSON.stringify(irJson, null, 1) + '\n');
    const claims = Object.fromEntries(
      [...targets].map(([id, { fidelity, reasons, assumptions }]) => [id, { fidelity, reasons, assumptions }]),
    );
    files.set(`${rule.slug}/fidelity.json`, JSON.stringify(claims, null, 2) + '\n');
    for (const { artifacts } of targets.values()) {
      for (const artifact of artifacts) files.set(`${rule.slug}/${artifact.path}`, artifact.content);
    }
  }
  return files;
}

/** Compares the golden folder with what is emitted now: first which files there are, then what they say. */
export async function compareGolden(
  folder: string,
  expected: ReadonlyMap<string, string>,
): Promise<GoldenDifference[]> {
  const differences: GoldenDifference[] = [];
  const present = new Set(await filesBelow(folder));
  for (const [file, content] of expected) {
    const old = present.has(file) ? await readFile(path.join(folder, file), 'utf8') : null;
    if (old === content) continue;
    const diff = createTwoFilesPatch(`golden/${file}`, `now/${file}`, old ?? '', content, '', '', { context: 3 });
    differences.push({ path: file, kind: old === null ? 'missing' : 'changed', diff });
  }
  for (const file of present) {
    if (!expected.has(file)) differences.push({ path: file, kind: 'orphaned', diff: '' });
  }
  return differences;
}

/** Makes the golden folder hold exactly what is emitted now. */
export async function updateGolden(
  folder: string,
  differences: readonly GoldenDifference[],
  expected: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { path: file, kind } of differences) {
    if (kind === 'orphaned') await rm(path.join(folder, file));
    else await writeBelow(folder, file, expected.get(file) ?? '');
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
