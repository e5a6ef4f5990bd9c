import { beforeAll, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import { knownFault } from './judge.js';
import type { LineProcess } from './line-process.js';
import { flaggedBy, flaggedByUs, scenarioOf, withEventIds, type SigmaLog, type SigmaRun } from './sigma.js';

/**
 * A run on which a judge is known to differ: its event IDs, joined by blanks, how many more than we flag, a part of its error, or
 * which records alone it and we disagree on, with those made together with them.
 */
export type Difference = readonly [
  run: string,
  answer:
    string | { readonly error: string } | { readonly more: number } | { readonly only: (record: LogRecord) => boolean },
];

/** Differences by why they are not our engine's fault. */
export type Differences = Readonly<Record<string, readonly Difference[]>>;

/**
 * A case a run: the judge flags what our engine flags, or what it is known to. Its process is told the log as
 * `{"events": […]}`, then the documents as `{"task": "run", "rules": "…"}`, which it answers by what is in `Answer`.
 */
export function judgeRuns(runs: readonly SigmaRun[], start: () => LineProcess, differences: Differences = {}): void {
  const known = new Map(
    Object.entries(differences).flatMap(([why, rows]) => rows.map(([run, answer]) => [run, { why, answer }] as const)),
  );
  let process: LineProcess;
  let loaded: SigmaLog | undefined;
  beforeAll(() => {
    process = start();
  });

  for (const run of runs) {
    test(`flags the same events: ${run.name}`, async (context) => {
      if (run.log !== loaded) await process.ask({ events: withEventIds(run.log) });
      loaded = run.log;
      const { errors, hits } = (await process.ask({ task: 'run', rules: run.text })) as Answer;
      const ours = await flaggedByUs(run);
      const difference = known.get(run.name);
      if (difference === undefined) {
        expect(errors).toEqual([]);
        expect(flaggedBy(hits)).toEqual(ours);
        return;
      }
      knownFault(context, difference.why);
      expectKnown(difference.answer, { errors, theirs: flaggedBy(hits), ours }, run.log);
    });
  }

  test('what is known to differ is still there', () => {
    const names = new Set(runs.map(({ name }) => name));
    expect([...known.keys()].filter((run) => !names.has(run))).toEqual([]);
  });
}

type Flagged = ReturnType<typeof flaggedBy>;

interface Outcome {
  readonly errors: readonly string[];
  readonly theirs: Flagged;
  readonly ours: Flagged;
}

/** The judge differs, and in no other way than it is known to. */
function expectKnown(answer: Difference[1], { errors, theirs, ours }: Outcome, log: SigmaLog): void {
  if (typeof answer === 'string') {
    expect({ errors, flagged: idsOf(theirs) }).toEqual({ errors: [], flagged: answer });
    expect(idsOf(ours)).not.toBe(answer);
    return;
  }
  if ('error' in answer) return expect(errors.join('\n')).toContain(answer.error);
  const [found, own] = [pairsOf(theirs), pairsOf(ours)];
  if ('more' in answer) {
    expect({ errors, missing: [...own].filter((pair) => !found.has(pair)) }).toEqual({ errors: [], missing: [] });
    expect(found.size - own.size).toBe(answer.more);
    return;
  }
  const disputed = [...found, ...own]
    .filter((pair) => found.has(pair) !== own.has(pair))
    .map((pair) => scenarioOf(pair.split(' ').at(-1)!));
  const excused = new Set(log.records.filter(answer.only).map(({ eventID }) => scenarioOf(String(eventID))));
  expect({ errors, others: disputed.filter((scenario) => !excused.has(scenario)) }).toEqual({ errors: [], others: [] });
  expect(disputed).not.toEqual([]);
}

/** Which document flags which event. */
const pairsOf = (flagged: Flagged): ReadonlySet<string> =>
  new Set(Object.entries(flagged).flatMap(([title, events]) => events.map((id) => `${title}: ${id}`)));

const idsOf = (flagged: Flagged): string => [...new Set(Object.values(flagged).flat())].join(' ');

interface Answer {
  readonly errors: readonly string[];
  readonly hits: readonly { readonly title: string; readonly events: readonly string[] }[];
}
