import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/seed-rules.ts'],
    // Far above what any test takes on a busy machine, far below what a hang or a quadratic reader would: tests assert no times.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is slow is seen in the benchmark; here it would hide what failed.
    slowTestThreshold: 30_000,
    // The KQL parser takes a second to load and warm up; files share it, and none changes what another sees.
    isolate: false,
    // By default one core is left free, which on a machine with two is half of it.
    maxWorkers: '100%',
  },
});
