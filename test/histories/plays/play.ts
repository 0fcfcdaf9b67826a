import type { NewOrder } from '../../../connectors/sap-s4/practice/index.js';
import type { ProcessName, OutcomeName } from '../outcomes.js';
import type { TestPlant } from '../../setup/plant.js';
import type { SalesPlant } from '../../setup/sales.js';

/** Brings the run of an order, or of its first delivery, to its outcome, through the systems and the API alone. */
export type Play = (plant: SalesPlant, orderNo: string) => Promise<void>;

export type Plays<P extends ProcessName> = Record<OutcomeName<P>, Play>;

/** Released, and on its way: sent to the MES, which has not answered. */
export async function send(plant: TestPlant, orderNo: string, differing: Partial<NewOrder> = {}): Promise<void> {
  plant.order(orderNo, '500', differing);
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'AWAITING_ACK');
}

export async function accept(plant: TestPlant, orderNo: string): Promise<void> {
  plant.mes.accept(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED' && view.condition === 'WAITING');
}

/** In execution; nothing is reported yet. */
export async function start(plant: TestPlant, orderNo: string, differing: Partial<NewOrder> = {}): Promise<void> {
  await send(plant, orderNo, differing);
  await accept(plant, orderNo);
  plant.mes.start(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'IN_EXECUTION');
}

/** As a person does it, who has read what it will undo. */
export async function cancel(plant: TestPlant, orderNo: string): Promise<void> {
  const plan = await plant.call('GET', `/v1/runs/order-to-production/1000/P100/${orderNo}/cancel-plan`);
  await plant.act('production', orderNo, 'cancel', { expectedRevision: plan.body.revision });
}

/** Made to its end, with two reports. */
export async function make(plant: TestPlant, orderNo: string): Promise<void> {
  plant.mes.confirm(orderNo, { yield: '100', scrap: '4', lot: 'L-31' });
  plant.mes.confirm(orderNo, { yield: '396', final: true });
  plant.mes.complete(orderNo);
}

export const posted = (plant: TestPlant, orderNo: string, yielded: string) =>
  plant.until('inventory', orderNo, (view) => view.progress?.yield === yielded && view.condition === 'WAITING');

export const inException = (plant: TestPlant, run: 'production' | 'inventory', orderNo: string) =>
  plant.until(run, orderNo, (view) => view.condition === 'EXCEPTION');

/** A component of its own, so that no other order takes of its stock. */
export function scarce(plant: TestPlant, orderNo: string, cost = '2.50', stock = '0'): Partial<NewOrder> {
  const item = `RM-${orderNo}`;
  plant.sap.addItem({ item, baseUom: 'EA', standardCost: cost, stock });
  return { components: [{ item, quantity: '500', uom: 'EA' }] };
}

/** Stock comes, and the warehouse says so. */
export function restock(plant: TestPlant, orderNo: string, quantity: string): void {
  const item = `RM-${orderNo}`;
  plant.sap.receiveStock(item, quantity);
  plant.wms.transfer(item, quantity, 'LINE');
}
