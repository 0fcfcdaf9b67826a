import { afterEach } from 'vitest';
import supplierWebhook from '../../../connectors/supplier-webhook/index.js';
import { adviceOf, orderOf } from '../../../connectors/supplier-webhook/practice/acceptance.js';
import {
  startSuppliers,
  type Suppliers,
  type SuppliersOptions,
} from '../../../connectors/supplier-webhook/practice/index.js';
import type { PostingContext, PurchaseOrderMessage, ReceivingAdvice, Supplier } from '../../../contracts/ports.js';

export const OLD = `whsec_${Buffer.from('the secret that they had before').toString('base64')}`;
export const NEW = `whsec_${Buffer.from('the secret that they will have').toString('base64')}`;

export const ORDER = '4500001234';
export const INBOUND = '0180000001';
export const pieces = (value: string) => ({ value, uom: 'EA' });
export const under = (key: string): PostingContext => ({ key, signal: new AbortController().signal });

export const order = (differing: Partial<PurchaseOrderMessage> = {}): PurchaseOrderMessage => ({
  ...orderOf(ORDER),
  ...differing,
});
export const advice = (differing: Partial<ReceivingAdvice> = {}): ReceivingAdvice => ({
  ...adviceOf(INBOUND),
  ...differing,
});

const started: Suppliers[] = [];
afterEach(async () => {
  for (const suppliers of started.splice(0)) await suppliers.stop();
});

export async function openSuppliers(options: SuppliersOptions = {}): Promise<Suppliers> {
  const suppliers = await startSuppliers({ secrets: [OLD], retryMs: 5, ...options });
  started.push(suppliers);
  return suppliers;
}

export const supplierOf = (config: object): Supplier =>
  supplierWebhook.create('SUPPLIERS', supplierWebhook.config.parse(config));

/** Of supplier S-100 alone, with these secrets. */
export const sendingTo = (suppliers: Suppliers, secrets = [OLD], more = {}): Supplier =>
  supplierOf({ suppliers: { 'S-100': { url: suppliers.url, secrets } }, ...more });
