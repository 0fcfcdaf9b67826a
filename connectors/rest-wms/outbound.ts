import type { DeliveryRef, WarehouseOrderLine, Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import type { RestWmsConfig } from './config.js';
import { outboundOrder, unpickTasks, warehouseOrder } from './outbound-replies.js';
import { path, posted } from './wire.js';

export function releaseOutbound(rest: RestClient): Wms['releaseOutbound'] {
  return {
    async send({ deliveryNo, plant, version, shipBy, shipTo, lines }, context) {
      const body = { plant, version, shipBy, shipTo, lines: lines.map(wireLine) };
      const { body: reply } = await rest.write('PUT', outbound({ deliveryNo }), body, outboundOrder, context);
      agree(
        rest.system,
        reply.deliveryNo === deliveryNo && reply.version === version,
        `outbound order ${reply.deliveryNo}, version ${reply.version}`,
      );
      return posted(rest.system, 'WAREHOUSE_ORDER', deliveryNo);
    },
    async find({ deliveryNo, version }, context) {
      const found = await rest.read(outbound({ deliveryNo }), outboundOrder, context);
      const stands = found?.version === version && isUnder(context.key, found);
      return stands ? posted(rest.system, 'WAREHOUSE_ORDER', deliveryNo) : null;
    },
  };
}

export function cancelOutbound(rest: RestClient): Wms['cancelOutbound'] {
  return {
    async send({ deliveryNo }, context) {
      const written = await rest.undo(`${outbound({ deliveryNo })}/cancel`, {}, outboundOrder, context);
      if (!written) return { documents: [] };
      const { body } = written;
      agree(
        rest.system,
        body.deliveryNo === deliveryNo && body.status === 'CANCELLED',
        `outbound order ${body.deliveryNo}, ${body.status}`,
      );
      return posted(rest.system, 'WAREHOUSE_ORDER', deliveryNo);
    },
    async find({ deliveryNo }, context) {
      const found = await rest.read(outbound({ deliveryNo }), outboundOrder, context);
      if (!found) return { documents: [] };
      return found.status === 'CANCELLED' ? posted(rest.system, 'WAREHOUSE_ORDER', deliveryNo) : null;
    },
  };
}

export function requestUnpick(rest: RestClient): Wms['requestUnpick'] {
  return {
    async send({ deliveryNo, plant, reason, lines }, context) {
      const body = { plant, reason, lines: lines.map(({ line, quantity }) => ({ line, qty: quantity })) };
      const { body: reply } = await rest.write(
        'POST',
        `${outbound({ deliveryNo })}/unpick`,
        body,
        unpickTasks,
        context,
      );
      const others = reply.tasks.filter((task) => task.deliveryNo !== deliveryNo);
      agree(
        rest.system,
        reply.tasks.length > 0 && others.length === 0,
        `unpick tasks of ${others.map((task) => task.deliveryNo).join(', ') || 'nothing'}`,
      );
      return posted(rest.system, 'UNPICK_TASK', ...reply.tasks.map(({ taskId }) => taskId));
    },
    async find({ deliveryNo }, context) {
      const found = await rest.read(`${outbound({ deliveryNo })}/unpick-tasks`, unpickTasks, context);
      const own = found?.tasks.filter(({ idempotencyKey }) => idempotencyKey === context.key) ?? [];
      return own.length > 0 ? posted(rest.system, 'UNPICK_TASK', ...own.map(({ taskId }) => taskId)) : null;
    },
  };
}

/** What the WMS shows is read with its own words put into ours. */
export const readOutbound = (rest: RestClient, { statuses }: RestWmsConfig): Wms['readOutbound'] => {
  const shape = warehouseOrder(statuses);
  return (message, context) => rest.read(outbound(message), shape, context);
};

const outbound = ({ deliveryNo }: Pick<DeliveryRef, 'deliveryNo'>): string => path('outbound-orders', deliveryNo);

const wireLine = ({ line, item, quantity, lot }: WarehouseOrderLine) => ({
  ...{ line, item, qty: quantity },
  ...(lot !== undefined && { lot }),
});
