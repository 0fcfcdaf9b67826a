import type { TranslatedEvent, VendorEvent } from '../connector.js';
import { fieldsAt, pick } from '../vendor-event.js';

/**
 * That something is decided; what it is, is read. A system that serves several plants names the one whose stock it is
 * about, as attribute or in the data. @throws ConnectorError C-SCHEMA
 */
export function translate(event: VendorEvent): TranslatedEvent | undefined {
  if (event.type !== 'UsageDecided') return undefined;
  const fields = fieldsAt('/data', event.data);
  const named = event.plant ?? fields['plant'];
  const plant = typeof named === 'string' && named !== '' ? { plant: named } : {};
  return { type: 'UsageDecided', ...plant, data: pick(fields, 'inboundDeliveryNo', 'inspectionNo') };
}
