import { z } from 'zod';
import type { TranslatedEvent, VendorEvent } from '../connector.js';
import { type Fields, fieldsAt, freeText, listAt, pick, word } from '../vendor-event.js';
import { answers, type SupplierWebhookConfig } from './config.js';

type Translation = (fields: Fields, config: SupplierWebhookConfig) => Pick<TranslatedEvent, 'type' | 'data'>;

const translations: Record<string, Translation> = { OrderAnswered: answered, ShipNotice: announced };

/** What suppliers say, in our words; an order may be for several plants, so none is named. @throws ConnectorError C-SCHEMA, C-ENUM-UNKNOWN */
export function translate({ type, data }: VendorEvent, config: SupplierWebhookConfig): TranslatedEvent | undefined {
  if (!Object.hasOwn(translations, type)) return undefined;
  return translations[type]?.(fieldsAt('/data', data), config);
}

function answered(fields: Fields, config: SupplierWebhookConfig): ReturnType<Translation> {
  const answer = word('/data/answer', fields['answer'], answers, config.answers);
  return {
    type: 'PurchaseOrderAnswered',
    data: {
      ...pick(fields, 'purchaseOrderNo', 'version'),
      ...pick({ answer }, 'answer'),
      ...freeText(fields, 'text'),
    },
  };
}

function announced(fields: Fields): ReturnType<Translation> {
  return {
    type: 'SupplierNoticeReceived',
    data: {
      ...pick(fields, 'purchaseOrderNo', 'supplier', 'packingSlip', 'version'),
      ...instant(fields, 'shippedAt'),
      ...instant(fields, 'expectedAt'),
      ...freeText(fields, 'carrier'),
      lines: listAt('/data/lines', fields['lines'], announcedLine),
      // Not cancelled is what a notice is unless it says so.
      ...(fields['cancelled'] !== false && pick(fields, 'cancelled')),
    },
  };
}

function announcedLine(fields: Fields, pointer: string): Fields {
  const { quantity } = pick(fields, 'quantity');
  return {
    ...pick(fields, 'purchaseOrderLine', 'item'),
    ...(quantity !== undefined && { quantity: pick(fieldsAt(`${pointer}/quantity`, quantity), 'value', 'uom') }),
    ...pick(fields, 'lot', 'expiry', 'sscc'),
  };
}

const withOffset = z.iso.datetime({ offset: true });

/** In UTC. A time without its offset is a local time of nobody knows where: it is left to the schema, which refuses it. */
function instant(fields: Fields, name: string): Fields {
  const said = withOffset.safeParse(fields[name]);
  return pick({ [name]: said.success ? new Date(said.data).toISOString() : fields[name] }, name);
}
