import type { NewSalesOrder } from '../../../connectors/sap-s4/practice/index.js';
import { asks, deliveryRun, hasEnded, isAtDock, orderRun, type SalesPlant } from '../../setup/sales.js';

/** In the landscape of the plays: under these terms it may be billed while the truck is still here. */
export const billedAtGoodsIssue = 'CIP';

/** Of the delivery's only line, and the order's. */
export const LINE = '000010';

type Differing = Omit<NewSalesOrder, 'salesOrderNo'>;

/** A delivery that the ERP has made by itself: its order has no run. 200 pumps. @returns its number */
export function deliver({ sap }: SalesPlant, salesOrderNo: string, differing: Differing = {}): string {
  sap.addSalesOrder({ salesOrderNo, quantity: '200', ...differing });
  return sap.createDelivery(salesOrderNo);
}

/** An order with a run, up to its first delivery. @returns the delivery's number */
export async function sell(plant: SalesPlant, salesOrderNo: string, differing: Differing = {}): Promise<string> {
  plant.sap.addSalesOrder({ salesOrderNo, quantity: '200', ...differing });
  plant.sap.releaseSalesOrder(salesOrderNo);
  return newDelivery(plant, salesOrderNo);
}

/** The delivery of an order that stands and is not one of these. */
export async function newDelivery(plant: SalesPlant, salesOrderNo: string, ...known: string[]): Promise<string> {
  const found = () => plant.deliveriesOf(salesOrderNo).find(({ deliveryNo }) => !known.includes(deliveryNo));
  await plant.happened(`a delivery of ${salesOrderNo}`, () => found() !== undefined);
  return found()?.deliveryNo ?? '';
}

/** With a carrier, and the warehouse has it. */
export async function booked(plant: SalesPlant, deliveryNo: string): Promise<void> {
  await plant.book(deliveryNo);
  await plant.atWarehouse(deliveryNo);
}

export const pick = (plant: SalesPlant, deliveryNo: string, quantity: string) =>
  plant.wms.outbound.pick(deliveryNo, { line: LINE, quantity });

/** So much is picked, and its run has seen it. */
export async function picked(plant: SalesPlant, deliveryNo: string, quantity: string): Promise<void> {
  await plant.atWarehouse(deliveryNo);
  pick(plant, deliveryNo, quantity);
  await untilDelivery(plant, deliveryNo, (view) => view.fulfilment?.picked === quantity);
}

/** Picked but for so much, which is not to be found. */
export async function pickShort(plant: SalesPlant, deliveryNo: string, quantity: string): Promise<void> {
  await plant.atWarehouse(deliveryNo);
  const there = String(200 - Number(quantity));
  if (there !== '0') pick(plant, deliveryNo, there);
  plant.wms.outbound.short(deliveryNo, LINE, quantity);
}

export const unpickAsked = (plant: SalesPlant, deliveryNo: string) =>
  plant.happened(`an unpick of ${deliveryNo}`, () => plant.unpickTasks(deliveryNo).length > 0);

/** Asked for, and brought back. */
export async function broughtBack(plant: SalesPlant, deliveryNo: string): Promise<void> {
  await unpickAsked(plant, deliveryNo);
  plant.wms.outbound.unpicked(deliveryNo);
}

/** Shipped with the carrier that is booked; goods issue is posted. */
export async function shipped(plant: SalesPlant, deliveryNo: string): Promise<void> {
  plant.wms.outbound.ship(deliveryNo);
  await untilDelivery(plant, deliveryNo, isAtDock);
}

export async function onItsWay(plant: SalesPlant, deliveryNo: string): Promise<void> {
  await plant.bringToDock(deliveryNo);
  plant.tms.pickUp(deliveryNo);
  await untilDelivery(plant, deliveryNo, (view) => view.state === 'IN_TRANSIT' && view.condition === 'WAITING');
}

export async function delivered(plant: SalesPlant, deliveryNo: string): Promise<void> {
  await onItsWay(plant, deliveryNo);
  plant.tms.deliver(deliveryNo);
}

type Ready = Parameters<SalesPlant['runUntil']>[1];

export const untilDelivery = (plant: SalesPlant, deliveryNo: string, ready: Ready) =>
  plant.runUntil(deliveryRun(deliveryNo), ready);

export const deliveryAsks = (plant: SalesPlant, deliveryNo: string, code: string) =>
  untilDelivery(plant, deliveryNo, asks(code));

export const orderAsks = (plant: SalesPlant, salesOrderNo: string, code: string) =>
  plant.runUntil(orderRun(salesOrderNo), asks(code));

export const orderEnds = (plant: SalesPlant, salesOrderNo: string) => plant.runUntil(orderRun(salesOrderNo), hasEnded);

export const decideDelivery = (plant: SalesPlant, deliveryNo: string, choice: string) =>
  plant.actOn(deliveryRun(deliveryNo), 'decide', { payload: { choice } });

export const decideOrder = (plant: SalesPlant, salesOrderNo: string, choice: string) =>
  plant.actOn(orderRun(salesOrderNo), 'decide', { payload: { choice } });

export const retryDelivery = (plant: SalesPlant, deliveryNo: string) => plant.actOn(deliveryRun(deliveryNo), 'retry');

/** As a person does it, who has read what it will undo; its end is not awaited. */
export async function cancelRun(plant: SalesPlant, run: string): Promise<void> {
  const plan = await plant.call('GET', `/v1/runs/${run}/cancel-plan`);
  const expectedRevision = plan.body.revision;
  const action = { action: 'cancel', reasonCode: 'TEST', text: 'as the play says', expectedRevision };
  const asked = await plant.call('POST', `/v1/runs/${run}/actions`, action, { as: 'supervisor' });
  // It has moved on since it was read: it is read again.
  if (asked.body.code === 'STALE_REVISION') return cancelRun(plant, run);
  if (asked.status !== 202) throw new Error(`cancel was refused: ${asked.status} ${JSON.stringify(asked.body)}`);
}
