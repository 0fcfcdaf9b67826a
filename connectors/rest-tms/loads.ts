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

export function cancelLoad(rest: RestClient): Transport['cancelLoad'] {
  const cancelled = ({ loadId, cancellationFee }: ShownLoad) => ({
    documents: [{ system: rest.system, type: 'LOAD' as const, number: loadId }],
    ...(cancellationFee && { fee: cancellationFee }),
  });
  return {
    async send({ loadId, reason }, context) {
      const written = await rest.undo(`${pathOf(loadId)}/cancel`, { reason }, shownLoad, context);
      if (!written) return { documents: [] };
      const { body } = written;
      const asMeant = body.loadId === loadId && body.status === 'CANCELLED';
      agree(rest.system, asMeant, `load ${body.loadId}, ${body.status}`);
      return cancelled(body);
    },
    async find({ loadId }, context) {
      const found = await readLoad(rest, loadId, context);
      if (!found) return { documents: [] };
      return found.status === 'CANCELLED' ? cancelled(found) : null;
    },
  };
}

const wireStop = ({ place, zone, from, until }: StopWindow) => ({ place, zone, from, until });
