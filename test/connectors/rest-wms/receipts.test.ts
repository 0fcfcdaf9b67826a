import { expect, it } from 'vitest';
import { onHand, ORDER, startedPlant, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

const receipt = {
  ...ORDER,
  receiptId: 'MES-P100-88123',
  item: 'FG-1000',
  quantity: { value: '100', uom: 'EA' },
  location: '0002',
  lot: 'L-31',
};

it('announces a receipt once, and its stock is put away once', async () => {
  const { plant, wms } = await startedPlant();
  const fault = plant.faults.ask({ kind: 'commit-then-cut', method: 'PUT' });
  expect(await troubleOf(wms.expectReceipt.send(receipt, under('key-1')))).toMatchObject({ applied: 'maybe' });
  expect(fault.struck).toBe(1);
  const posted = { documents: [{ system: 'WMS-RDC1', type: 'PRODUCTION_RECEIPT', number: 'MES-P100-88123' }] };
  expect(await wms.expectReceipt.find(receipt, under('key-1'))).toEqual(posted);
  expect(await wms.expectReceipt.send(receipt, under('key-1'))).toEqual(posted);
  expect(await wms.expectReceipt.send(receipt, under('key-2'))).toEqual(posted);
  expect(onHand(plant)).toEqual(['100 FG-1000 at 0002']);
});

it('does not change a receipt that is known', async () => {
  const { plant, wms } = await startedPlant({ putAwayAfterMs: 'by hand' });
  await wms.expectReceipt.send(receipt, under('key-1'));
  const other = { ...receipt, quantity: { value: '104', uom: 'EA' } };
  expect(await troubleOf(wms.expectReceipt.send(other, under('key-2')))).toMatchObject({
    code: 'B-REJECTED',
    upstream: { code: 'RECEIPT_KNOWN' },
  });
  expect(onHand(plant)).toEqual([]);
  plant.putAway('MES-P100-88123');
  plant.putAway('MES-P100-88123');
  expect(onHand(plant)).toEqual(['100 FG-1000 at 0002']);
});
