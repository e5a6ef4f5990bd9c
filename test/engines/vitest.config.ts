import { defineConfig } from 'vitest/config';
import { JudgeReport } from './support/report.js';

/** `npm run test:engines [JUDGE…]`: one worker, so that an engine that takes long to start is started once. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/engines/*/*.engine.ts'],
    reporters: ['default', new JudgeReport()],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    slowTestThreshold: 30_000,
    isolate: false,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
