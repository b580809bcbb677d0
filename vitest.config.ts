import { defineConfig } from 'vitest/config';

/** Unit tests, on two workers at most; the end-to-end suites have a configuration of their own. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/bench/**', 'node_modules/**'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
