import { runTestLane } from './test-lane.js';

// A cancel before and after every boundary that runs record: many orders at a time, one process after the other.
const files = ['production', 'shipping', 'receiving'].map((name) => `test/reliability/cancel-${name}.test.ts`);
await runTestLane('cancels', files, ['--maxConcurrency=8', '--no-file-parallelism']);
