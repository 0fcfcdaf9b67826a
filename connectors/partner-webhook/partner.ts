import type { ShipNotice } from '../../contracts/entities/ship-notice.js';
import type { Partner, Posted } from '../../contracts/ports.js';
import { sequenceOf } from '../cloud-event.js';
import { cannotBeAsked, webhookSender } from '../webhook-sender.js';
import type { PartnerWebhookConfig } from './config.js';

const audience = { one: 'customer', list: 'customers', messages: 'ship notices' };

export function createPartner(system: string, { customers, ...config }: PartnerWebhookConfig): Partner {
  const send = webhookSender(system, customers, config, audience);
  return {
    sendShipNotice: {
      async send(notice, context) {
        const { customer, deliveryNo, sequence } = notice;
        const about = { subject: deliveryNo, sequence: sequenceOf(sequence) };
        await send(customer, { type: 'headrace.ship-notice.v1', ...about, data: notice }, context);
        return posted(system, notice);
      },
      find: cannotBeAsked,
    },
  };
}

/** The customer gives it no number of its own: it is known there by delivery and sequence. */
const posted = (system: string, { deliveryNo, sequence }: ShipNotice): Posted => ({
  documents: [{ system, type: 'SHIP_NOTICE', number: `${deliveryNo}-${sequence}` }],
});
