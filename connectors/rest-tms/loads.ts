import type { CallContext, DeliveryRef, StopWindow, Transport } from '../../contracts/ports.js';
import { agree } from '../rest-intent.js';
import type { RestClient } from '../rest-client.js';
import { asLoad, type ShownLoad, shownLoad, shownLoads } from './replies.js';

export const pathOf = (loadId: string): string => `/loads/${encodeURIComponent(loadId)}`;

export const readLoad = (rest: RestClient, loadId: string, context: CallContext): Promise<ShownLoad | null> =>
  rest.read(pathOf(loadId), shownLoad, context);

/** The load that stands for a delivery: one that was cancelled carries nothing any more. */
export async function findLoad(
  rest: RestClient,
  { plant, deliveryNo }: DeliveryRef,
  context: CallContext,
): Promise<ShownLoad | null> {
  const query = new URLSearchParams({ deliveryNo, plant });
  const loads = (await rest.read(`/loads?${query}`, shownLoads, context))?.loads ?? [];
  return loads.find(({ status }) => status !== 'CANCELLED') ?? null;
}

export function planLoad(rest: RestClient): Transport['planLoad'] {
  return {
    async send({ plant, deliveryNo, weight, pickup, delivery }, context) {
      const body = { plant, deliveryNo, weight, pickup: wireStop(pickup), delivery: wireStop(delivery) };
      const { body: load, replayed } = await rest.write('POST', '/loads', body, shownLoad, context);
      const carried = load.deliveries.map((one) => one.deliveryNo);
      agree(rest.system, carried.includes(deliveryNo), `load ${load.loadId} with ${carried.join(', ') || 'nothing'}`);
      // A repeated answer tells how the load stood when it was made.
      const now = replayed ? await readLoad(rest, load.loadId, context).catch(() => null) : null;
      return asLoad(rest.system, now ?? load);
    },
    /** Whoever has asked for it: there is one for a delivery. */
    async find(plan, context) {
      const load = await findLoad(rest, plan, context);
      return load && asLoad(rest.system, load);
    },
  };
}

/** Names the delivery on the wire, so that a TMS takes no truck away from the others that share it. */
export function cancelLoad(rest: RestClient): Transport['cancelLoad'] {
  const isOff = (load: ShownLoad, delivery: DeliveryRef): boolean =>
    load.status === 'CANCELLED' || !carries(load, delivery);
  /** The fee is of those who were on it to the end. */
  const taken = (load: ShownLoad, delivery: DeliveryRef) => ({
    documents: [{ system: rest.system, type: 'LOAD' as const, number: load.loadId }],
    ...(load.cancellationFee && carries(load, delivery) && { fee: load.cancellationFee }),
  });
  return {
    async send({ loadId, plant, deliveryNo, reason }, context) {
      const body = { plant, deliveryNo, reason };
      const written = await rest.undo(`${pathOf(loadId)}/cancel`, body, shownLoad, context);
      if (!written) return { documents: [] };
      const load = written.body;
      const asMeant = load.loadId === loadId && isOff(load, { plant, deliveryNo });
      agree(rest.system, asMeant, `load ${load.loadId}, ${load.status}, with delivery ${deliveryNo} still on it`);
      return taken(load, { plant, deliveryNo });
    },
    async find({ loadId, plant, deliveryNo }, context) {
      const found = await readLoad(rest, loadId, context);
      if (!found) return { documents: [] };
      return isOff(found, { plant, deliveryNo }) ? taken(found, { plant, deliveryNo }) : null;
    },
  };
}

/** Where the TMS shows no plants, the delivery's number must do. */
const carries = ({ deliveries }: ShownLoad, { plant, deliveryNo }: DeliveryRef): boolean =>
  deliveries.some((one) => one.deliveryNo === deliveryNo && (one.plant ?? plant) === plant);

const wireStop = ({ place, zone, from, until }: StopWindow) => ({ place, zone, from, until });
