import { sleep } from '@temporalio/workflow';

/** How long a timer took, by the workflow's own clock. */
export async function naps(ms: number): Promise<number> {
  const before = Date.now();
  await sleep(ms);
  return Date.now() - before;
}
