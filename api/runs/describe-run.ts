import type { Client } from '@temporalio/client';
import { VIEW_MEMO } from '../../contracts/start.js';
import type { RunView } from '../../contracts/view.js';
import { isNotFound } from '../temporal.js';

/** Which request a run was started by; it stays in the memo beside the view. */
export interface StartMemo {
  id: string;
  sourceVersion?: string;
}

export const START_MEMO = 'start';

export interface DescribedRun {
  view: RunView | undefined;
  start: StartMemo | undefined;
  /** `RUNNING`, `COMPLETED`, `TERMINATED` … */
  status: string;
  isOpen: boolean;
}

/** What Temporal knows of a run, with no worker needed; undefined when it knows no such run. */
export async function describeRun(client: Client, runId: string): Promise<DescribedRun | undefined> {
  try {
    const { memo, status } = await client.workflow.getHandle(runId).describe();
    return {
      view: memo?.[VIEW_MEMO] as RunView | undefined,
      start: memo?.[START_MEMO] as StartMemo | undefined,
      status: status.name,
      isOpen: status.name === 'RUNNING' || status.name === 'PAUSED',
    };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
