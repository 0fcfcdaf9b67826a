import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { context, under } from './harness.js';
import { at, created, deliveryIn, LINE, pieces, shippingPlant } from './sales-harness.js';

const pick = (value: string, lot?: string) => ({ line: LINE, quantity: pieces(value), ...(lot && { lot }) });

describe('telling SAP what was picked', () => {
  it('splits the line by lot, and each is issued as its own', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    plant.receiveStock('FG-1000', '30', { location: '0001', batch: 'L-1' });
    const deliveryNo = await created(erp, salesOrderNo);
    const message = { ...at(deliveryNo), lines: [pick('25', 'L-1'), pick('35', 'L-2')] };
    await erp.setPicked.send(message, under('key-1'));
    expect((await erp.readDelivery(at(deliveryNo), context))?.lines).toEqual([
      expect.objectContaining({ line: '000010/900001', salesOrderLine: LINE, picked: pieces('25'), lot: 'L-1' }),
      expect.objectContaining({ line: '000010/900002', salesOrderLine: LINE, picked: pieces('35'), lot: 'L-2' }),
    ]);
    await erp.postGoodsIssue.send({ ...at(deliveryNo), actualDate: '2026-03-10' }, under('key-2'));
    const issued = plant.ledger().materialDocuments.find(({ reference }) => reference === deliveryNo);
    expect(issued?.movements.map(({ batch, quantity }) => [batch, quantity])).toEqual([
      ['L-1', '25'],
      ['L-2', '35'],
    ]);
  });

  it('splits once, however often it is told', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = await created(erp, salesOrderNo);
    const message = { ...at(deliveryNo), lines: [pick('25', 'L-1'), pick('35', 'L-2')] };
    await erp.setPicked.send(message, under('key-1'));
    const stands = deliveryIn(plant, deliveryNo);
    await erp.setPicked.send(message, under('key-1'));
    await erp.setPicked.send(message, under('key-2'));
    expect(deliveryIn(plant, deliveryNo)).toEqual(stands);
  });

  it.each([
    ['cut-before', '/CreateBatchSplitItem.*L-2'],
    ['commit-then-cut', '/CreateBatchSplitItem.*L-1'],
    ['commit-then-cut', '/CreateBatchSplitItem.*L-2'],
  ] as const)('goes on where a %s at %s has stopped it', async (kind, path) => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = await created(erp, salesOrderNo);
    const message = { ...at(deliveryNo), lines: [pick('25', 'L-1'), pick('35', 'L-2')] };
    plant.faults.ask({ kind, method: 'POST', path });
    expect(await troubleOf(erp.setPicked.send(message, under('key-1')))).toMatchObject({ applied: 'maybe' });
    await erp.setPicked.send(message, under('key-1'));
    expect(deliveryIn(plant, deliveryNo)?.lines.map(({ batch, picked }) => [batch, picked])).toEqual([
      ['', '0'],
      ['L-1', '25'],
      ['L-2', '35'],
    ]);
  });

  it('corrects a lot that was told wrongly before', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = await created(erp, salesOrderNo);
    const send = (...lines: ReturnType<typeof pick>[]) =>
      erp.setPicked.send({ ...at(deliveryNo), lines }, under('key-1'));
    await send(pick('25', 'L-1'), pick('35', 'L-2'));
    await send(pick('20', 'L-1'), pick('40', 'L-3'));
    const picked = deliveryIn(plant, deliveryNo)?.lines.filter((one) => one.picked !== '0');
    expect(picked?.map(({ batch, quantity }) => [batch, quantity])).toEqual([
      ['L-1', '20'],
      ['L-3', '40'],
    ]);
  });

  it('keeps one line for one lot, and the lot that SAP has determined where none is told', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = await created(erp, salesOrderNo);
    await erp.setPicked.send({ ...at(deliveryNo), lines: [pick('60', 'L-7')] }, under('key-1'));
    await erp.setPicked.send({ ...at(deliveryNo), lines: [pick('60')] }, under('key-2'));
    expect(deliveryIn(plant, deliveryNo)?.lines).toMatchObject([{ line: LINE, batch: 'L-7', picked: '60' }]);
  });

  it('delivers what was picked, also when that is more than was wanted, or less', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    for (const value of ['62', '55']) {
      const deliveryNo = plant.createDelivery(salesOrderNo, { 10: '40' });
      const message = { ...at(deliveryNo), lines: [pick(value)] };
      expect(await erp.setPicked.find(message, under('key-1'))).toBeNull();
      await erp.setPicked.send(message, under('key-1'));
      expect((await erp.readDelivery(at(deliveryNo), context))?.lines).toMatchObject([
        { quantity: pieces(value), picked: pieces(value) },
      ]);
      await erp.deleteDelivery.send(at(deliveryNo), under('key-2'));
    }
  });

  it('names a line that the delivery does not have', async () => {
    const { erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = await created(erp, salesOrderNo);
    const lines = [{ line: '000090', quantity: pieces('1') }];
    expect(await troubleOf(erp.setPicked.send({ ...at(deliveryNo), lines }, under('key-1')))).toMatchObject({
      code: 'B-REJECTED',
      text: expect.stringContaining('000090'),
    });
  });
});
