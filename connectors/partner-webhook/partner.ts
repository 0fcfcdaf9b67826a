import type { ShipNotice } from '../../contracts/entities/ship-notice.js';
import { ConnectorError } from '../../contracts/errors.js';
import type { Partner, Posted } from '../../contracts/ports.js';
import { HttpClient } from '../http.js';
import { signedHeaders, webhookId } from '../webhook.js';
import { shipNoticeEvent } from './cloud-event.js';
import type { PartnerWebhookConfig, Receiver } from './config.js';
import { refusal } from './refusal.js';

const contentType = { 'content-type': 'application/cloudevents+json; charset=utf-8' };

export function createPartner(system: string, config: PartnerWebhookConfig): Partner {
  const mailboxOf = mailboxes(system, config);
  return {
    sendShipNotice: {
      async send(notice, { key, signal }) {
        const { http, path, secrets } = mailboxOf(notice.customer);
        const id = webhookId(key);
        const text = JSON.stringify(shipNoticeEvent(id, config.source, notice));
        const headers = { ...contentType, ...signedHeaders(id, text, secrets) };
        const reply = await http.call({ method: 'POST', path, headers, text, write: true, expect: 'any', signal });
        if (reply.status < 200 || reply.status > 299) throw new ConnectorError(refusal(system, reply));
        return posted(system, notice);
      },
      // A webhook's receiver answers no questions. The same id is sent again instead, and taken once there.
      find: async () => null,
    },
  };
}

interface Mailbox {
  http: HttpClient;
  path: string;
  secrets: string[];
}

/** @returns a function that finds a customer's mailbox. @throws ConnectorError `C-MAPPING` where there is none */
function mailboxes(
  system: string,
  { customers, otherwise, connectMs, replyMs }: PartnerWebhookConfig,
): (customer: string) => Mailbox {
  const open = ({ url, secrets }: Receiver): Mailbox => {
    const { origin, pathname, search } = new URL(url);
    const http = new HttpClient({ system, baseUrl: origin, connectMs, replyMs });
    return { http, path: pathname + search, secrets };
  };
  const known = new Map(Object.entries(customers).map(([customer, receiver]) => [customer, open(receiver)]));
  const rest = otherwise && open(otherwise);
  return (customer) => {
    const mailbox = known.get(customer) ?? rest;
    if (mailbox) return mailbox;
    const fix = `add it to the customers of ${system} in the landscape`;
    const text = `${system}: customer ${customer} has no address for ship notices; ${fix}`;
    throw new ConnectorError({ code: 'C-MAPPING', text, applied: 'no' });
  };
}

/** The customer gives it no number of its own: it is known there by delivery and sequence. */
const posted = (system: string, { deliveryNo, sequence }: ShipNotice): Posted => ({
  documents: [{ system, type: 'SHIP_NOTICE', number: `${deliveryNo}-${sequence}` }],
});
