import { beforeAll, describe, expect, test } from 'vitest';
import { startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  // Long enough that nothing is posted by looking now and then.
  plant = await startPlant({ mesAnswersAfterMs: 20, overrides: { production: { parkedRecheck: '10m' } } });
});

const itemOf = (orderNo: string) => `RM-${orderNo}`;

/** In execution, with a component of its own: some at the line; in the bulk store too little to stage all of it. */
async function started(orderNo: string, atLine: string, inBulk: string, bulkInErp = inBulk): Promise<void> {
  const item = itemOf(orderNo);
  plant.sap.addItem({ item, baseUom: 'EA', standardCost: '2.50', stock: atLine });
  plant.sap.receiveStock(item, bulkInErp, { location: 'BULK' });
  plant.wms.stock.open(item, 'LINE', atLine);
  plant.wms.stock.open(item, 'BULK', inBulk);
  plant.order(orderNo, '500', { components: [{ item, quantity: '500', uom: 'EA', location: 'LINE' }] });
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED');
  plant.mes.start(orderNo);
}

const transfers = (signalNo: string) =>
  plant.sap
    .ledger()
    .materialDocuments.filter(({ text }) => text === signalNo)
    .flatMap(({ movements }) => movements)
    .map(({ type, quantity, location, toLocation }) => `${type} ${quantity} ${location}>${toLocation}`);

/** At the line and in the bulk store, by both books. */
const stockOf = (orderNo: string) => {
  const item = itemOf(orderNo);
  const at = (location: string) => ({
    erp: plant.sap.ledger().stock.find((one) => one.item === item && one.location === location)?.quantity ?? '0',
    wms: plant.wms.ledger().stock.find((one) => one.item === item && one.location === location)?.onHand ?? '0',
  });
  return { line: at('LINE'), bulk: at('BULK') };
};

const taskOf = async (signalNo: string): Promise<void> =>
  await expect.poll(() => plant.wms.ledger().replenishments[signalNo]?.status, { timeout: 15_000 }).toBe('OPEN');

const card = (orderNo: string, quantity = '100') => ({ item: itemOf(orderNo), quantity, location: 'LINE' });

describe('a place at the line wants material', () => {
  test('gets one task however often it says so, and one transfer when it was brought: both books agree', async () => {
    await started('1001401', '0', '300');
    const { signalNo, eventId } = plant.mes.kanban('1001401', card('1001401'));
    plant.mes.resend(eventId);
    plant.mes.kanban('1001401', { ...card('1001401'), signalNo });
    await taskOf(signalNo);
    const brought = plant.wms.bring(signalNo);
    await expect.poll(() => transfers(signalNo), { timeout: 15_000 }).toEqual(['311 100 BULK>LINE']);
    // Told again, under another message's name.
    plant.wms.events.tell('TransferPosted', '1001401', brought.data);
    plant.mes.confirm('1001401', { yield: '10' });
    const view = await plant.until('inventory', '1001401', (one) => one.progress?.yield === '10');
    expect(view.timeline).toContainEqual(expect.objectContaining({ type: 'duplicate', of: signalNo }));
    expect(view.documents.map(({ type }) => type)).toContain('REPLENISHMENT');
    expect(plant.wms.replenishments.taken.filter((one) => one === signalNo)).toHaveLength(1);
    expect(transfers(signalNo)).toEqual(['311 100 BULK>LINE']);
    expect(stockOf('1001401')).toEqual({ line: { erp: '90', wms: '100' }, bulk: { erp: '200', wms: '200' } });
  });

  test('has one transfer when the reply of the ERP is lost', async () => {
    await started('1001402', '0', '300');
    const { signalNo } = plant.mes.kanban('1001402', card('1001402'));
    await taskOf(signalNo);
    const request = { method: 'POST', path: '/A_MaterialDocumentHeader', body: signalNo };
    const fault = plant.sap.faults.ask({ kind: 'commit-then-cut', ...request });
    plant.wms.bring(signalNo);
    await plant.until('inventory', '1001402', (view) => view.state === 'IDLE' && view.documents.length > 1);
    expect(fault.struck).toBe(1);
    expect(transfers(signalNo)).toEqual(['311 100 BULK>LINE']);
    expect(stockOf('1001402')).toEqual({ line: { erp: '100', wms: '100' }, bulk: { erp: '200', wms: '200' } });
  });

  test('frees the line that was parked for want of it, at once', async () => {
    await started('1001403', '0', '300');
    plant.mes.confirm('1001403', { yield: '100' });
    await plant.until('inventory', '1001403', (view) => view.state === 'PARKED_LINES');
    const { signalNo } = plant.mes.kanban('1001403', card('1001403'));
    await taskOf(signalNo);
    plant.wms.bring(signalNo);
    await plant.until('inventory', '1001403', (view) => view.state === 'IDLE' && view.exceptionCount === 0);
    expect(plant.postedTo('1001403').moved[`261 ${itemOf('1001403')}`]).toBe('100');
    expect(stockOf('1001403').line.erp).toBe('0');
  });

  test('is served while the final report waits for it, and then the order closes', async () => {
    await started('1001404', '100', '450');
    plant.mes.confirm('1001404', { yield: '500', final: true });
    plant.mes.complete('1001404');
    await plant.until('inventory', '1001404', (view) => view.exceptions[0]?.code === 'B-STOCK-SHORT');
    const { signalNo } = plant.mes.kanban('1001404', card('1001404', '400'));
    await taskOf(signalNo);
    plant.wms.bring(signalNo);
    await plant.until('production', '1001404', (view) => view.state === 'CLOSED');
    expect(plant.postedTo('1001404').moved[`261 ${itemOf('1001404')}`]).toBe('500');
  });

  test('whose material the ERP does not have parks the transfer alone, and posts it once when it has', async () => {
    await started('1001405', '100', '300', '40');
    const { signalNo } = plant.mes.kanban('1001405', card('1001405'));
    await taskOf(signalNo);
    plant.wms.bring(signalNo);
    const parked = await plant.until('inventory', '1001405', (view) => view.state === 'PARKED_LINES');
    expect(parked.exceptions[0]).toMatchObject({ code: 'B-STOCK-SHORT', owner: 'inventory' });
    plant.mes.confirm('1001405', { yield: '10' });
    await plant.until('inventory', '1001405', (view) => view.progress?.yield === '10');
    expect(transfers(signalNo)).toEqual([]);
    plant.sap.receiveStock(itemOf('1001405'), '100', { location: 'BULK' });
    await plant.act('inventory', '1001405', 'retry');
    expect(transfers(signalNo)).toEqual(['311 100 BULK>LINE']);
    await plant.until('inventory', '1001405', (view) => view.state === 'IDLE');
  });

  test('is served while a report is missing', async () => {
    await started('1001406', '100', '300');
    plant.mes.reports.skip('1001406');
    plant.mes.confirm('1001406', { yield: '10' });
    await plant.until('inventory', '1001406', (view) => view.exceptions[0]?.code === 'C-SEQ-GAP');
    const { signalNo } = plant.mes.kanban('1001406', card('1001406'));
    await taskOf(signalNo);
    plant.wms.bring(signalNo);
    await expect.poll(() => transfers(signalNo), { timeout: 15_000 }).toHaveLength(1);
    expect(plant.postedTo('1001406').confirmations).toEqual([]);
  });
});
