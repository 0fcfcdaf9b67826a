import type { EventType, InboundEvent } from '../../contracts/events.js';
import { orderToProduction } from '../../contracts/processes/order-to-production.js';
import { shipToCash } from '../../contracts/processes/ship-to-cash.js';
import { contentHash } from '../../store/content-hash.js';
import type { ApiContext } from '../context.js';

/** What tells a run that its order was changed, by process. */
const changeEvents: Record<string, EventType> = {
  [orderToProduction.process]: 'ProductionOrderChanged',
  [shipToCash.process]: 'SalesOrderChanged',
};

export interface Change {
  runId: string;
  process: string;
  company: string;
  plant: string;
  /** Who says so: `caller:ERP`. */
  source: string;
  /** The order's number under the name of its event, and the version. */
  data: { sourceVersion: string };
}

/**
 * Sends a run the news that its order was changed, by the way of every message: on disk first, in its key's order, at
 * least once. The same version of the same caller is sent once.
 */
export async function changeRun({ store, wake }: ApiContext, change: Change): Promise<void> {
  const { runId, process, company, plant, source, data } = change;
  const type = changeEvents[process];
  if (!type) throw new RangeError(`${process} takes no changes`);
  const now = new Date().toISOString();
  const messageId = `${runId} version ${data.sourceVersion}`;
  const times = { occurredAt: now, receivedAt: now };
  const event = { messageId, type, source, ...times, data } as Omit<InboundEvent, 'offset'>;
  const content = { type, data };
  await store.messages.receive([
    {
      ...{ source, messageId, type, company, plant, ...times, status: 'pending', target: runId },
      ...{ raw: JSON.stringify(content), hash: contentHash(content), event: JSON.stringify(event) },
    },
  ]);
  wake();
}
