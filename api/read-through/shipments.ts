import type { Load, TrackingEvent } from '../../contracts/entities/load.js';
import { isSameInIds, runId } from '../../contracts/ids.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import type { CallContext, Transport } from '../../contracts/ports.js';
import { outboundDelivery } from '../../contracts/processes/outbound-delivery.js';
import type { Store } from '../../store/store.js';
import { notFound } from '../http/problem.js';
import type { Systems } from '../systems/systems.js';
import { dataOf, expectAnswer } from './parts.js';

export interface Journey {
  load: Load;
  tracking: TrackingEvent[];
}

interface Sources {
  systems: Systems;
  store: Store;
}

/**
 * A delivery: as the ERP has it, as the warehouse picks it, and where it is on its way.
 * @throws Problem NOT_FOUND, SYSTEMS_UNAVAILABLE
 */
export async function readShipment({ systems, store }: Sources, policy: PlantPolicy, deliveryNo: string) {
  const { plant } = policy;
  const loadId = await knownLoad(store, policy, deliveryNo);
  const [delivery, warehouse, transport] = await Promise.all([
    systems.ask(policy, 'erp', (erp, context) => erp.readDelivery({ plant, deliveryNo }, context)),
    systems.ask(policy, 'wms', (wms, context) => wms.readOutbound({ plant, deliveryNo }, context)),
    systems.ask(policy, 'transport', (tms, context) => journeyOf(tms, { plant, deliveryNo, loadId }, context)),
  ]);
  const known = dataOf(delivery);
  if (known && !isSameInIds(known.plant, plant)) throw notFound();
  expectAnswer([delivery, warehouse, transport]);
  return { plant, deliveryNo, delivery, warehouse, ...(transport && { transport }) };
}

/** The load that the delivery's run speaks of, if it has one. */
async function knownLoad(store: Store, { company, plant }: PlantPolicy, key: string): Promise<string | undefined> {
  const run = await store.facts.run(runId({ process: outboundDelivery.process, company, plant, key }));
  return run?.view.freight?.loadId;
}

interface Wanted {
  plant: string;
  deliveryNo: string;
  loadId: string | undefined;
}

/** Of a load that is shared, only what is about this delivery: the others may be another plant's. */
async function journeyOf(
  tms: Transport,
  { plant, deliveryNo, loadId }: Wanted,
  context: CallContext,
): Promise<Journey | null> {
  const isOwn = (one: { deliveryNo: string }): boolean => isSameInIds(one.deliveryNo, deliveryNo);
  const named = loadId === undefined ? null : await tms.readLoad({ loadId }, context);
  const load = named?.deliveries.some(isOwn) ? named : await tms.findLoad({ plant, deliveryNo }, context);
  if (!load) return null;
  const events = await tms.readTracking({ loadId: load.loadId }, context);
  const tracking = events.filter((event) => event.deliveryNo === undefined || isOwn({ deliveryNo: event.deliveryNo }));
  return { load: { ...load, deliveries: load.deliveries.filter(isOwn) }, tracking };
}
