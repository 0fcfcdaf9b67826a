import type { Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { agree, isUnder } from '../rest-intent.js';
import type { RestWmsConfig } from './config.js';
import { statusChange, statusChanges } from './inbound-replies.js';
import { posted, renamed } from './wire.js';

export function changeStockStatus(rest: RestClient, { sentStatuses }: RestWmsConfig): Wms['changeStockStatus'] {
  return {
    async send({ plant, reference, item, lot, quantity, from, to }, context) {
      const body = {
        ...{ plant, reference, item, qty: quantity },
        ...(lot !== undefined && { lot }),
        ...{ from: renamed<string>(from, sentStatuses), to: renamed<string>(to, sentStatuses) },
      };
      const { body: reply } = await rest.write('POST', '/stock-status-changes', body, statusChange, context);
      agree(rest.system, reply.reference === reference, `status change ${reply.changeId} for ${reply.reference}`);
      return posted(rest.system, 'STATUS_CHANGE', reply.changeId);
    },
    async find({ reference }, context) {
      const query = new URLSearchParams({ reference }).toString();
      const found = await rest.read(`/stock-status-changes?${query}`, statusChanges, context);
      const change = found?.changes.find((one) => one.reference === reference && isUnder(context.key, one));
      return change ? posted(rest.system, 'STATUS_CHANGE', change.changeId) : null;
    },
  };
}
