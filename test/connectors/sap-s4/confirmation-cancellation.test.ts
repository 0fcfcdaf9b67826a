import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { confirmation, context, expectBooksToBalance, ORDER, seededPlant, stockOf, under } from './harness.js';

const write = { method: 'POST', path: 'CancelProdnOrdConf' };

async function confirmed() {
  const { plant, erp } = await seededPlant();
  const before = stockOf(plant, 'RM-20');
  const { documents } = await erp.postConfirmation.send(confirmation(), under('key-1'));
  const found = documents.find(({ type }) => type === 'CONFIRMATION');
  if (!found) throw new Error('no confirmation was posted');
  return { plant, erp, before, message: { plant: 'P100', confirmation: found, date: '2026-03-11' } };
}

describe('reversing a confirmation in SAP', () => {
  it('is done once, with all that was posted with it, and adopted when the reply is lost', async () => {
    const { plant, erp, before, message } = await confirmed();
    expect(await erp.cancelConfirmation.find(message, under('key-2'))).toBeNull();
    plant.faults.ask({ ...write, kind: 'commit-then-cut' });
    expect(await troubleOf(erp.cancelConfirmation.send(message, under('key-2')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    const found = await erp.cancelConfirmation.find(message, under('key-2'));
    expect(found?.documents.map(({ type }) => type)).toEqual(['CONFIRMATION', 'MATERIAL_DOCUMENT']);
    expect(await erp.cancelConfirmation.send(message, under('key-2'))).toEqual(found);
    const { confirmations, materialDocuments } = plant.ledger();
    expect(confirmations.map(({ reversedBy, reverses }) => [reversedBy, reverses])).toEqual([
      [confirmations[1]?.number, undefined],
      [undefined, confirmations[0]?.number],
    ]);
    expect(materialDocuments).toHaveLength(2);
    expect(stockOf(plant, 'RM-20')).toEqual(before);
    expectBooksToBalance(plant);
  });

  it('is refused where the stock has gone, and then none of it is reversed', async () => {
    const { plant, erp, message } = await confirmed();
    const [receipt] = confirmation().movements;
    const { item = '', location = '', lot } = receipt ?? {};
    plant.issueStock(item, '1', { location, ...(lot !== undefined && { batch: lot }) });
    expect(await troubleOf(erp.cancelConfirmation.send(message, under('key-2')))).toMatchObject({
      code: 'B-STOCK-SHORT',
      applied: 'no',
    });
    expect(plant.ledger().confirmations).toHaveLength(1);
    expect(await erp.cancelConfirmation.find(message, under('key-2'))).toBeNull();
  });

  it('leaves a confirmation that was never there to a person', async () => {
    const { erp, message } = await confirmed();
    const unknown = { ...message, confirmation: { ...message.confirmation, number: '99999/1' } };
    expect(await troubleOf(erp.cancelConfirmation.send(unknown, under('key-2')))).toMatchObject({ code: 'B-REJECTED' });
  });
});

it('shows which orders have used a lot, and not what was taken back', async () => {
  const { plant, erp } = await seededPlant();
  plant.receiveStock('RM-10', '200', { batch: 'L-778' });
  const used = { line: '1', type: 'GI_PRODUCTION', item: 'RM-10', location: 'LINE', lot: 'L-778' } as const;
  const posting = {
    ...{ plant: 'P100', orderNo: ORDER, documentDate: '2026-03-10', postingDate: '2026-03-10', text: 'used' },
    movements: [{ ...used, quantity: { value: '60', uom: 'EA' } }],
  };
  const { documents } = await erp.postGoodsMovement.send(posting, under('key-1'));
  const wanted = { plant: 'P100', item: 'RM-10', lot: 'L-778' };
  expect(await erp.readLotUse(wanted, context)).toEqual({
    deliveries: [],
    orders: [{ orderNo: ORDER, quantity: { value: '60', uom: 'EA' } }],
  });
  const [document] = documents;
  if (!document) throw new Error('nothing was posted');
  await erp.cancelGoodsMovement.send({ plant: 'P100', document, date: '2026-03-11' }, under('key-2'));
  expect(await erp.readLotUse(wanted, context)).toEqual({ deliveries: [], orders: [] });
});
