import { runTestLane } from './test-lane.js';

// A worker is killed around every posting of shipping.
await runTestLane('kills', ['test/reliability/shipping-kill.test.ts']);
