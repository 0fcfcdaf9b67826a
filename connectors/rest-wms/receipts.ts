import type { Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import type { RestWmsConfig } from './config.js';
import { productionReceipt, shownReceipt, takeBackTask, takeBackTasks } from './replies.js';
import { path, posted, renamed } from './wire.js';

export function expectReceipt(rest: RestClient, { sentStatuses }: RestWmsConfig): Wms['expectReceipt'] {
  return {
    async send({ receiptId, orderNo, plant, item, quantity, location, lot, status }, context) {
      const body = {
        ...{ orderNo, plant, item, qty: quantity, location },
        ...(lot !== undefined && { lot }),
        ...(status !== undefined && { stockStatus: renamed<string>(status, sentStatuses) }),
      };
      const { body: reply } = await rest.write('PUT', receipt(receiptId), body, productionReceipt, context);
      agree(
        rest.system,
        reply.receiptId === receiptId && reply.orderNo === orderNo,
        `receipt ${reply.receiptId} of order ${reply.orderNo}`,
      );
      return posted(rest.system, 'PRODUCTION_RECEIPT', receiptId);
    },
    async find({ receiptId }, context) {
      const found = await rest.read(receipt(receiptId), productionReceipt, context);
      return found && isUnder(context.key, found) ? posted(rest.system, 'PRODUCTION_RECEIPT', receiptId) : null;
    },
  };
}

export function takeBackReceipt(rest: RestClient): Wms['takeBackReceipt'] {
  return {
    async send({ plant, receiptId, quantity, reason }, context) {
      const body = { plant, qty: quantity, reason };
      const written = await rest.undo(`${receipt(receiptId)}/take-back`, body, takeBackTask, context);
      if (!written) return { documents: [] };
      const { taskId, receiptId: shown } = written.body;
      agree(rest.system, shown === receiptId, `task ${taskId} for receipt ${shown}`);
      return posted(rest.system, 'TAKE_BACK_TASK', taskId);
    },
    async find({ receiptId }, context) {
      const found = await rest.read(`${receipt(receiptId)}/take-back-tasks`, takeBackTasks, context);
      if (!found) return { documents: [] };
      const task = found.tasks.find(({ idempotencyKey }) => idempotencyKey === context.key);
      return task ? posted(rest.system, 'TAKE_BACK_TASK', task.taskId) : null;
    },
  };
}

export const readProductionReceipt =
  (rest: RestClient): Wms['readProductionReceipt'] =>
  ({ receiptId }, context) =>
    rest.read(receipt(receiptId), shownReceipt, context);

const receipt = (receiptId: string): string => path('production-receipts', receiptId);
