import { runTestLane } from './test-lane.js';

// Workers are killed, systems taken down or silent for long, and events come by the hundred.
const reliability = ['kill', 'outage'].map((name) => `test/reliability/${name}.test.ts`);
const scenarios = ['standstill', 'delivery-burst'].map((name) => `test/scenarios/${name}.test.ts`);
await runTestLane('kills', [...reliability, ...scenarios]);
