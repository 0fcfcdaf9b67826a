import { Client, Connection } from '@temporalio/client';
import express from 'express';
import { NAIVE_QUEUE } from './settings.js';

const client = new Client({ connection: await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' }) });
const app = express();
app.use(express.json({ type: ['application/json', 'application/*+json'] }));
app.get('/readyz', (_, response) => void response.end());
app.post('/v1/runs/order-to-production', async (request, response) => {
  const { orderNo } = request.body as { orderNo: string };
  await client.workflow.start('naiveOrder', { workflowId: orderNo, taskQueue: NAIVE_QUEUE, args: [orderNo] });
  response.status(202).json({ orderNo });
});
app.post('/v1/events', async (request, response) => {
  const { type, subject } = request.body as { type: string; subject: string };
  if (type === 'OrderCompleted') await client.workflow.getHandle(subject).signal('completed');
  response.status(202).end();
});
app.listen(Number(process.env['HEADRACE_PORT']), '127.0.0.1');
