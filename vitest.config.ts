import { configDefaults, defineConfig } from 'vitest/config';

const report = process.env['HEADRACE_TEST_REPORT'];

/** Each has a lane of its own, `npm run storm` …: it needs the machine for itself. */
const alone = [
  ...[
    'storm',
    'cancel-production',
    'cancel-shipping',
    'cancel-receiving',
    'kill',
    'outage',
    'shipping-kill',
    'shipping-replies',
  ].map((name) => `test/reliability/${name}.test.ts`),
  'test/scenarios/standstill.test.ts',
];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env['HEADRACE_LANE'] ? [] : alone)],
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
