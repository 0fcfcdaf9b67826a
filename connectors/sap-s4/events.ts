import type { TranslatedEvent, VendorEvent } from '../connector.js';
import { type Fields, fieldsAt } from '../vendor-event.js';
import { ConnectorError } from '../../contracts/errors.js';
import type { EventType } from '../../contracts/events.js';
import type { SapConfig } from './config.js';

/** SAP's events carry keys only; the object is read afterwards. @throws ConnectorError C-SCHEMA */
export function translate(event: VendorEvent, config: SapConfig): TranslatedEvent | undefined {
  const { events } = config;
  const isOf = (types: string[]): boolean => types.includes(event.type);
  if (isOf(events.released)) return aboutProduction('ProductionOrderReleased', event);
  if (isOf(events.changed)) return aboutProduction('ProductionOrderChanged', event);
  if (isOf(events.cancelRequested)) return aboutProduction('ProductionOrderCancelRequested', event);
  if (isOf(events.salesOrderReleased)) return aboutSales('SalesOrderReleased', event);
  if (isOf(events.salesOrderChanged)) return aboutSales('SalesOrderChanged', event);
  if (isOf(events.salesOrderCancelRequested)) return aboutSales('SalesOrderCancelRequested', event);
  if (isOf(events.purchaseOrderReleased)) return aboutPurchase('PurchaseOrderReleased', event);
  if (isOf(events.purchaseOrderChanged)) return aboutPurchase('PurchaseOrderChanged', event);
  if (isOf(events.purchaseOrderCancelRequested)) return aboutPurchase('PurchaseOrderCancelRequested', event);
  if (isOf(events.engineeringChangeReleased)) return aboutChange('EngineeringChangeReleased', event);
  if (isOf(events.engineeringChangeChanged)) return aboutChange('EngineeringChangeChanged', event);
  if (isOf(events.engineeringChangeCancelRequested)) return aboutChange('EngineeringChangeCancelRequested', event);
  return isOf(events.deliveryCreated) ? aboutDelivery(event, config) : undefined;
}

function aboutProduction(type: EventType, event: VendorEvent): TranslatedEvent {
  const fields = fieldsAt('/data', event.data);
  const plant = text(fields, 'ProductionPlant') ?? event.plant;
  return { type, data: { orderNo: needed(fields, 'ManufacturingOrder') }, ...(plant && { plant }) };
}

/** A sales order may be delivered from several plants: it names none. */
const aboutSales = (type: EventType, event: VendorEvent): TranslatedEvent => ({
  type,
  data: { salesOrderNo: needed(fieldsAt('/data', event.data), 'SalesOrder') },
});

/** Lines of a purchase order may be for several plants: it names none. */
const aboutPurchase = (type: EventType, event: VendorEvent): TranslatedEvent => ({
  type,
  data: { purchaseOrderNo: needed(fieldsAt('/data', event.data), 'PurchaseOrder') },
});

/** A change may concern several plants: it names none. */
const aboutChange = (type: EventType, event: VendorEvent): TranslatedEvent => ({
  type,
  data: { changeNo: needed(fieldsAt('/data', event.data), 'ChangeNumber') },
});

/** A delivery leaves from one shipping point, which is some plant's. */
function aboutDelivery(event: VendorEvent, { shippingPoints }: SapConfig): TranslatedEvent {
  const fields = fieldsAt('/data', event.data);
  const shippingPoint = text(fields, 'ShippingPoint') ?? '';
  const plant = shippingPoints[shippingPoint] ?? event.plant ?? shippingPoint;
  const deliveryNo = text(fields, 'DeliveryDocument') ?? needed(fields, 'OutboundDelivery');
  return { type: 'OutboundDeliveryCreated', data: { deliveryNo }, ...(plant && { plant }) };
}

function needed(fields: Fields, name: string): string {
  const value = text(fields, name);
  if (value === undefined) throw unreadable(name, 'is missing');
  return value;
}

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw unreadable(name, 'must be a text');
}

function unreadable(name: string, why: string): ConnectorError {
  const pointer = `/data/${name}`;
  return new ConnectorError({ code: 'C-SCHEMA', text: `${pointer} ${why}`, applied: 'no', subjects: [pointer] });
}
