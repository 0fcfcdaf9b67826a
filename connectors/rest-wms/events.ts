import type { TranslatedEvent, VendorEvent } from '../connector.js';
import { type Fields, fieldsAt, pick } from '../vendor-event.js';
import type { RestWmsConfig } from './config.js';

/** Where each of its events says that stock has changed. */
const locationField: Record<string, string> = { StockAdjusted: 'location', TransferPosted: 'toLocation' };

/** What moved stock, in our words: a line that waits for stock looks again. @throws ConnectorError C-SCHEMA */
export function translate(event: VendorEvent, { locations }: RestWmsConfig): TranslatedEvent | undefined {
  if (!Object.hasOwn(locationField, event.type)) return undefined;
  const fields = fieldsAt('/data', event.data);
  const location = mapped(fields[locationField[event.type] ?? 'location'], locations);
  const data: Fields = { ...pick(fields, 'item'), ...pick({ location }, 'location') };
  return { type: 'StockChanged', data, ...(event.plant && { plant: event.plant }) };
}

const mapped = (location: unknown, locations: Record<string, string>): unknown =>
  typeof location === 'string' && Object.hasOwn(locations, location) ? locations[location] : location;
