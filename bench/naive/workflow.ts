import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { NaiveActivities } from './activities.js';

export const completedSignal = defineSignal('completed');

const order = proxyActivities<NaiveActivities>({ startToCloseTimeout: '30s' });

/** What one writes in an afternoon: five calls and one event, one activity each, nothing else. */
export async function naiveOrder(orderNo: string): Promise<void> {
  let completed = false;
  setHandler(completedSignal, () => {
    completed = true;
  });
  const read = await order.readOrder(orderNo);
  await order.readDefinitions(read);
  await order.stage(read);
  await order.dispatch(read);
  await condition(() => completed);
  await order.complete(orderNo);
}
