import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { judge, knownFault } from '../support/judge.js';
import { LineProcess } from '../support/line-process.js';
import { emittedPublicTexts, emittedTexts } from '../support/sigma.js';
import { GAPS } from './gaps.js';

const texts = [...(await emittedTexts()), ...(await emittedPublicTexts())];

judge(import.meta.dirname, ({ home }) => {
  let pysigma: LineProcess;
  beforeAll(() => {
    pysigma = new LineProcess(path.join(home, 'bin/python'), [path.join(home, 'judge.py')]);
  });

  for (const backend of ['splunk', 'sqlite'])
    for (const { name, text } of texts) {
      test(`${backend} converts ${name}`, async (context) => {
        // What is hidden behind a gap must convert as well.
        let rules = text;
        for (;;) {
          const { error, queries } = (await pysigma.ask({ backend, rules })) as Answer;
          const gap = GAPS.find((each) => each.backend === backend && each.error.test(error ?? ''));
          if (gap === undefined || gap.without(rules) === rules) {
            expect(error).toBe(null);
            expect(queries).not.toEqual([]);
            return;
          }
          knownFault(context, gap.why);
          rules = gap.without(rules);
        }
      });
    }
});

interface Answer {
  readonly error: string | null;
  readonly queries: readonly string[];
}
