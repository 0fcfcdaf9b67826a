import type { Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import { replenishmentOrder } from './replies.js';
import { path, posted } from './wire.js';

export function replenish(rest: RestClient): Wms['replenish'] {
  return {
    async send({ signalNo, orderNo, plant, item, quantity, location }, context) {
      const body = { orderNo, plant, item, qty: quantity, location };
      const { body: reply } = await rest.write('PUT', replenishment(signalNo), body, replenishmentOrder, context);
      agree(
        rest.system,
        reply.signalNo === signalNo && reply.orderNo === orderNo,
        `replenishment ${reply.signalNo} of order ${reply.orderNo}`,
      );
      return posted(rest.system, 'REPLENISHMENT', signalNo);
    },
    async find({ signalNo }, context) {
      const found = await rest.read(replenishment(signalNo), replenishmentOrder, context);
      return found && isUnder(context.key, found) ? posted(rest.system, 'REPLENISHMENT', signalNo) : null;
    },
  };
}

const replenishment = (signalNo: string): string => path('replenishment-orders', signalNo);
