import { defineConfig } from 'vitest/config';

/** Suites in a real VS Code: one at a time, each with a server and a browser of its own. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: 'test/e2e/harness/setup.ts',
    testTimeout: 420_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    maxWorkers: 1,
  },
});
