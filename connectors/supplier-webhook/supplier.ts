import type { DocumentType } from '../../contracts/entities/documents.js';
import type { Posted, Supplier } from '../../contracts/ports.js';
import { sequenceOf } from '../cloud-event.js';
import { cannotBeAsked, webhookSender } from '../webhook-sender.js';
import type { SupplierWebhookConfig } from './config.js';

const audience = { one: 'supplier', list: 'suppliers', messages: 'orders and advices' };

export function createSupplier(system: string, config: SupplierWebhookConfig): Supplier {
  const { suppliers, answers: _, ...sending } = config;
  const send = webhookSender(system, suppliers, sending, audience);
  /** The supplier gives it no number of its own: it is known there by these. */
  const posted = (type: DocumentType, ...parts: (string | number)[]): Posted => ({
    documents: [{ system, type, number: parts.join('-') }],
  });
  return {
    sendPurchaseOrder: {
      async send(order, context) {
        const { supplier, purchaseOrderNo, version, purpose } = order;
        const about = { subject: purchaseOrderNo, sequence: sequenceOfVersion(version) };
        await send(supplier, { type: 'headrace.purchase-order.v1', ...about, data: order }, context);
        const kind = purpose === 'CANCELLATION' ? [purpose] : [];
        return posted('PURCHASE_ORDER_MESSAGE', purchaseOrderNo, version, ...kind);
      },
      find: cannotBeAsked,
    },
    sendReceivingAdvice: {
      async send(advice, context) {
        const { supplier, inboundDeliveryNo, sequence } = advice;
        const about = { subject: inboundDeliveryNo, sequence: sequenceOf(sequence) };
        await send(supplier, { type: 'headrace.receiving-advice.v1', ...about, data: advice }, context);
        return posted('RECEIVING_ADVICE', inboundDeliveryNo, sequence);
      },
      find: cannotBeAsked,
    },
  };
}

const VERSION_DIGITS = 20;

/** A version is a number, or a word that sorts by time. */
const sequenceOfVersion = (version: string): string =>
  /^\d+$/.test(version) ? version.padStart(VERSION_DIGITS, '0') : version;
