import type { ExpectedInbound, InboundDeliveryRef, Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import type { RestWmsConfig } from './config.js';
import { bringBackTasks, inboundDelivery, warehouseReceipt } from './inbound-replies.js';
import { path, posted, renamed } from './wire.js';

export function expectInbound(rest: RestClient): Wms['expectInbound'] {
  return {
    async send({ inboundDeliveryNo, version, lines, ...about }, context) {
      const { plant, purchaseOrderNo, supplier, packingSlip, expectedAt } = about;
      const body = { plant, version, purchaseOrderNo, supplier, packingSlip, expectedAt, lines: lines.map(wireLine) };
      const { body: reply } = await rest.write('PUT', inbound({ inboundDeliveryNo }), body, inboundDelivery, context);
      agree(
        rest.system,
        reply.inboundDeliveryNo === inboundDeliveryNo && reply.version === version,
        `inbound delivery ${reply.inboundDeliveryNo}, version ${reply.version}`,
      );
      return posted(rest.system, 'WAREHOUSE_RECEIPT', inboundDeliveryNo);
    },
    async find({ inboundDeliveryNo, version }, context) {
      const found = await rest.read(inbound({ inboundDeliveryNo }), inboundDelivery, context);
      const stands = found?.version === version && isUnder(context.key, found);
      return stands ? posted(rest.system, 'WAREHOUSE_RECEIPT', inboundDeliveryNo) : null;
    },
  };
}

export function cancelInbound(rest: RestClient, config: RestWmsConfig): Wms['cancelInbound'] {
  const isCancelled = ({ status }: { status: string }): boolean =>
    renamed<string>(status, config.receiptStatuses) === 'CANCELLED';
  return {
    async send({ inboundDeliveryNo }, context) {
      const written = await rest.undo(`${inbound({ inboundDeliveryNo })}/cancel`, {}, inboundDelivery, context);
      if (!written) return { documents: [] };
      const { body } = written;
      agree(
        rest.system,
        body.inboundDeliveryNo === inboundDeliveryNo && isCancelled(body),
        `inbound delivery ${body.inboundDeliveryNo}, ${body.status}`,
      );
      return posted(rest.system, 'WAREHOUSE_RECEIPT', inboundDeliveryNo);
    },
    async find({ inboundDeliveryNo }, context) {
      const found = await rest.read(inbound({ inboundDeliveryNo }), inboundDelivery, context);
      if (!found) return { documents: [] };
      return isCancelled(found) ? posted(rest.system, 'WAREHOUSE_RECEIPT', inboundDeliveryNo) : null;
    },
  };
}

export function bringBackInbound(rest: RestClient): Wms['bringBackInbound'] {
  const tasksOf = (tasks: { taskId: string }[]) =>
    posted(rest.system, 'RETURN_TASK', ...tasks.map(({ taskId }) => taskId));
  return {
    async send({ inboundDeliveryNo, plant, reason }, context) {
      const to = `${inbound({ inboundDeliveryNo })}/bring-back`;
      const { body: reply } = await rest.write('POST', to, { plant, reason }, bringBackTasks, context);
      const others = reply.tasks.filter((task) => task.inboundDeliveryNo !== inboundDeliveryNo);
      agree(
        rest.system,
        reply.tasks.length > 0 && others.length === 0,
        `tasks to bring back ${others.map((task) => task.inboundDeliveryNo).join(', ') || 'nothing'}`,
      );
      return tasksOf(reply.tasks);
    },
    async find({ inboundDeliveryNo }, context) {
      const found = await rest.read(`${inbound({ inboundDeliveryNo })}/bring-back-tasks`, bringBackTasks, context);
      const own = found?.tasks.filter(({ idempotencyKey }) => idempotencyKey === context.key) ?? [];
      return own.length > 0 ? tasksOf(own) : null;
    },
  };
}

/** What the WMS shows is read with its own words put into ours. */
export const readInbound = (rest: RestClient, { receiptStatuses, conditions }: RestWmsConfig): Wms['readInbound'] => {
  const shape = warehouseReceipt({ statuses: receiptStatuses, conditions });
  return (message, context) => rest.read(inbound(message), shape, context);
};

const inbound = ({ inboundDeliveryNo }: Pick<InboundDeliveryRef, 'inboundDeliveryNo'>): string =>
  path('inbound-deliveries', inboundDeliveryNo);

const wireLine = ({ line, item, quantity, lot, status }: ExpectedInbound['lines'][number]) => ({
  ...{ line, item, qty: quantity },
  ...(lot !== undefined && { lot }),
  ...(status !== undefined && { stockStatus: status }),
});
