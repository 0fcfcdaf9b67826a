import { describe, expect, it } from 'vitest';
import type { DocumentRef } from '../../../contracts/entities/documents.js';
import { troubleOf } from '../trouble-of.js';
import { altered, below } from './altered.js';
import { confirmation, expectBooksToBalance, goodsMovement, under } from './harness.js';
import { meanwhile } from './meanwhile.js';
import { buyingPlant, forOrder, housings, lineIn, moving, post, receiptFor } from './purchase-harness.js';
import { issuedDelivery } from './sales-harness.js';

const write = { method: 'POST', path: 'API_MATERIAL_DOCUMENT_SRV/Cancel' };
const of = (document: DocumentRef, date = '2026-03-11') => ({ plant: 'P100', document, date });
const numbered = (number: string) => ({
  documents: [{ system: 'SAP', type: 'MATERIAL_DOCUMENT', number, year: '2026' }],
});

async function received(value = '600') {
  const { plant, erp, purchaseOrderNo } = await buyingPlant();
  const document = await post(erp, receiptFor(purchaseOrderNo, value));
  return { plant, erp, purchaseOrderNo, document };
}

describe('cancelling a material document in SAP', () => {
  it('is done once, by a document of its own, and adopted when the reply is lost', async () => {
    const { plant, erp, purchaseOrderNo, document } = await received();
    expect(await erp.cancelGoodsMovement.find(of(document), under('key-1'))).toBeNull();
    plant.faults.ask({ ...write, kind: 'commit-then-cut' });
    expect(await troubleOf(erp.cancelGoodsMovement.send(of(document), under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    expect(await erp.cancelGoodsMovement.find(of(document), under('key-1'))).toEqual(numbered('4900000002'));
    expect(await erp.cancelGoodsMovement.send(of(document), under('key-1'))).toEqual(numbered('4900000002'));
    const [receipt, ...others] = plant.ledger().materialDocuments;
    expect(receipt).toMatchObject({ cancelledBy: '4900000002' });
    expect(others).toMatchObject([
      {
        ...{ number: '4900000002', cancels: '4900000001', reference: '', postingDate: '2026-03-11' },
        movements: [{ type: '102', quantity: '600', value: '10500.00' }],
      },
    ]);
    expect(lineIn(plant, purchaseOrderNo)?.received).toBe('0');
    expect(housings(plant)).toEqual({ 'L-801 UNRESTRICTED': '0' });
    expectBooksToBalance(plant);
  });

  it.each([
    ['GR_FREE', '512'],
    ['QUALITY_RELEASE', '322'],
    ['QUALITY_BLOCK', '349'],
    ['SAMPLE', '332'],
    ['RETURN_SUPPLIER', '123'],
    ['GR_PURCHASE_LESS', '101'],
  ] as const)('leaves nothing of a %s', async (type, reversal) => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    await post(erp, receiptFor(purchaseOrderNo, '100', { status: 'QUALITY' }));
    await post(erp, receiptFor(purchaseOrderNo, '100'));
    const before = JSON.stringify([housings(plant), lineIn(plant, purchaseOrderNo)]);
    const isForOrder = type === 'RETURN_SUPPLIER' || type === 'GR_PURCHASE_LESS';
    const document = await post(erp, isForOrder ? forOrder(type, purchaseOrderNo, '30') : moving(type, '30'));
    expect(JSON.stringify([housings(plant), lineIn(plant, purchaseOrderNo)])).not.toBe(before);
    await erp.cancelGoodsMovement.send(of(document), under('key-1'));
    const { 'L-801 BLOCKED': blocked = '0', ...stock } = housings(plant);
    expect(JSON.stringify([stock, lineIn(plant, purchaseOrderNo)])).toBe(before);
    expect(blocked).toBe('0');
    expect(plant.ledger().materialDocuments.at(-1)).toMatchObject({
      cancels: document.number,
      movements: [{ type: reversal, quantity: '30' }],
    });
    expectBooksToBalance(plant);
  });

  it('takes an issue and a transfer back too', async () => {
    const { plant, erp } = await buyingPlant();
    const seals = () =>
      plant
        .ledger()
        .stock.filter(({ item }) => item === 'RM-20')
        .map(({ location, quantity }) => `${location} ${quantity}`);
    const transfer = moving('TRANSFER', '40', { item: 'RM-20', location: 'LINE', toLocation: 'CELL' });
    const [line = expect.fail()] = transfer.movements;
    const { lot: _, ...withoutLot } = line;
    const moved = await post(erp, { ...transfer, movements: [withoutLot] });
    const issued = await post(erp, goodsMovement('208'));
    expect(seals()).toEqual(['LINE 9752', 'CELL 40']);
    await erp.cancelGoodsMovement.send(of(moved), under('key-1'));
    await erp.cancelGoodsMovement.send(of(issued), under('key-2'));
    expect(seals()).toEqual(['LINE 10000', 'CELL 0']);
    expectBooksToBalance(plant);
  });

  it('counts as done when somebody else was quicker, before or while it is sent', async () => {
    const { plant, erp, purchaseOrderNo, document } = await received();
    plant.cancelMaterialDocument(document.number);
    expect(await erp.cancelGoodsMovement.send(of(document), under('key-1'))).toMatchObject({
      documents: [{ number: '4900000002' }],
    });
    const second = await post(erp, receiptFor(purchaseOrderNo, '400'));
    const done = await meanwhile(
      plant,
      write,
      () => plant.cancelMaterialDocument(second.number),
      () => erp.cancelGoodsMovement.send(of(second), under('key-2')),
    );
    expect(done).toMatchObject({ documents: [{ number: '4900000004' }] });
    expect(plant.ledger().materialDocuments).toHaveLength(4);
  });

  it('is refused where what was received is gone', async () => {
    const { plant, erp, purchaseOrderNo, document } = await received();
    plant.issueStock('RM-10', '20', { location: '0001', batch: 'L-801' });
    expect(await troubleOf(erp.cancelGoodsMovement.send(of(document), under('key-1')))).toMatchObject({
      code: 'B-STOCK-SHORT',
      applied: 'no',
      upstream: { code: 'M7/021' },
    });
    expect(await erp.cancelGoodsMovement.find(of(document), under('key-1'))).toBeNull();
    expect(lineIn(plant, purchaseOrderNo)?.received).toBe('600');
    expectBooksToBalance(plant);
  });

  it('is refused for a document of a delivery or a confirmation, and for a cancellation', async () => {
    const { plant, erp, document } = await received();
    await erp.cancelGoodsMovement.send(of(document), under('key-1'));
    issuedDelivery(plant);
    const noHousings = confirmation().movements.filter(({ item }) => item !== 'RM-10');
    await erp.postConfirmation.send(confirmation({ movements: noHousings }), under('key-2'));
    const count = plant.ledger().materialDocuments.length;
    const isOwn = (one: { confirmation?: string; cancels?: string; movements: { type: string }[] }): boolean =>
      one.confirmation !== undefined || one.cancels !== undefined || one.movements[0]?.type === '601';
    const owned = plant.ledger().materialDocuments.filter(isOwn);
    expect(owned).toHaveLength(3);
    for (const { number, year } of owned) {
      const send = erp.cancelGoodsMovement.send(
        of({ system: 'SAP', type: 'MATERIAL_DOCUMENT', number, year }),
        under(`key-${number}`),
      );
      expect(await troubleOf(send), number).toMatchObject({ code: 'B-REJECTED', applied: 'no' });
    }
    expect(plant.ledger().materialDocuments).toHaveLength(count);
  });

  it('names a document that SAP does not know, and sends nothing for one without its year', async () => {
    const { plant, erp, document } = await received();
    const unknown = { ...document, year: '2025' };
    expect(await troubleOf(erp.cancelGoodsMovement.send(of(unknown), under('key-1')))).toMatchObject({
      code: 'B-REJECTED',
      applied: 'no',
    });
    expect(await erp.cancelGoodsMovement.find(of(unknown), under('key-1'))).toBeNull();
    const { year: _, ...undated } = document;
    expect(await troubleOf(erp.cancelGoodsMovement.send(of(undated), under('key-2')))).toMatchObject({ code: 'P-BUG' });
    expect(plant.ledger().materialDocuments).toHaveLength(1);
  });

  it('does not take a part of a document for the whole, nor what SAP added for a part', async () => {
    const { plant, document } = await received();
    const found = async (alter: (items: Record<string, unknown>[]) => void) => {
      const erp = await altered(plant, 'A_MaterialDocumentHeader(', (d) => {
        const { results } = d.to_MaterialDocumentItem as { results: Record<string, unknown>[] };
        const [first = {}] = results;
        results.push({ ...first });
        alter(below(d, 'to_MaterialDocumentItem'));
      });
      return erp.cancelGoodsMovement.find(of(document), under('key-1'));
    };
    const cancelled = { GoodsMovementIsCancelled: true };
    expect(await found(([first]) => Object.assign(first ?? {}, cancelled))).toBeNull();
    const automatic = { IsAutomaticallyCreated: 'X' };
    const byItself = await found(([first, second]) => {
      Object.assign(first ?? {}, cancelled);
      Object.assign(second ?? {}, automatic);
    });
    // The document itself stands for what has cancelled it, where SAP does not show that.
    expect(byItself).toEqual(numbered(document.number));
  });
});
