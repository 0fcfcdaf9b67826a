import { describe, expect, it } from 'vitest';
import { confirmation, expectBooksToBalance, goodsMovement, order, seededPlant, stockOf, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

describe('posting a goods movement to SAP', () => {
  it('posts one document, and finds it again when the reply is lost', async () => {
    const { plant, erp } = await seededPlant();
    plant.faults.ask({ kind: 'garbage', method: 'POST', path: 'A_MaterialDocumentHeader' });
    const trouble = await troubleOf(erp.postGoodsMovement.send(goodsMovement(), under('key-1')));
    expect(trouble).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
      upstream: { text: expect.stringContaining('502') },
    });
    const stands = { documents: [{ system: 'SAP', type: 'MATERIAL_DOCUMENT', number: '4900000001', year: '2026' }] };
    expect(await erp.postGoodsMovement.find(goodsMovement(), under('key-1'))).toEqual(stands);
    expect(await erp.postGoodsMovement.find(goodsMovement(), under('key-2'))).toBeNull();
    expect(plant.ledger().materialDocuments).toEqual([
      expect.objectContaining({
        reference: expect.stringMatching(/^X[A-Z2-7]{15}$/),
        text: 'C-1 parked line of order ',
        postingDate: '2026-03-10',
      }),
    ]);
    expectBooksToBalance(plant);
  });

  it('returns the document’s number although SAP shows no items in its reply', async () => {
    const { erp } = await seededPlant();
    expect(await erp.postGoodsMovement.send(goodsMovement(), under('key-1'))).toMatchObject({
      documents: [{ number: '4900000001' }],
    });
  });

  it('posts a receipt as one for the order', async () => {
    const { plant, erp } = await seededPlant();
    const [receipt = expect.fail()] = confirmation().movements;
    await erp.postGoodsMovement.send(goodsMovement('1', { movements: [receipt] }), under('key-1'));
    expect(plant.ledger().materialDocuments[0]?.movements).toEqual([
      expect.objectContaining({ type: '101', orderNo: order.orderNo, item: 'FG-1000', quantity: '100', batch: 'L-31' }),
    ]);
  });

  it('names the line that stock does not cover', async () => {
    const { erp } = await seededPlant({ 'RM-20': '150' });
    const trouble = await troubleOf(erp.postGoodsMovement.send(goodsMovement(), under('key-1')));
    expect(trouble).toMatchObject({ code: 'B-STOCK-SHORT', applied: 'no', subjects: ['0002'] });
  });

  it('names no line of another batch or location', async () => {
    const { erp } = await seededPlant({ 'RM-20': '150' });
    const [line = expect.fail()] = goodsMovement().movements;
    const elsewhere = { ...line, line: 'elsewhere', location: '0001', quantity: { value: '0.001', uom: 'EA' } };
    const message = goodsMovement('1', { movements: [line, elsewhere] });
    expect(await troubleOf(erp.postGoodsMovement.send(message, under('key-1')))).toMatchObject({
      subjects: ['0002', 'elsewhere'],
    });
    expect(await troubleOf(erp.postGoodsMovement.send(goodsMovement('151'), under('key-1')))).toMatchObject({
      subjects: ['0002'],
    });
  });

  it('moves stock to another place, for no order and at no gain', async () => {
    const { plant, erp } = await seededPlant();
    const line = { line: 'kanban', type: 'TRANSFER', item: 'RM-20', quantity: { value: '40', uom: 'EA' } } as const;
    const transfer = { ...line, location: 'LINE', toLocation: 'CELL' };
    await erp.postGoodsMovement.send(goodsMovement('1', { movements: [transfer] }), under('key-1'));
    expect(await erp.postGoodsMovement.find(goodsMovement(), under('key-1'))).not.toBeNull();
    expect(plant.ledger().materialDocuments[0]?.movements).toEqual([
      expect.objectContaining({ type: '311', orderNo: '', location: 'LINE', toLocation: 'CELL', quantity: '40' }),
    ]);
    expect(stockOf(plant, 'RM-20')).toEqual(['9960', '40']);
    expectBooksToBalance(plant);
    const homeless = goodsMovement('1', { movements: [{ ...line, location: 'LINE' }] });
    expect(await troubleOf(erp.postGoodsMovement.send(homeless, under('key-2')))).toMatchObject({ code: 'P-BUG' });
  });

  it('names the transfer that stock does not cover', async () => {
    const { erp } = await seededPlant({ 'RM-20': '30' });
    const quantity = { value: '40', uom: 'EA' };
    const transfer = {
      line: 'kanban',
      type: 'TRANSFER',
      item: 'RM-20',
      quantity,
      location: 'LINE',
      toLocation: 'CELL',
    } as const;
    const message = goodsMovement('1', { movements: [transfer] });
    expect(await troubleOf(erp.postGoodsMovement.send(message, under('key-1')))).toMatchObject({
      code: 'B-STOCK-SHORT',
      subjects: ['kanban'],
    });
  });

  it('refuses receipts and issues in one document before anything is sent', async () => {
    const { plant, erp } = await seededPlant();
    const message = goodsMovement('1', { movements: confirmation().movements });
    expect(await troubleOf(erp.postGoodsMovement.send(message, under('key-1')))).toMatchObject({
      code: 'P-BUG',
      applied: 'no',
    });
    expect(plant.tokenFetches).toBe(0);
  });
});

describe('an outage of SAP', () => {
  it('proves that nothing was posted, and posting goes on afterwards', async () => {
    const { plant, erp } = await seededPlant();
    await erp.postGoodsMovement.send(goodsMovement(), under('key-1'));
    await plant.standIn.stop();
    expect(await troubleOf(erp.postGoodsMovement.send(goodsMovement(), under('key-2')))).toMatchObject({
      code: 'T-UNAVAILABLE',
      applied: 'no',
    });
    await plant.standIn.start();
    await erp.postGoodsMovement.send(goodsMovement(), under('key-2'));
    expect(plant.ledger().materialDocuments).toHaveLength(2);
  });
});
