import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { altered, below } from './altered.js';
import { context, under } from './harness.js';
import { buyingPlant, forOrder, LINE, moving, pieces, post, readLine, receiptFor } from './purchase-harness.js';

const ITEMS = 'to_PurchaseOrderItem';

describe('reading a purchase order from SAP', () => {
  it('says what is ordered from whom, for which price, and what may come', async () => {
    const { erp, purchaseOrderNo } = await buyingPlant(
      { purchaseOrderNo: '4500001234', deliveryDate: '2026-03-16', underTolerancePct: '2.5' },
      { now: () => new Date('2026-03-09T19:00:00Z') },
    );
    expect(await erp.readPurchaseOrder({ purchaseOrderNo }, context)).toEqual({
      company: '1000',
      purchaseOrderNo: '4500001234',
      sourceVersion: '2026-03-09T19:00:00.000Z',
      supplier: 'S-100',
      released: true,
      lines: [
        {
          line: LINE,
          plant: 'P100',
          location: '0001',
          item: 'RM-10',
          quantity: pieces('1000'),
          received: pieces('0'),
          netPrice: { amount: '17.50', currency: 'USD' },
          priceUnit: '1',
          overTolerancePct: '10.0',
          underTolerancePct: '2.5',
          deliveryDate: '2026-03-16',
          inspected: false,
          deliveryComplete: false,
          deleted: false,
        },
      ],
    });
  });

  it('finds it with and without leading zeros, and answers null for one that SAP does not know', async () => {
    const { plant, erp } = await buyingPlant({ purchaseOrderNo: '0045000012' });
    for (const purchaseOrderNo of ['0045000012', '45000012'])
      expect(await erp.readPurchaseOrder({ purchaseOrderNo }, context)).toMatchObject({
        purchaseOrderNo: '0045000012',
      });
    expect(await erp.readPurchaseOrder({ purchaseOrderNo: '4599999999' }, context)).toBeNull();
    plant.faults.ask({ kind: 'status', status: 404, code: '/IWFND/MED/170' });
    const read = erp.readPurchaseOrder({ purchaseOrderNo: '4599999999' }, context);
    expect(await troubleOf(read)).toMatchObject({ code: 'P-ENDPOINT', applied: 'no' });
  });

  it('has a higher version after each change, and none for what was received', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant({}, { now: () => new Date('2026-03-09T19:00:59Z') });
    const versionOf = async () => (await erp.readPurchaseOrder({ purchaseOrderNo }, context))?.sourceVersion ?? '';
    const before = await versionOf();
    await post(erp, receiptFor(purchaseOrderNo, '10'));
    expect(await versionOf()).toBe(before);
    plant.changePurchaseOrder(purchaseOrderNo, { quantity: '900' });
    expect(Date.parse(await versionOf())).toBeGreaterThan(Date.parse(before));
  });

  it('has no limit where any quantity may come', async () => {
    const { erp, purchaseOrderNo } = await buyingPlant({ unlimited: true });
    expect(await readLine(erp, purchaseOrderNo)).not.toHaveProperty('overTolerancePct');
  });

  it('keeps the lines of several plants, prices for many pieces, and the next of several dates', async () => {
    const { plant, erp } = await buyingPlant({}, { plants: ['P100', 'P200'] });
    const schedule = [
      { date: '2026-04-20', quantity: '400' },
      { date: '2026-04-06', quantity: '600' },
    ];
    const purchaseOrderNo = plant.addPurchaseOrder({
      lines: [{ schedule }, { plant: 'P200', item: 'RM-20', price: '250.00', priceUnit: '100', quantity: '5000' }],
    });
    const read = async () => (await erp.readPurchaseOrder({ purchaseOrderNo }, context))?.lines;
    expect(await read()).toMatchObject([
      { line: '00010', plant: 'P100', deliveryDate: '2026-04-06' },
      { line: '00020', plant: 'P200', item: 'RM-20', netPrice: { amount: '250.00' }, priceUnit: '100' },
    ]);
    await post(erp, receiptFor(purchaseOrderNo, '600'));
    expect((await read())?.[0]?.deliveryDate).toBe('2026-04-20');
    await post(erp, receiptFor(purchaseOrderNo, '400'));
    expect((await read())?.[0]?.deliveryDate).toBe('2026-04-20');
  });

  it('loses nothing of a price that is for another unit than the order’s', async () => {
    const { plant, purchaseOrderNo } = await buyingPlant();
    // 3 pieces weigh 7 kg, and 100 kg cost 17.50.
    const erp = await altered(plant, 'A_PurchaseOrder(', (d) => {
      const priced = { OrderPriceUnit: 'KG', OrderPriceUnitToOrderUnitNmrtr: '7', OrdPriceUnitToOrderUnitDnmntr: '3' };
      Object.assign(below(d, ITEMS)[0] ?? {}, priced, { NetPriceQuantity: '100' });
    });
    expect(await readLine(erp, purchaseOrderNo)).toMatchObject({ netPrice: { amount: '122.5' }, priceUnit: '300' });
  });

  it.each([
    ['a release is missing', { ReleaseIsNotCompleted: true }],
    ['a release is missing, as an X', { ReleaseIsNotCompleted: 'X' }],
    ['it is incomplete', { PurchasingCompletenessStatus: true }],
    ['it is in release', { PurchasingProcessingStatus: '03' }],
    ['it was rejected', { PurchasingProcessingStatus: '08' }],
  ])('is not released while %s', async (_, differing) => {
    const { plant, purchaseOrderNo } = await buyingPlant();
    const erp = await altered(plant, 'A_PurchaseOrder(', (d) => Object.assign(d, differing));
    expect(await erp.readPurchaseOrder({ purchaseOrderNo }, context)).toMatchObject({ released: false });
  });

  it('is released when somebody has approved it', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant({ released: false });
    expect(await erp.readPurchaseOrder({ purchaseOrderNo }, context)).toMatchObject({ released: false });
    plant.releasePurchaseOrder(purchaseOrderNo);
    expect(await erp.readPurchaseOrder({ purchaseOrderNo }, context)).toMatchObject({ released: true });
  });

  it('tells deleted and complete lines from those that are only locked', async () => {
    const { plant, erp } = await buyingPlant();
    const purchaseOrderNo = plant.addPurchaseOrder({ lines: [{}, {}, {}] });
    const lines = [
      { line: '10', deleted: true },
      { line: '20', deliveryComplete: true },
    ];
    plant.changePurchaseOrder(purchaseOrderNo, { lines });
    const stateOf = async (of = erp) =>
      (await of.readPurchaseOrder({ purchaseOrderNo }, context))?.lines.map((one) => [
        one.deleted,
        one.deliveryComplete,
      ]);
    const states = [
      [true, false],
      [false, true],
      [false, false],
    ];
    expect(await stateOf()).toEqual(states);
    const locked = await altered(plant, 'A_PurchaseOrder(', (d) =>
      Object.assign(below(d, ITEMS)[2] ?? {}, { PurchasingDocumentDeletionCode: 'S' }),
    );
    expect(await stateOf(locked)).toEqual(states);
    const gone = await altered(plant, 'A_PurchaseOrder(', (d) =>
      Object.assign(d, { PurchasingDocumentDeletionCode: 'L' }),
    );
    expect((await stateOf(gone))?.map(([deleted]) => deleted)).toEqual([true, true, true]);
  });

  it('leaves out what is not received into stock', async () => {
    const { plant } = await buyingPlant();
    const purchaseOrderNo = plant.addPurchaseOrder({ lines: [{}, {}, {}, {}] });
    const erp = await altered(plant, 'A_PurchaseOrder(', (d) => {
      const [service, limit, returned] = below(d, ITEMS);
      Object.assign(service ?? {}, { Material: '' });
      Object.assign(limit ?? {}, { GoodsReceiptIsExpected: false });
      Object.assign(returned ?? {}, { IsReturnsItem: true });
    });
    const read = await erp.readPurchaseOrder({ purchaseOrderNo }, context);
    expect(read?.lines.map(({ line }) => line)).toEqual(['00040']);
  });

  it('says which lines are received into quality stock, by the item’s data at the plant', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    plant.setInspected('RM-20');
    expect(await readLine(erp, purchaseOrderNo)).toMatchObject({ inspected: false });
    plant.setInspected('RM-10');
    expect(await readLine(erp, purchaseOrderNo)).toMatchObject({ inspected: true });
    plant.setInspected('RM-10', false);
    const controlled = async (differing = {}) =>
      altered(
        plant,
        'A_ProductPlantQualityMgmt',
        (d) => below(d).forEach((one) => Object.assign(one, { QualityMgmtCtrlKey: '0001' })),
        differing,
      );
    expect(await readLine(await controlled(), purchaseOrderNo)).toMatchObject({ inspected: false });
    const keyed = await controlled({ inspectionControlKeys: ['0001'] });
    expect(await readLine(keyed, purchaseOrderNo)).toMatchObject({ inspected: true });
  });

  it('is not another order when something in between answers', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    for (const path of ['A_PurchaseOrder', 'A_MaterialDocumentItem', 'A_ProductPlantQualityMgmt']) {
      // A read that is left over from the last round must not use it up.
      const fault = plant.faults.ask({ kind: 'garbage', path, times: 9 });
      const read = erp.readPurchaseOrder({ purchaseOrderNo }, context);
      expect(await troubleOf(read)).toMatchObject({ code: 'C-BAD-REPLY', applied: 'no' });
      expect(fault.struck).toBeGreaterThan(0);
      plant.faults.clear();
    }
  });
});

