import type { NewPurchaseOrder, SapPlant, SapPlantOptions } from '../../../connectors/sap-s4/practice/index.js';
import type { MovementLine, MovementType } from '../../../contracts/entities/documents.js';
import type { Erp, GoodsMovementPosting, InboundDeliveryCreation } from '../../../contracts/ports.js';
import { context, seededPlant, under } from './harness.js';

export const LINE = '00010';
export const pieces = (value: string) => ({ value, uom: 'EA' });

/** A plant with an order for a thousand housings at 17.50, and none of them in stock. */
export async function buyingPlant(
  order: NewPurchaseOrder = {},
  options: SapPlantOptions = {},
): Promise<{ plant: SapPlant; erp: Erp; purchaseOrderNo: string }> {
  const { plant, erp } = await seededPlant({ 'RM-10': '0' }, options);
  return { plant, erp, purchaseOrderNo: plant.addPurchaseOrder(order) };
}

export const moving = (
  type: MovementType,
  value: string,
  differing: Partial<MovementLine> = {},
): GoodsMovementPosting => ({
  plant: 'P100',
  documentDate: '2026-03-10',
  postingDate: '2026-03-10',
  text: 'ASN-1 R-1',
  movements: [
    { line: '1', type, item: 'RM-10', quantity: pieces(value), location: '0001', lot: 'L-801', ...differing },
  ],
});

export const forOrder = (
  type: MovementType,
  purchaseOrderNo: string,
  value: string,
  differing: Partial<MovementLine> = {},
): GoodsMovementPosting =>
  moving(type, value, { purchaseOrder: { number: purchaseOrderNo, line: LINE }, ...differing });

export const receiptFor = (
  purchaseOrderNo: string,
  value: string,
  differing: Partial<MovementLine> = {},
): GoodsMovementPosting => forOrder('GR_PURCHASE', purchaseOrderNo, value, differing);

let keys = 0;

/** Posts it under a key of its own. @returns the document */
export async function post(erp: Erp, message: GoodsMovementPosting) {
  const { documents } = await erp.postGoodsMovement.send(message, under(`given-${++keys}`));
  return documents[0] ?? { system: 'SAP', type: 'MATERIAL_DOCUMENT' as const, number: '' };
}

export const announcement = (
  purchaseOrderNo: string,
  value = '600',
  differing: Partial<InboundDeliveryCreation> = {},
): InboundDeliveryCreation => ({
  plant: 'P100',
  purchaseOrderNo,
  supplier: 'S-100',
  packingSlip: 'ASN-1',
  expectedAt: '2026-03-10T15:30:00Z',
  lines: [{ purchaseOrderLine: LINE, item: 'RM-10', quantity: pieces(value), lot: 'L-801' }],
  ...differing,
});

/** Where housings lie, and what may be done with them. */
export const housings = (plant: SapPlant): Record<string, string> =>
  Object.fromEntries(
    plant
      .ledger()
      .stock.filter(({ item, location }) => item === 'RM-10' && location === '0001')
      .map(({ batch, status, quantity }) => [`${batch} ${status}`, quantity]),
  );

export const lineIn = (plant: SapPlant, purchaseOrderNo: string) =>
  plant.ledger().purchaseOrders.find((one) => one.purchaseOrderNo === purchaseOrderNo)?.lines[0];

export const readLine = async (erp: Erp, purchaseOrderNo: string) =>
  (await erp.readPurchaseOrder({ purchaseOrderNo }, context))?.lines[0];
