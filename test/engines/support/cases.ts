import { compileFiles } from '../../../src/api/compile-files.js';
import { loadRules } from '../../../src/api/load-rules.js';
import { eventsFrom } from '../../../src/events/events-from.js';
import type { LogRecord } from '../../../src/events/event-source.js';
import { externalsOf, typedExternals } from '../../../src/externals/external-rows.js';
import { openEvents } from '../../../src/events/open-events.js';
import { openReference } from '../../../src/interpreter/engine.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { parseDateTime, unixMillisecondsOfTicks } from '../../../src/schema/datetime-text.js';
import type { EngineSession, RowSet, RunContext } from '../../../src/target/engine.js';
import type { Conversion } from '../../../src/target/target.js';
import { loadFixtures } from '../../support/fixtures.js';
import { sharedPath } from '../../support/shared.js';

/** A rule with a log and a clock to run it. */
export interface FixtureRun {
  /** `<rule>: <case>` */
  readonly name: string;
  readonly slug: string;
  readonly rule: RuleIR;
  readonly records: readonly LogRecord[];
  readonly context: RunContext & { readonly window: NonNullable<RunContext['window']> };
}

/** Compiling takes seconds, and the judges of a run share one process. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

/** The period of a rule without a schedule. */
const NRT = 60_000;

/** Every case of every fixture. */
export const fixtureRuns = once(async (): Promise<FixtureRun[]> => {
  const runs: FixtureRun[] = [];
  for (const { slug, rule: file, now, externals: given, cases } of loadFixtures()) {
    const [rule] = await rulesIn(`rules/${file}`);
    if (rule === undefined) throw new Error(`${file} does not compile`);
    const { externals } = typedExternals(rule.source, given);
    const context = { now, window: { start: now - (rule.rule.schedule?.period ?? NRT), end: now }, externals };
    runs.push(...cases.map(({ name, records }) => ({ name: `${slug}: ${name}`, slug, rule, records, context })));
  }
  return runs;
});

/** The project's own rules, and the public ones where they are at hand. Those that do not compile are left out. */
export const ownRules = once(() => rulesIn('rules'));
export const publicRules = once(async (): Promise<RuleIR[]> => {
  const folder = sharedPath('corpus/aws');
  return folder === null ? [] : rulesIn(folder);
});

async function rulesIn(place: string): Promise<RuleIR[]> {
  const entries = await compileFiles(await loadRules([place]));
  return entries.flatMap(({ ir }) => (ir === null ? [] : [ir]));
}

/** Rules that take rows from outside run over the logs that bring them. */
export const takesInputs = ({ source }: RuleIR): boolean => externalsOf(source).length > 0;

/** The public logs where they are at hand, and the window that holds them all. */
export const publicLogs = once(async (): Promise<{ records: LogRecord[]; context: FixtureRun['context'] } | null> => {
  const folder = sharedPath('events');
  if (folder === null) return null;
  const records: LogRecord[] = [];
  let [start, end] = [Infinity, -Infinity];
  for await (const record of openEvents([folder]).records()) {
    records.push(record);
    const time = timeOf(record);
    if (time === null) continue;
    start = Math.min(start, time);
    end = Math.max(end, time + 1);
  }
  return { records, context: { now: end, window: { start, end } } };
});

/** A record's time in milliseconds since 1970, or null. */
export function timeOf({ eventTime }: LogRecord): number | null {
  const ticks = typeof eventTime === 'string' ? parseDateTime(eventTime) : null;
  return ticks === null ? null : unixMillisecondsOfTicks(ticks);
}

/** What the reference interpreter says. */
export async function referenceRows(
  rule: RuleIR,
  records: readonly LogRecord[] | EngineSession,
  context: RunContext,
): Promise<RowSet> {
  const session = 'run' in records ? records : await openReference(eventsFrom(records));
  return session.run(rule, NOTHING, context);
}

const NOTHING: Conversion = { target: 'reference', fidelity: 'exact', reasons: [], assumptions: [], artifacts: [] };
