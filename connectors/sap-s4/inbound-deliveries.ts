import { z } from 'zod';
import type { Erp, InboundDeliveryCreation, Posted } from '../../contracts/ports.js';
import { listOf, selectOf } from './entities.js';
import { dateValue, entity, quoted, sameNumber, services } from './odata.js';
import { decidedAnew, rejected } from './preconditions.js';
import { createdInboundDelivery, inboundDelivery, inboundDeliveryItem } from './purchase-entities.js';
import type { SapSession } from './session.js';
import { clockOf } from './times.js';

type SapInbound = z.infer<typeof inboundDelivery>;

const SET = 'A_InbDeliveryHeader';
const fields = selectOf(inboundDelivery, { to_DeliveryDocumentItem: inboundDeliveryItem });
/** Of the goods movement: some of it, or all. */
const RECEIVED = ['B', 'C'];

/** Carries no key of ours: the supplier's own number is what is found again, as far as it is for this order. */
export const createInboundDelivery = (sap: SapSession): Erp['createInboundDelivery'] => ({
  async send(message, { signal }) {
    const write = { body: bodyOf(sap, message), signal };
    const created = await sap.write(services.inboundDelivery, SET, {}, write, createdInboundDelivery);
    return { inboundDeliveryNo: created.DeliveryDocument, ...posted(sap, created.DeliveryDocument) };
  },
  async find({ supplier, packingSlip, purchaseOrderNo }, { signal }) {
    const $filter = `Supplier eq ${quoted(supplier)} and DeliveryDocumentBySupplier eq ${quoted(packingSlip)}`;
    const shape = listOf(inboundDelivery);
    const found = await sap.read(services.inboundDelivery, SET, { $filter, ...fields }, shape, signal);
    const ours = found?.find(({ to_DeliveryDocumentItem: items }) =>
      items.some(({ ReferenceSDDocument }) => sameNumber(ReferenceSDDocument, purchaseOrderNo)),
    );
    return ours ? { inboundDeliveryNo: ours.DeliveryDocument, ...posted(sap, ours.DeliveryDocument) } : null;
  },
});

/** A delivery that is gone, or never was, counts as deleted. */
export const deleteInboundDelivery = (sap: SapSession): Erp['deleteInboundDelivery'] => ({
  send: ({ inboundDeliveryNo }, { signal }) =>
    decidedAnew(async () => {
      const found = await read(sap, inboundDeliveryNo, signal);
      if (found) await remove(sap, found, signal);
      return posted(sap, inboundDeliveryNo);
    }),
  async find({ inboundDeliveryNo }, { signal }) {
    const found = await read(sap, inboundDeliveryNo, signal);
    return found ? null : posted(sap, inboundDeliveryNo);
  },
});

const read = (sap: SapSession, inboundDeliveryNo: string, signal: AbortSignal): Promise<SapInbound | null> =>
  sap.read(services.inboundDelivery, entity(SET, inboundDeliveryNo), fields, inboundDelivery, signal);

async function remove(sap: SapSession, found: SapInbound, signal: AbortSignal): Promise<void> {
  const { DeliveryDocument: number, OverallGoodsMovementStatus: status, __metadata } = found;
  if (RECEIVED.includes(status)) throw rejected(sap.system, `something of inbound delivery ${number} is received`);
  const write = { method: 'DELETE', signal, ...(__metadata?.etag && { ifMatch: __metadata.etag }) } as const;
  await sap.write(services.inboundDelivery, entity(SET, number), {}, write, z.unknown());
}

/** Lots are left to the receipt: SAP takes none with an inbound delivery. It numbers the items itself, 10, 20 … */
function bodyOf({ config }: SapSession, message: InboundDeliveryCreation) {
  const { plant, purchaseOrderNo, supplier, packingSlip, expectedAt, lines } = message;
  const { day, time } = clockOf(expectedAt, config.zones[plant] ?? config.zone);
  return {
    Supplier: supplier,
    DeliveryDocumentBySupplier: packingSlip,
    DeliveryDate: dateValue(day),
    DeliveryTime: time,
    to_DeliveryDocumentItem: {
      results: lines.map(({ purchaseOrderLine, item, quantity }) => ({
        ReferenceSDDocument: purchaseOrderNo,
        ReferenceSDDocumentItem: purchaseOrderLine.padStart(6, '0'),
        Material: item,
        ActualDeliveryQuantity: quantity.value,
        DeliveryQuantityUnit: quantity.uom,
      })),
    },
  };
}

const posted = ({ system }: SapSession, inboundDeliveryNo: string): Posted => ({
  documents: [{ system, type: 'INBOUND_DELIVERY', number: inboundDeliveryNo }],
});
