import path from 'node:path';
import { beforeAll, describe, test, type TestContext } from 'vitest';
import { setUp, type Installed } from './set-up.js';

declare module '@vitest/runner' {
  interface TaskMeta {
    /** On a judge's suite. */
    judge?: { id: string; version: string };
    /** On a case in which the judge is known to be wrong: what it gets wrong, and where that is written. */
    knownFault?: string;
  }
}

/**
 * The cases of a judge, an engine that nobody here wrote; every test is one case. Where it cannot be set up, there is one
 * skipped test that says why, which fails the run in CI.
 * @param folder the judge's folder, `import.meta.dirname`
 */
export function judge(folder: string, cases: (installed: Installed) => void): void {
  const id = path.basename(folder);
  let installed: Installed;
  try {
    installed = setUp(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    describe(id, () => {
      test('is at hand', ({ skip }) => skip(why));
    });
    return;
  }
  describe(id, () => {
    beforeAll(({}, suite) => {
      suite.meta.judge = { id, version: installed.version };
    });
    cases(installed);
  });
}

/** Says that this case holds the judge to an answer that is wrong, and why it is. */
export function knownFault({ task }: TestContext, reason: string): void {
  task.meta.knownFault = reason;
}
