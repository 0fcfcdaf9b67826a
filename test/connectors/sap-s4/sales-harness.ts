import type { NewSalesOrder, SapPlant, SapPlantOptions } from '../../../connectors/sap-s4/practice/index.js';
import type { DeliveryCreation, Erp } from '../../../contracts/ports.js';
import { seededPlant, under } from './harness.js';

export const LINE = '000010';
export const pieces = (value: string) => ({ value, uom: 'EA' });

/** A plant with pumps to ship, an order for a hundred of them, and a connector to it. */
export async function shippingPlant(
  order: NewSalesOrder = {},
  options: SapPlantOptions = {},
): Promise<{ plant: SapPlant; erp: Erp; salesOrderNo: string }> {
  const { plant, erp } = await seededPlant({ 'FG-1000': '500' }, options);
  return { plant, erp, salesOrderNo: plant.addSalesOrder(order) };
}

export const creation = (salesOrderNo: string, value: string, known: string[] = []): DeliveryCreation => ({
  salesOrderNo,
  plant: 'P100',
  lines: [{ salesOrderLine: LINE, quantity: pieces(value) }],
  known,
});

export const at = (deliveryNo: string) => ({ plant: 'P100', deliveryNo });

/** Picked and gone, by people in SAP. */
export function issuedDelivery(plant: SapPlant, salesOrderNo?: string): string {
  if (!salesOrderNo) plant.receiveStock('FG-1000', '100', { location: '0001' });
  const deliveryNo = plant.createDelivery(salesOrderNo ?? plant.addSalesOrder());
  plant.pick(deliveryNo);
  plant.postGoodsIssue(deliveryNo);
  return deliveryNo;
}

export const created = async (erp: Erp, salesOrderNo: string, value = '60'): Promise<string> =>
  (await erp.createDelivery.send(creation(salesOrderNo, value), under('create'))).deliveryNo;

export const deliveryIn = (plant: SapPlant, deliveryNo: string) =>
  plant.ledger().deliveries.find((one) => one.deliveryNo === deliveryNo);
