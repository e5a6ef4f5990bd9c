import { defineConfig } from 'vitest/config';

/** The long run: `npm run fuzz`. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/fuzz/*.fuzz.ts'],
    testTimeout: 86_400_000,
    disableConsoleIntercept: true,
  },
});
