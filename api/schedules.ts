import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';
import type { Logger } from 'pino';
import { PROCESS_QUEUE } from '../contracts/events.js';
import type { PlantPolicy } from '../contracts/policy.js';
import type { Landscape } from '../landscape/landscape.js';
import type { Temporal } from './temporal.js';

const AGAIN_MS = 15_000;

const scheduleIdOf = ({ company, plant }: Pick<PlantPolicy, 'company' | 'plant'>): string =>
  `reconciliation-due/${company}/${plant}`;

/**
 * Sees to it that Temporal begins each plant's reconciliation at the hours of the landscape, and tries until it has
 * answered: the API comes up while Temporal is down. @returns what stops trying
 */
export function keepSchedules(landscape: Landscape, temporal: Temporal, logger: Logger): () => void {
  const left = new Set(landscape.plants.filter(({ reconciliation }) => reconciliation.schedule));
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const keep = async (): Promise<void> => {
    for (const policy of left) {
      try {
        await temporal.call((client) => createOrUpdate(client, policy));
        left.delete(policy);
      } catch (error) {
        logger.warn({ err: error, plant: policy.plant }, 'the schedule of its reconciliation is not there yet');
      }
    }
    if (left.size > 0 && !isStopped) timer = setTimeout(() => void keep(), AGAIN_MS).unref();
  };
  void keep();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

async function createOrUpdate({ schedule }: Client, policy: PlantPolicy): Promise<void> {
  const options = optionsFor(policy);
  try {
    await schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, action, policies } = options;
    await schedule
      .getHandle(options.scheduleId)
      .update(({ state }) => ({ spec, action, state, ...(policies && { policies }) }));
  }
}

/** By the plant's clock; one at a time, and what was missed is caught up with for so long as the landscape says. */
function optionsFor(policy: PlantPolicy): ScheduleOptions & { action: { taskQueue: string } } {
  const { at, catchupWindowMs } = policy.reconciliation.schedule ?? { at: [], catchupWindowMs: 60_000 };
  const scheduleId = scheduleIdOf(policy);
  return {
    scheduleId,
    spec: { calendars: at.map(({ hour, minute }) => ({ hour, minute })), timezone: policy.zone },
    policies: { overlap: 'SKIP', catchupWindow: catchupWindowMs },
    action: {
      type: 'startWorkflow',
      workflowType: 'reconciliationDue',
      workflowId: scheduleId,
      taskQueue: PROCESS_QUEUE,
      args: [policy],
    },
  };
}
