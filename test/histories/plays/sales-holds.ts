import { orderRun, type SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';
import { booked, decideOrder, newDelivery, orderAsks, sell } from './shipping.js';

/** Held back from the beginning: nothing is created. */
async function held(plant: SalesPlant, salesOrderNo: string, differing: object, code: string): Promise<void> {
  plant.sap.addSalesOrder({ salesOrderNo, quantity: '200', ...differing });
  plant.sap.releaseSalesOrder(salesOrderNo);
  await orderAsks(plant, salesOrderNo, code);
}

const startedByHand = (plant: SalesPlant, salesOrderNo: string) =>
  plant.call('POST', '/v1/runs/ship-to-cash', { company: '1000', salesOrderNo }, { as: 'trigger' });

const retry = (plant: SalesPlant, salesOrderNo: string) => plant.actOn(orderRun(salesOrderNo), 'retry');

const deliveredLater = async (plant: SalesPlant, salesOrderNo: string): Promise<void> =>
  booked(plant, await newDelivery(plant, salesOrderNo));

/** Of a plant that no landscape has. */
const ELSEWHERE = { lines: [{ line: '10', plant: 'P900', quantity: '200' }] };

/** Sales orders of which no delivery can be created. */
export const salesHolds = {
  async 'order-unknown-then-known'(plant, salesOrderNo) {
    await startedByHand(plant, salesOrderNo);
    await orderAsks(plant, salesOrderNo, 'C-ORDER-INVALID');
    plant.sap.addSalesOrder({ salesOrderNo, quantity: '200' });
    await retry(plant, salesOrderNo);
    await deliveredLater(plant, salesOrderNo);
  },

  async 'credit-held-then-released'(plant, salesOrderNo) {
    await held(plant, salesOrderNo, { credit: 'BLOCKED' }, 'B-CREDIT');
    plant.sap.releaseCredit(salesOrderNo);
    await deliveredLater(plant, salesOrderNo);
  },

  async 'export-held-then-released'(plant, salesOrderNo) {
    await held(plant, salesOrderNo, { export: 'BLOCKED' }, 'B-EXPORT');
    plant.sap.releaseExport(salesOrderNo);
    await retry(plant, salesOrderNo);
    await deliveredLater(plant, salesOrderNo);
  },

  async 'blocked-then-released'(plant, salesOrderNo) {
    await held(plant, salesOrderNo, { deliveryBlock: '01' }, 'B-DELIVERY-BLOCK');
    plant.sap.changeSalesOrder(salesOrderNo, { deliveryBlock: '' });
    await deliveredLater(plant, salesOrderNo);
  },

  async 'credit-held-then-cancelled'(plant, salesOrderNo) {
    await held(plant, salesOrderNo, { credit: 'BLOCKED' }, 'B-CREDIT');
    plant.sap.requestSalesOrderCancel(salesOrderNo);
  },

  async 'not-confirmed-then-confirmed'(plant, salesOrderNo) {
    await held(plant, salesOrderNo, { confirmed: '0' }, 'B-NOT-CONFIRMED');
    plant.sap.changeSalesOrder(salesOrderNo, { confirmed: '200' });
    await deliveredLater(plant, salesOrderNo);
  },

  async 'plant-unknown-then-rejected'(plant, salesOrderNo) {
    await held(plant, salesOrderNo, ELSEWHERE, 'C-MAPPING');
    await retry(plant, salesOrderNo);
    await decideOrder(plant, salesOrderNo, 'REJECT_LINES');
  },

  /** Of an item of its own, so that no other order takes of its stock. */
  async 'stock-short-then-there'(plant, salesOrderNo) {
    const item = `FG-${salesOrderNo}`;
    plant.sap.addItem({ item, baseUom: 'EA', standardCost: '120.00' });
    await held(plant, salesOrderNo, { item }, 'B-STOCK-SHORT');
    plant.sap.receiveStock(item, '200', { location: '0001' });
    await deliveredLater(plant, salesOrderNo);
  },

  async 'system-down'(plant, salesOrderNo) {
    const path = `A_SalesOrder.*${salesOrderNo}`;
    plant.sap.faults.ask({ kind: 'status', status: 503, method: 'GET', path, times: 10_000 });
    plant.sap.addSalesOrder({ salesOrderNo, quantity: '200' });
    plant.sap.releaseSalesOrder(salesOrderNo);
  },

  async 'held-then-released'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await plant.actOn(orderRun(salesOrderNo), 'hold');
    plant.load(deliveryNo);
    await plant.actOn(orderRun(salesOrderNo), 'release');
  },
} satisfies Partial<Plays<'ship-to-cash'>>;
