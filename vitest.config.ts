import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/seed-rules.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The KQL parser takes a second to load and warm up; files share it, and none changes what another sees.
    isolate: false,
    // By default one core is left free, which on a machine with two is half of it.
    maxWorkers: '100%',
  },
});
