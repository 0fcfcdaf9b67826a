import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowFailedError } from '@temporalio/client';
import { EVENTS_SIGNAL, type InboundEvent } from '../../contracts/events.js';
import { parseRunId } from '../../contracts/ids.js';
import { processes } from '../../contracts/processes/index.js';
import type {
  ProductionToInventoryInput,
  ProductionToInventoryResult,
} from '../../contracts/processes/production-to-inventory.js';
import { plantPolicy } from '../../landscape/landscape.js';
import type { ApiContext } from '../context.js';
import { startOptions } from '../runs/start-run.js';

/**
 * Signals a mailbox, and begins it if it is not there. One that has ended is begun again, late: it goes on with what
 * the ended one left behind, so that nothing is posted twice and nothing told late is lost. Who comes to it at the
 * same time only signals the one that is there then.
 * @throws RangeError where the landscape has no such plant
 */
export async function signalMailbox(context: ApiContext, target: string, events: InboundEvent[]): Promise<void> {
  const { temporal } = context;
  const { workflow, input, options } = mailboxOf(context, target, events);
  const signal = { signal: EVENTS_SIGNAL, signalArgs: [events] };
  try {
    await temporal.call((client) =>
      client.workflow.signalWithStart(workflow, { ...options, ...signal, args: [input] }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const left = await temporal.call((client) => leftBy(client, target));
    await temporal.call((client) =>
      client.workflow.signalWithStart(workflow, {
        ...options,
        ...signal,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        args: left ? [{ ...input, late: true }, left] : [{ ...input, late: true }],
      }),
    );
  }
}

function mailboxOf({ landscape }: ApiContext, target: string, events: InboundEvent[]) {
  const key = parseRunId(target);
  const contract = key && processes[key.process];
  const policy = key && plantPolicy(landscape, key.plant);
  const data = events[0]?.data;
  if (!contract || !policy || !data || !('orderNo' in data))
    throw new RangeError(`the landscape has no plant for ${target}`);
  const { company, plant } = policy;
  const input: ProductionToInventoryInput = { company, plant, orderNo: data.orderNo, policy };
  return { workflow: contract.workflow, input, options: startOptions(contract, { ...key, company, plant }) };
}

/** Nothing where it did not end by itself: then the ERP is asked for each report whether it stands. */
async function leftBy(client: Client, target: string): Promise<object | undefined> {
  const { runId, status } = await client.workflow.getHandle(target).describe();
  if (status.name !== 'COMPLETED') return undefined;
  const ended = client.workflow.getHandle(target, runId, { followRuns: false });
  try {
    const result = (await ended.result()) as Partial<ProductionToInventoryResult> | null;
    return result?.left;
  } catch (error) {
    if (error instanceof WorkflowFailedError) return undefined;
    throw error;
  }
}
