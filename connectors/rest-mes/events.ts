import type { EventType } from '../../contracts/events.js';
import type { TranslatedEvent, VendorEvent } from '../connector.js';
import { type Fields, fieldsAt, freeText, listAt, pick, word } from '../vendor-event.js';
import type { RestMesConfig, ValueMap } from './config.js';

type Translation = (data: Fields, map: ValueMap) => Fields;

const translations: Partial<Record<EventType, Translation>> = {
  OrderAccepted: (data) => pick(data, 'orderNo', 'version'),
  OrderRejected: (data) => ({ ...pick(data, 'orderNo', 'version', 'code'), ...freeText(data, 'text') }),
  OrderStarted: (data) => pick(data, 'orderNo'),
  OrderCompleted: (data) => pick(data, 'orderNo', 'confirmations'),
  OperationConfirmed: confirmation,
  ConfirmationReversed: reversal,
  ReplenishmentRequested: (data) => ({
    ...pick(data, 'orderNo', 'signalNo', 'item', 'location'),
    ...amount('quantity', data, '/data'),
  }),
  RevisionFirstProduced: (data) => pick(data, 'changeNo', 'orderNo', 'lot'),
  MasterAcknowledged: (data, map) => ({
    ...pick(data, 'id', 'version'),
    ...one('entity', data, '/data', ['bom', 'routing', 'item'], map.entity),
  }),
};

/** The MES's events in our words; of what else it sends, nothing is for us. @throws ConnectorError C-SCHEMA, C-ENUM-UNKNOWN */
export function translate(event: VendorEvent, { valueMap }: RestMesConfig): TranslatedEvent | undefined {
  if (!Object.hasOwn(translations, event.type)) return undefined;
  const type = event.type as EventType;
  const data = translations[type]?.(fieldsAt('/data', event.data), valueMap);
  return data && { type, data, ...(event.plant && { plant: event.plant }) };
}

/** A report in our words; its place in the order's sequence is `seq` in this MES's. @throws ConnectorError C-SCHEMA, C-ENUM-UNKNOWN */
export function confirmation(data: Fields, map: ValueMap): Fields {
  return {
    ...pick(data, 'confirmationId', 'orderNo', 'operation'),
    ...one('kind', data, '/data', ['PARTIAL', 'FINAL'], map.kind),
    ...amount('yield', data, '/data'),
    ...amount('scrap', data, '/data'),
    ...amount('rework', data, '/data'),
    outputs: listAt('/data/outputs', data.outputs, (output, pointer) => ({
      ...pick(output, 'item', 'lot'),
      ...one('role', output, pointer, ['MAIN', 'CO', 'BY'], map.role),
      ...amount('qty', output, pointer),
    })),
    consumption: listAt('/data/consumption', data.consumption, (used, pointer) => ({
      ...pick(used, 'item', 'lot'),
      ...one('mode', used, pointer, ['ACTUAL', 'BACKFLUSH'], map.mode),
      ...amount('qty', used, pointer),
    })),
    ...pick({ sequence: data.seq }, 'sequence'),
    ...activities(data),
  };
}

/** A confirmation that is taken back, in our words. @throws ConnectorError C-SCHEMA */
export function reversal(data: Fields): Fields {
  return {
    ...pick(data, 'confirmationId', 'orderNo', 'reverses'),
    kind: 'REVERSAL',
    ...pick({ sequence: data.seq }, 'sequence'),
    ...freeText(data, 'reason'),
  };
}

/** Labour and machine times; a report without any has no such field. */
function activities(data: Fields): Fields {
  const times = listAt('/data/activities', data.activities, (activity, pointer) => ({
    ...pick(activity, 'type'),
    ...amount('duration', activity, pointer),
  }));
  return times.length > 0 ? { activities: times } : {};
}

/** A field with one of our words; nothing where it is absent, for the event's schema to say so. */
function one(
  name: string,
  fields: Fields,
  pointer: string,
  ours: readonly string[],
  mapped: Record<string, string>,
): Fields {
  return pick({ [name]: word(`${pointer}/${name}`, fields[name], ours, mapped) }, name);
}

/** A quantity, with the reason that scrap and rework may carry. */
function amount(name: string, fields: Fields, pointer: string): Fields {
  if (fields[name] === undefined || fields[name] === null) return {};
  const quantity = fieldsAt(`${pointer}/${name}`, fields[name]);
  const reason = name === 'scrap' || name === 'rework' ? freeText(quantity, 'reason') : {};
  return { [name]: { ...pick(quantity, 'value', 'uom'), ...reason } };
}
