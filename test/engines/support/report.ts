import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import floors from '../floors.json' with { type: 'json' };

const ENGINES = path.dirname(import.meta.dirname);
const RESULT = path.resolve(process.env['ENGINES_RESULT'] ?? '.cache/engines.json');

interface Tally {
  version: string;
  run: number;
  equal: number;
  failed: number;
  /** Reasons, with how many cases have each. */
  readonly known: Map<string, number>;
  readonly skipped: Map<string, number>;
}

/**
 * Prints a line a judge: version, cases run, equal, skipped and why. In CI every judge must be at hand, skip nothing and run
 * as many cases as `floors.json` says. Leaves the counts in `.cache/engines.json`, or in the file
 * that ENGINES_RESULT names.
 */
export class JudgeReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tallies = new Map<string, Tally>();
    for (const module of modules) this.#count(module, tallies);
    const faults = process.env['CI'] === 'true' ? faultsOf(tallies, modules) : [];
    console.log(`\n${linesOf(tallies).join('\n')}\n`);
    for (const fault of faults) console.log(`in CI: ${fault}`);
    const sum = (of: (tally: Tally) => number): number =>
      [...tallies.values()].reduce((all, each) => all + of(each), 0);
    const passed = sum(({ equal, known }) => equal + total(known));
    const failed = sum((tally) => tally.failed) + faults.length + errors.length;
    mkdirSync(path.dirname(RESULT), { recursive: true });
    writeFileSync(RESULT, JSON.stringify({ passed, failed, skipped: sum(({ skipped }) => total(skipped)) }));
    console.log(`engines: ${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  }

  #count(module: TestModule, tallies: Map<string, Tally>): void {
    const [id = ''] = path.relative(ENGINES, module.moduleId).split(path.sep);
    const tally = tallies.get(id) ?? { version: '', run: 0, equal: 0, failed: 0, known: new Map(), skipped: new Map() };
    tallies.set(id, tally);
    for (const suite of module.children.allSuites()) {
      tally.version = suite.meta().judge?.version ?? tally.version;
      if (suite.errors().length > 0) tally.failed++;
    }
    for (const each of module.children.allTests()) countCase(each, tally);
    if (module.errors().length > 0) tally.failed++;
  }
}

function countCase(each: TestCase, tally: Tally): void {
  const result = each.result();
  if (result.state === 'skipped' || result.state === 'pending') {
    return void increment(tally.skipped, (result.state === 'skipped' ? result.note : undefined) ?? 'no reason given');
  }
  tally.run++;
  const { knownFault } = each.meta();
  if (result.state === 'failed') tally.failed++;
  else if (knownFault === undefined) tally.equal++;
  else increment(tally.known, knownFault);
}

function faultsOf(tallies: ReadonlyMap<string, Tally>, modules: readonly TestModule[]): string[] {
  const faults = [...tallies].flatMap(([id, tally]) => {
    const floor = Object.entries(floors).find(([name]) => name === id)?.[1];
    const skips = [...tally.skipped].map(([why, count]) => `${id}: ${count} skipped: ${why}`);
    if (floor === undefined) return [`${id} has no line in floors.json`, ...skips];
    return tally.run < floor
      ? [`${id} ran ${tally.run} cases, fewer than the ${floor} of floors.json`, ...skips]
      : skips;
  });
  if (modules.length === 0) faults.push('no judge has run');
  return faults;
}

function linesOf(tallies: ReadonlyMap<string, Tally>): string[] {
  const rows = [...tallies].sort().map(([id, { version, run, equal, failed, known, skipped }]) => {
    const columns = [id, version || 'not at hand', `${run} run`, `${equal} equal`, `${total(known)} known faults`];
    return [...columns, `${failed} different`, `${total(skipped)} skipped`];
  });
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.flatMap((row) => {
    const { known, skipped } = tallies.get(row[0]!)!;
    return [
      row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '),
      ...[...skipped].map(([why, count]) => `    ${count} skipped: ${why}`),
      ...[...known].map(([why, count]) => `    ${count} known: ${why}`),
    ];
  });
}

const increment = (counts: Map<string, number>, key: string): unknown => counts.set(key, (counts.get(key) ?? 0) + 1);
const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, each) => sum + each, 0);
