import { runTestLane } from './test-lane.js';

// HEADRACE_SEED draws another storm.
await runTestLane('storm', ['test/reliability/storm.test.ts']);
