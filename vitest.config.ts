import { configDefaults, defineConfig } from 'vitest/config';

const report = process.env['HEADRACE_TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // `npm run storm`: it needs the machine for itself.
    exclude: [...configDefaults.exclude, ...(process.env['HEADRACE_STORM'] ? [] : ['test/reliability/storm.test.ts'])],
    globalSetup: 'test/setup/global.ts',
    setupFiles: process.env['HEADRACE_DEEP'] ? ['test/setup/deep.ts'] : [],
    pool: 'forks',
    // The machines have two cores, and Temporal works beside the tests.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    env: { LOG_LEVEL: 'warn' },
    // `only` left behind would make a green run mean nothing.
    allowOnly: false,
  },
});
