import type { TranslatedEvent, VendorEvent } from '../connector.js';
import { fieldsAt, pick } from '../vendor-event.js';

const answers = new Set(['TenderAccepted', 'TenderDeclined', 'TenderExpired']);

/** The events of a journey by their codes; a position report is none of them, nor is a carrier's invoice. */
const milestones: Record<string, string> = {
  PickedUp: 'PICKED_UP',
  Departed: 'DEPARTED',
  OnBoard: 'ON_BOARD',
  Arrived: 'ARRIVED',
  Delivered: 'DELIVERED',
  Unloaded: 'UNLOADED',
  EtaChanged: 'ETA_CHANGED',
  Exception: 'EXCEPTION',
};

/**
 * That there is news of a load; what it is, is read. A TMS that serves several plants names the one whose delivery it
 * is about, as attribute or in the data. @throws ConnectorError C-SCHEMA
 */
export function translate(event: VendorEvent): TranslatedEvent | undefined {
  const code = Object.hasOwn(milestones, event.type) ? milestones[event.type] : undefined;
  if (!code && !answers.has(event.type)) return undefined;
  const fields = fieldsAt('/data', event.data);
  const named = event.plant ?? fields['plant'];
  const plant = typeof named === 'string' && named !== '' ? { plant: named } : {};
  return code
    ? { type: 'ShipmentTracked', ...plant, data: { ...pick(fields, 'deliveryNo', 'loadId'), code } }
    : { type: 'TenderAnswered', ...plant, data: pick(fields, 'deliveryNo', 'loadId', 'tenderId') };
}