describe('what SAP has received of a purchase order', () => {
  it('is what stands: less what was cancelled, corrected or returned', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const received = async () => (await readLine(erp, purchaseOrderNo))?.received.value;
    const first = await post(erp, receiptFor(purchaseOrderNo, '600'));
    await post(erp, receiptFor(purchaseOrderNo, '400'));
    expect(await received()).toBe('1000');
    await post(erp, forOrder('GR_PURCHASE_LESS', purchaseOrderNo, '12'));
    expect(await received()).toBe('988');
    const returned = await post(erp, forOrder('RETURN_SUPPLIER', purchaseOrderNo, '5'));
    expect(await received()).toBe('983');
    plant.cancelMaterialDocument(returned.number);
    expect(await received()).toBe('988');
    await erp.cancelGoodsMovement.send({ plant: 'P100', document: first, date: '2026-03-11' }, under('cancel'));
    expect(await received()).toBe('388');
  });

  it('is not another line’s or another order’s, and not what came free of charge', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant({ lines: [{ quantity: '100' }, { quantity: '50' }] });
    const other = plant.addPurchaseOrder();
    await post(erp, receiptFor(purchaseOrderNo, '30', { purchaseOrder: { number: purchaseOrderNo, line: '00020' } }));
    await post(erp, receiptFor(other, '7'));
    await post(erp, moving('GR_FREE', '3'));
    const order = await erp.readPurchaseOrder({ purchaseOrderNo }, context);
    expect(order?.lines.map(({ received }) => received.value)).toEqual(['0', '30']);
  });

  it('is in the order’s unit, whatever it was received in', async () => {
    const { plant, erp } = await buyingPlant();
    const purchaseOrderNo = plant.addPurchaseOrder({ item: 'RM-20', quantity: '50', uom: 'BAG', price: '240.00' });
    const at = { item: 'RM-20', purchaseOrder: { number: purchaseOrderNo, line: LINE } };
    await post(erp, receiptFor(purchaseOrderNo, '583', at));
    await post(erp, receiptFor(purchaseOrderNo, '2', { ...at, quantity: { value: '2', uom: 'BAG' } }));
    const line = await readLine(erp, purchaseOrderNo);
    expect(line?.received).toEqual({ value: '7.83', uom: 'BAG' });
    const values = plant.ledger().materialDocuments.map(({ movements }) => movements[0]?.value);
    expect(values).toEqual(['1399.20', '480.00']);
    const strange = await altered(plant, 'A_Product?', (d) => {
      for (const product of below(d)) product.to_ProductUnitsOfMeasure = { results: [] };
    });
    const read = strange.readPurchaseOrder({ purchaseOrderNo }, context);
    expect(await troubleOf(read)).toMatchObject({ code: 'C-UOM', applied: 'no', text: expect.stringContaining('BAG') });
  });

  it('is not taken from a part of the list', async () => {
    const { plant, purchaseOrderNo } = await buyingPlant();
    const erp = await altered(plant, 'A_MaterialDocumentItem', (d) =>
      Object.assign(d, { __next: 'A_MaterialDocumentItem?$skiptoken=1000' }),
    );
    const read = erp.readPurchaseOrder({ purchaseOrderNo }, context);
    expect(await troubleOf(read)).toMatchObject({ code: 'C-BAD-REPLY', applied: 'no' });
  });
});
