import type { EventData } from '../../contracts/events.js';
import type { TranslatedEvent, VendorEvent } from '../connector.js';
import { type Fields, fieldsAt, pick } from '../vendor-event.js';
import type { RestWmsConfig } from './config.js';
import { renamed } from './wire.js';

type Locations = RestWmsConfig['locations'];
type Told = Pick<TranslatedEvent, 'type' | 'data'>;
type Translation = (fields: Fields, locations: Locations) => Told | undefined;

const translations: Record<string, Translation> = {
  StockAdjusted: (fields, locations) => stockChanged(fields, 'location', locations),
  TransferPosted: (fields, locations) =>
    has(fields, 'signalNo') ? delivered(fields, locations) : stockChanged(fields, 'toLocation', locations),
  PickConfirmed: picking('PICKED'),
  PickShort: picking('SHORT'),
  PickReversed: picking('REVERSED'),
  ShipReversed: picking('REVERSED'),
  Packed: picking('PACKED'),
  ShipConfirmed: (fields) => ({ type: 'ShipConfirmed', data: pick(fields, 'deliveryNo') }),
  Arrived: receiving('ARRIVED'),
  ReceiptLine: receiving('COUNTED'),
  ReceiptClosed: receiving('CLOSED'),
  // What production has made is put away too, and nobody waits for it.
  PutawayCompleted: (fields, locations) =>
    has(fields, 'inboundDeliveryNo') ? receiving('PUT_AWAY')(fields, locations) : undefined,
  BroughtBack: receiving('BROUGHT_BACK'),
  ReceiptTakenBack: (fields) => ({ type: 'ReceiptTakenBack', data: pick(fields, 'orderNo', 'receiptId') }),
  // Counts that nobody has asked for a case are the warehouse's own.
  CountPosted: (fields) =>
    has(fields, 'caseNo') ? { type: 'CountPosted', data: pick(fields, 'caseNo', 'reference') } : undefined,
  ReceiptUnannounced: (fields) => ({
    type: 'UnannouncedReceipt',
    data: pick(fields, 'purchaseOrderNo', 'receiptNo'),
  }),
};

const has = (fields: Fields, name: string): boolean => Object.hasOwn(pick(fields, name), name);

/** What happened in the warehouse, in our words; of what else it tells, nothing is for us. @throws ConnectorError C-SCHEMA */
export function translate(event: VendorEvent, { locations }: RestWmsConfig): TranslatedEvent | undefined {
  if (!Object.hasOwn(translations, event.type)) return undefined;
  const translated = translations[event.type]?.(fieldsAt('/data', event.data), locations);
  return translated && { ...translated, ...(event.plant && { plant: event.plant }) };
}

/** A line that waits for stock looks again. */
const stockChanged = (fields: Fields, where: string, locations: Locations): Told => ({
  type: 'StockChanged',
  data: { ...pick(fields, 'item'), ...pick({ location: renamed(fields[where], locations) }, 'location') },
});

/** A transfer that a signal asked for. */
function delivered(fields: Fields, locations: Locations): Told {
  const { fromLocation, toLocation, qty } = fields;
  const places = { fromLocation: renamed(fromLocation, locations), toLocation: renamed(toLocation, locations) };
  const quantity = qty === undefined ? {} : { quantity: pick(fieldsAt('/data/qty', qty), 'value', 'uom') };
  return {
    type: 'ReplenishmentDelivered',
    data: {
      ...pick(fields, 'orderNo', 'signalNo', 'item', 'lot'),
      ...quantity,
      ...pick(places, 'fromLocation', 'toLocation'),
    },
  };
}

/** How much of it is left to the warehouse order: events come late and twice. */
function picking(status: EventData['PickingProgressed']['status']): Translation {
  return (fields) => ({ type: 'PickingProgressed', data: { ...pick(fields, 'deliveryNo'), status } });
}

/** What has come, and how much of it, is left to the warehouse's receipt. */
function receiving(status: EventData['InboundProgressed']['status']): Translation {
  return (fields) => ({ type: 'InboundProgressed', data: { ...pick(fields, 'inboundDeliveryNo'), status } });
}
