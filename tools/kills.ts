import { runTestLane } from './test-lane.js';

// Around every posting a worker is killed, a reply lost, a system taken down; and a system stands still for long.
const files = ['kill', 'outage', 'shipping-kill', 'shipping-replies'].map((name) => `test/reliability/${name}.test.ts`);
await runTestLane('kills', [...files, 'test/scenarios/standstill.test.ts']);
