import { afterEach } from 'vitest';
import partnerWebhook from '../../../connectors/partner-webhook/index.js';
import {
  type Customer,
  type CustomerOptions,
  startCustomer,
} from '../../../connectors/partner-webhook/practice/index.js';
import type { ShipNotice } from '../../../contracts/entities/ship-notice.js';
import type { Partner, PostingContext } from '../../../contracts/ports.js';

export const OLD = `whsec_${Buffer.from('the secret that they had before').toString('base64')}`;
export const NEW = `whsec_${Buffer.from('the secret that they will have').toString('base64')}`;

export const under = (key: string): PostingContext => ({ key, signal: new AbortController().signal });

const customers: Customer[] = [];
afterEach(async () => {
  for (const customer of customers.splice(0)) await customer.stop();
});

export async function openCustomer(options: CustomerOptions = {}): Promise<Customer> {
  const customer = await startCustomer({ secrets: [OLD], ...options });
  customers.push(customer);
  return customer;
}

export const partnerOf = (config: object): Partner =>
  partnerWebhook.create('CUSTOMERS', partnerWebhook.config.parse(config));

/** Of customer C-100 alone, with these secrets. */
export const sendingTo = (customer: Customer, secrets = [OLD], more = {}): Partner =>
  partnerOf({ customers: { 'C-100': { url: customer.url, secrets } }, ...more });

export const notice = (differing: Partial<ShipNotice> = {}): ShipNotice => ({
  plant: 'P100',
  deliveryNo: '0080000001',
  salesOrderNo: '200045',
  customer: 'C-100',
  purpose: 'ORIGINAL',
  sequence: 1,
  shippedAt: '2026-03-10T20:02:00Z',
  lines: [{ line: '10', item: 'FG-1000', quantity: { value: '200', uom: 'EA' }, lot: 'L-31' }],
  handlingUnits: [{ sscc: '003456780000000012', contents: [{ line: '10', quantity: { value: '200', uom: 'EA' } }] }],
  ...differing,
});
