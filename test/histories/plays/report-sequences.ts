import type { TestPlant } from '../../setup/plant.js';
import { inException, type Plays, posted, start } from './play.js';
import { makeLocally } from './report-decisions.js';

/** A report that is missing: its event is lost, or its number has none. */
function skip(plant: TestPlant, orderNo: string, missing: 'untold' | 'void'): void {
  makeLocally(plant, orderNo);
  plant.mes.confirm(orderNo, { yield: '10' });
  if (missing === 'void') plant.mes.reports.skip(orderNo);
  else plant.mes.confirm(orderNo, { yield: '20', untold: true });
  plant.mes.confirm(orderNo, { yield: '30' });
}

/** Made and closed. @returns the number of its first confirmation */
async function close(plant: TestPlant, orderNo: string): Promise<string> {
  await start(plant, orderNo);
  const { confirmationId } = plant.mes.confirm(orderNo, { yield: '100' });
  plant.mes.confirm(orderNo, { yield: '400', final: true });
  plant.mes.complete(orderNo);
  await plant.until('inventory', orderNo, (view) => view.state === 'DONE');
  return confirmationId;
}

async function reportLate(plant: TestPlant, orderNo: string): Promise<void> {
  await close(plant, orderNo);
  plant.mes.confirm(orderNo, { yield: '5' });
  await inException(plant, 'inventory', orderNo);
}

/** Brought by the warehouse at the wish of a place at the line. */
async function replenish(plant: TestPlant, orderNo: string, inErp: string): Promise<string> {
  const item = `RM-${orderNo}`;
  plant.sap.addItem({ item, baseUom: 'EA', standardCost: '2.50', stock: '0' });
  plant.sap.receiveStock(item, inErp, { location: 'BULK' });
  plant.wms.stock.open(item, 'BULK', '100');
  makeLocally(plant, orderNo);
  const { signalNo } = plant.mes.kanban(orderNo, { item, quantity: '100', location: 'LINE' });
  await plant.until('inventory', orderNo, ({ documents }) => documents.some(({ type }) => type === 'REPLENISHMENT'));
  plant.wms.bring(signalNo);
  return signalNo;
}

const transferred = (plant: TestPlant, orderNo: string) =>
  plant.until('inventory', orderNo, ({ documents, condition }) => {
    const isPosted = documents.some(({ type }) => type === 'MATERIAL_DOCUMENT');
    return isPosted && condition === 'WAITING';
  });

/** Reports that are missing or late, and material for the line. */
export const reportSequences = {
  async 'missing-report-fetched'(plant, orderNo) {
    skip(plant, orderNo, 'untold');
    await posted(plant, orderNo, '60');
  },

  async 'missing-report-open'(plant, orderNo) {
    skip(plant, orderNo, 'void');
    await plant.until('inventory', orderNo, (view) => view.exceptions[0]?.code === 'C-SEQ-GAP');
  },

  async 'missing-report-declared-void'(plant, orderNo) {
    skip(plant, orderNo, 'void');
    await plant.until('inventory', orderNo, (view) => view.exceptions[0]?.code === 'C-SEQ-GAP');
    await plant.act('inventory', orderNo, 'retry');
    await plant.act('inventory', orderNo, 'decide', { payload: { choice: 'DECLARE_VOID' } });
    await posted(plant, orderNo, '40');
  },

  async 'empty-report-rejected'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '0' });
    await inException(plant, 'inventory', orderNo);
    await plant.act('inventory', orderNo, 'decide', { payload: { choice: 'REJECT' } });
    plant.mes.confirm(orderNo, { yield: '0', activities: [{ type: 'LABOR', duration: { value: '5', uom: 'MIN' } }] });
    plant.mes.confirm(orderNo, { yield: '10' });
    await posted(plant, orderNo, '10');
  },

  'late-report-open': reportLate,

  async 'late-report-rejected'(plant, orderNo) {
    await reportLate(plant, orderNo);
    await plant.act('inventory', orderNo, 'decide', { payload: { choice: 'REJECT' } });
  },

  async 'late-report-posted'(plant, orderNo) {
    await reportLate(plant, orderNo);
    plant.sap.revokeCompletion(orderNo);
    await plant.act('inventory', orderNo, 'retry');
    await plant.until('inventory', orderNo, (view) => view.progress?.yield === '505');
  },

  async 'late-report-told-again'(plant, orderNo) {
    const confirmationId = await close(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '100', confirmationId });
    await plant.until('inventory', orderNo, ({ timeline }) => timeline.some(({ type }) => type === 'duplicate'));
  },

  /** Ended by an administrator: what it had posted is looked up in the ERP. */
  async 'gone-then-begun-again'(plant, orderNo) {
    await start(plant, orderNo);
    const { confirmationId } = plant.mes.confirm(orderNo, { yield: '100' });
    await posted(plant, orderNo, '100');
    await plant.temporal.client.workflow.getHandle(`production-to-inventory/1000/P100/${orderNo}`).terminate();
    plant.mes.confirm(orderNo, { yield: '100', confirmationId });
    plant.mes.confirm(orderNo, { yield: '20' });
    await posted(plant, orderNo, '120');
  },

  async 'replenished'(plant, orderNo) {
    await replenish(plant, orderNo, '100');
    await transferred(plant, orderNo);
  },

  async 'transfer-parked-then-posted'(plant, orderNo) {
    await replenish(plant, orderNo, '40');
    await plant.until('inventory', orderNo, (view) => view.state === 'PARKED_LINES');
    plant.sap.receiveStock(`RM-${orderNo}`, '100', { location: 'BULK' });
    await plant.act('inventory', orderNo, 'retry');
    await transferred(plant, orderNo);
  },
} satisfies Partial<Plays<'production-to-inventory'>>;
