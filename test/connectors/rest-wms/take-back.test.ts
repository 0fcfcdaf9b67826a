import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { pieces, startedPlant, under } from './harness.js';

const context = { signal: new AbortController().signal };
const ref = { plant: 'P100', orderNo: '1000123', receiptId: 'MES-1' };
const receipt = { ...ref, item: 'FG-1000', quantity: pieces('50'), location: '0001', lot: 'L-31' };
const asked = { ...ref, quantity: pieces('50'), reason: 'counted twice' };

async function putAway(status?: 'QUALITY') {
  const started = await startedPlant({ putAwayAfterMs: 'by hand' });
  await started.wms.expectReceipt.send({ ...receipt, ...(status && { status }) }, under('key-1'));
  started.plant.putAway('MES-1');
  return started;
}

describe('taking a production receipt back', () => {
  it('is work that people do: nothing has moved until they have, and then it is told once', async () => {
    const { plant, wms } = await putAway('QUALITY');
    await wms.takeBackReceipt.send(asked, under('key-2'));
    expect(await wms.readProductionReceipt(ref, context)).toMatchObject({
      status: 'TAKING_BACK',
      takenBack: pieces('0'),
    });
    expect(plant.stock.exactly({ item: 'FG-1000', lot: 'L-31' }, '0001', 'QUALITY')).toBe('50');
    plant.takeBack('MES-1');
    expect(await wms.readProductionReceipt(ref, context)).toMatchObject({
      status: 'TAKEN_BACK',
      takenBack: pieces('50'),
    });
    expect(plant.stock.exactly({ item: 'FG-1000', lot: 'L-31' }, '0001', 'QUALITY')).toBe('0');
    expect(plant.events.events.filter(({ type }) => type === 'ReceiptTakenBack')).toHaveLength(1);
  });

  it('is refused where less lies there in that lot, and leaves no task', async () => {
    const { plant, wms } = await putAway();
    plant.stock.move({ item: 'FG-1000', lot: 'L-31', quantity: '30', from: '0001', reason: 'TEST', document: '1' });
    expect(await troubleOf(wms.takeBackReceipt.send(asked, under('key-2')))).toMatchObject({
      code: 'B-STOCK-SHORT',
      applied: 'no',
    });
    expect(plant.receipts.tasks).toEqual([]);
  });

  it('of what is not put away yet keeps it from being so', async () => {
    const { plant, wms } = await startedPlant({ putAwayAfterMs: 'by hand' });
    await wms.expectReceipt.send(receipt, under('key-1'));
    await wms.takeBackReceipt.send(asked, under('key-2'));
    plant.putAway('MES-1');
    expect(await wms.readProductionReceipt(ref, context)).toMatchObject({
      status: 'TAKEN_BACK',
      takenBack: pieces('50'),
    });
    expect(plant.stock.entries().filter(({ item }) => item === 'FG-1000')).toEqual([]);
  });

  it('of what was never announced has nothing to take back', async () => {
    const { wms } = await startedPlant();
    expect(await wms.takeBackReceipt.send(asked, under('key-2'))).toEqual({ documents: [] });
    expect(await wms.readProductionReceipt(ref, context)).toBeNull();
  });
});
