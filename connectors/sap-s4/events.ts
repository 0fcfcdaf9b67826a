import type { TranslatedEvent, VendorEvent } from '../connector.js';
import { fieldsAt } from '../vendor-event.js';
import { ConnectorError } from '../../contracts/errors.js';
import type { EventType } from '../../contracts/events.js';
import type { SapConfig } from './config.js';

/** SAP's events carry keys only; the object is read afterwards. @throws ConnectorError C-SCHEMA */
export function translate(event: VendorEvent, { events }: SapConfig): TranslatedEvent | undefined {
  if (events.released.includes(event.type)) return about('ProductionOrderReleased', event);
  if (events.cancelRequested.includes(event.type)) return about('ProductionOrderCancelRequested', event);
  return undefined;
}

function about(type: EventType, event: VendorEvent): TranslatedEvent {
  const { ManufacturingOrder, ProductionPlant } = fieldsAt('/data', event.data);
  const plant = text('/data/ProductionPlant', ProductionPlant) ?? event.plant;
  const orderNo = text('/data/ManufacturingOrder', ManufacturingOrder);
  if (!orderNo) throw unreadable('/data/ManufacturingOrder', 'is missing');
  return { type, data: { orderNo }, ...(plant && { plant }) };
}

function text(pointer: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw unreadable(pointer, 'must be a text');
}

const unreadable = (pointer: string, why: string): ConnectorError =>
  new ConnectorError({ code: 'C-SCHEMA', text: `${pointer} ${why}`, applied: 'no', subjects: [pointer] });
