import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createNaiveActivities } from './activities.js';
import { NAIVE_QUEUE, portsOfP100 } from './settings.js';

const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await Worker.create({
  connection,
  taskQueue: NAIVE_QUEUE,
  workflowsPath: fileURLToPath(new URL('./workflow.ts', import.meta.url)),
  activities: createNaiveActivities(await portsOfP100(process.env)),
});
process.once('SIGTERM', () => worker.shutdown());
await worker.run();
process.exit(0);
