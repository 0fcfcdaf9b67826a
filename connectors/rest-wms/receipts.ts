import type { Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import { productionReceipt } from './replies.js';
import { path, posted } from './wire.js';

export function expectReceipt(rest: RestClient): Wms['expectReceipt'] {
  return {
    async send({ receiptId, orderNo, plant, item, quantity, location, lot }, context) {
      const body = { orderNo, plant, item, qty: quantity, location, ...(lot !== undefined && { lot }) };
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

const receipt = (receiptId: string): string => path('production-receipts', receiptId);
