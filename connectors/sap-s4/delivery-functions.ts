import { z } from 'zod';
import { ConnectorError } from '../../contracts/errors.js';
import type { SapDelivery } from './deliveries.js';
import { messageTrouble } from './errors.js';
import { entity, quoted, services } from './odata.js';
import { uncut } from './preconditions.js';
import { reportsOf } from './sales-entities.js';
import type { SapSession } from './session.js';

interface Etag {
  __metadata?: { etag?: string | undefined } | undefined;
}

const ifMatch = (one: Etag, otherwise?: Etag) => {
  const etag = one.__metadata?.etag ?? otherwise?.__metadata?.etag;
  return etag === undefined ? {} : { ifMatch: etag };
};

/** An action on the delivery as it was read. It answers 2xx whatever came of it: its messages say what. */
export async function callOn(
  sap: SapSession,
  found: SapDelivery,
  name: string,
  parameters: Record<string, string>,
  signal = uncut(),
): Promise<void> {
  const all = { DeliveryDocument: quoted(found.DeliveryDocument), ...parameters };
  const write = { signal, ...ifMatch(found) };
  const reports = await sap.write(services.outboundDelivery, name, all, write, reportsOf(name));
  for (const report of reports) {
    const trouble = messageTrouble(sap.system, report, sap.config.errorCodes);
    if (trouble) throw new ConnectorError(trouble);
  }
}

export async function patchDelivery(sap: SapSession, found: SapDelivery, body: object): Promise<void> {
  const path = entity('A_OutbDeliveryHeader', found.DeliveryDocument);
  const write = { method: 'PATCH', body, signal: uncut(), ...ifMatch(found) } as const;
  await sap.write(services.outboundDelivery, path, {}, write, z.unknown());
}

export async function patchItem(sap: SapSession, found: SapDelivery, line: string, body: object): Promise<void> {
  const write = { method: 'PATCH', body, signal: uncut(), ...ifMatch(itemOf(found, line), found) } as const;
  await sap.write(services.outboundDelivery, itemPath(found, line), {}, write, z.unknown());
}

export async function deleteItem(sap: SapSession, found: SapDelivery, line: string): Promise<void> {
  const write = { method: 'DELETE', signal: uncut(), ...ifMatch(itemOf(found, line), found) } as const;
  await sap.write(services.outboundDelivery, itemPath(found, line), {}, write, z.unknown());
}

export async function deleteHeader(sap: SapSession, found: SapDelivery, signal: AbortSignal): Promise<void> {
  const path = entity('A_OutbDeliveryHeader', found.DeliveryDocument);
  const write = { method: 'DELETE', signal, ...ifMatch(found) } as const;
  await sap.write(services.outboundDelivery, path, {}, write, z.unknown());
}

const itemOf = (found: SapDelivery, line: string): Etag =>
  found.to_DeliveryDocumentItem.find((one) => one.DeliveryDocumentItem === line) ?? {};

const itemPath = (found: SapDelivery, line: string): string =>
  entity('A_OutbDeliveryItem', { DeliveryDocument: found.DeliveryDocument, DeliveryDocumentItem: line });
