import { beforeAll, expect, test } from 'vitest';
import { knownFault } from './judge.js';
import type { LineProcess } from './line-process.js';
import { flaggedBy, flaggedByUs, type Flagged, type SigmaLog, type SigmaRun } from './sigma.js';

/** A run on which a judge is known to differ, what it flags, and why that is not our engine's fault. */
export interface Difference {
  /** The run's name. */
  readonly run: string;
  readonly why: string;
  readonly flagged: Flagged;
}

/**
 * A case a run: the judge flags what our engine flags, or what it is known to. Its process is told the log as
 * `{"events": […]}`, then the documents as `{"task": "run", "rules": "…"}`, which it answers by what is in `Answer`.
 */
export function judgeRuns(
  runs: readonly SigmaRun[],
  start: () => LineProcess,
  differences: readonly Difference[] = [],
): void {
  let process: LineProcess;
  let loaded: SigmaLog | undefined;
  beforeAll(() => {
    process = start();
  });

  for (const run of runs) {
    test(`flags the same events: ${run.name}`, async (context) => {
      if (run.log !== loaded) await process.ask({ events: run.log.records });
      loaded = run.log;
      const { errors, hits } = (await process.ask({ task: 'run', rules: run.text })) as Answer;
      expect(errors).toEqual([]);
      const ours = await flaggedByUs(run);
      const known = differences.find((difference) => difference.run === run.name);
      if (known !== undefined) {
        knownFault(context, known.why);
        expect(ours).not.toEqual(known.flagged);
      }
      expect(flaggedBy(hits)).toEqual(known?.flagged ?? ours);
    });
  }

  test('differs in nothing that is not there any more', () => {
    const names = new Set(runs.map(({ name }) => name));
    expect(differences.filter(({ run }) => !names.has(run))).toEqual([]);
  });
}

interface Answer {
  readonly errors: readonly string[];
  readonly hits: readonly { readonly title: string; readonly events: readonly string[] }[];
}
