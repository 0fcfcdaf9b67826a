import { runTestLane } from './test-lane.js';

// Workers are killed, systems taken down or silent for long.
const reliability = ['kill', 'outage'].map((name) => `test/reliability/${name}.test.ts`);
await runTestLane('kills', [...reliability, 'test/scenarios/standstill.test.ts']);
