import type { TestPlant } from '../../setup/plant.js';
import { inException, make, type Plays, posted, send, start } from './play.js';

const FG = { item: 'FG-1000', quantity: '500', uom: 'EA' };
/** Reported in a unit that the item does not have. */
const crateOf = (item: string) => [{ item, mode: 'ACTUAL' as const, qty: { value: '1', uom: 'CRATE' } }];

/** Made here without anybody having sent it; the ERP knows the order. */
export function makeLocally(plant: TestPlant, orderNo: string): void {
  plant.order(orderNo);
  plant.mes.openLocally(orderNo, FG);
}

/** Reports that are posted, suppressed, or put before a person. */
export const reportDecisions = {
  async done(plant, orderNo) {
    await start(plant, orderNo);
    await make(plant, orderNo);
  },

  async 'over-tolerance-accepted'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '530' });
    await inException(plant, 'inventory', orderNo);
    await plant.act('inventory', orderNo, 'decide', { payload: { choice: 'ACCEPT' } });
    await posted(plant, orderNo, '530');
  },

  async 'implausible-then-rejected'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '300', scrap: '300' });
    await inException(plant, 'inventory', orderNo);
    await plant.act('inventory', orderNo, 'decide', { payload: { choice: 'REJECT' } });
    plant.mes.confirm(orderNo, { yield: '30' });
    await posted(plant, orderNo, '30');
  },

  async 'duplicate-suppressed'(plant, orderNo) {
    makeLocally(plant, orderNo);
    const report = { confirmationId: `${orderNo}-1`, yield: '10' };
    plant.mes.confirm(orderNo, report);
    await posted(plant, orderNo, '10');
    plant.mes.confirm(orderNo, report);
    plant.mes.confirm(orderNo, { yield: '5' });
    await posted(plant, orderNo, '15');
  },

  async 'conflict-kept-first'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.mes.confirm(orderNo, { confirmationId: `${orderNo}-1`, yield: '10' });
    await posted(plant, orderNo, '10');
    plant.mes.confirm(orderNo, { confirmationId: `${orderNo}-1`, yield: '11' });
    await inException(plant, 'inventory', orderNo);
    await plant.act('inventory', orderNo, 'decide', { payload: { choice: 'KEEP_FIRST' } });
  },

  async 'conflict-open'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.mes.confirm(orderNo, { confirmationId: `${orderNo}-1`, yield: '10' });
    plant.mes.confirm(orderNo, { confirmationId: `${orderNo}-1`, yield: '11' });
  },

  async 'orphan-open'(plant, orderNo) {
    plant.mes.openLocally(orderNo, FG);
    plant.mes.confirm(orderNo, { yield: '25' });
  },

  async 'orphan-adopted'(plant, orderNo) {
    plant.mes.openLocally(orderNo, FG);
    plant.mes.confirm(orderNo, { yield: '25' });
    await plant.until('inventory', orderNo, (view) => view.state === 'ORPHAN');
    await plant.act('inventory', orderNo, 'retry');
    await inException(plant, 'inventory', orderNo);
    plant.order(orderNo);
    await posted(plant, orderNo, '25');
  },

  async 'orphan-rejected'(plant, orderNo) {
    plant.mes.openLocally(orderNo, FG);
    plant.mes.confirm(orderNo, { yield: '25' });
    await inException(plant, 'inventory', orderNo);
    await plant.act('inventory', orderNo, 'decide', { payload: { choice: 'REJECT' } });
  },

  async 'order-not-released-then-rejected'(plant, orderNo) {
    plant.order(orderNo, '500', { released: false });
    plant.mes.openLocally(orderNo, FG);
    plant.mes.confirm(orderNo, { yield: '25' });
    await inException(plant, 'inventory', orderNo);
    await plant.act('inventory', orderNo, 'retry');
    await plant.act('inventory', orderNo, 'decide', { payload: { choice: 'REJECT' } });
  },

  /** Made all the same; the order's own run is over and stays so. */
  async 'order-already-cancelled'(plant, orderNo) {
    await send(plant, orderNo);
    plant.sap.requestCancel(orderNo);
    await plant.until('production', orderNo, (view) => view.state === 'CANCELLED');
    plant.mes.openLocally(orderNo, FG);
    plant.mes.confirm(orderNo, { yield: '5' });
    await posted(plant, orderNo, '5');
  },

  async 'order-already-closed'(plant, orderNo) {
    await send(plant, orderNo);
    plant.mes.complete(orderNo);
    await inException(plant, 'production', orderNo);
    await plant.act('production', orderNo, 'decide', { payload: { choice: 'SHORT_CLOSE' } });
    await plant.until('production', orderNo, (view) => view.state === 'CANCELLED_PARTIAL');
    plant.mes.confirm(orderNo, { yield: '5' });
  },

  async 'unit-maintained-then-posted'(plant, orderNo) {
    const item = `RM-${orderNo}`;
    plant.sap.addItem({ item, baseUom: 'EA', standardCost: '2.50', stock: '1000' });
    plant.order(orderNo, '500', { components: [{ item, quantity: '500', uom: 'EA' }] });
    plant.mes.openLocally(orderNo, FG);
    plant.mes.confirm(orderNo, { yield: '10', consumption: crateOf(item) });
    await inException(plant, 'inventory', orderNo);
    const crate = { uom: 'CRATE', numerator: '10', denominator: '1' };
    plant.sap.addItem({ item, baseUom: 'EA', standardCost: '2.50', alternativeUoms: [crate] });
    await plant.act('inventory', orderNo, 'retry');
    await posted(plant, orderNo, '10');
  },

  async 'unit-rejected'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '10', consumption: crateOf('RM-10') });
    await inException(plant, 'inventory', orderNo);
    await plant.act('inventory', orderNo, 'decide', { payload: { choice: 'REJECT' } });
  },

  async 'receipt-skipped'(plant, orderNo) {
    makeLocally(plant, orderNo);
    const confirmationId = `${orderNo}-1`;
    const path = `/production-receipts/${confirmationId}`;
    plant.wms.faults.ask({ kind: 'status', method: 'PUT', path, status: 422, code: 'NO_SUCH_DOOR', times: 10 });
    plant.mes.confirm(orderNo, { confirmationId, yield: '10' });
    await inException(plant, 'inventory', orderNo);
    await plant.act('inventory', orderNo, 'skip');
    await posted(plant, orderNo, '10');
  },
} satisfies Partial<Plays<'production-to-inventory'>>;
