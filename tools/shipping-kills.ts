import { runTestLane } from './test-lane.js';

// Around every posting of shipping a worker is killed, a reply lost, a system taken down.
await runTestLane('shipping-kills', [
  'test/reliability/shipping-kill.test.ts',
  'test/reliability/shipping-replies.test.ts',
]);
