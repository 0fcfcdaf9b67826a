import { describe, expect, it } from 'vitest';
import type { MovementLine, MovementType } from '../../../contracts/entities/documents.js';
import type { Erp } from '../../../contracts/ports.js';
import { troubleOf } from '../trouble-of.js';
import { context, expectBooksToBalance, order, under } from './harness.js';
import {
  announcement,
  buyingPlant,
  forOrder,
  housings,
  LINE,
  lineIn,
  moving,
  pieces,
  post,
  receiptFor,
} from './purchase-harness.js';

/** What each is posted as, after 100 lie in quality stock, 50 are blocked and 40 may be used. */
const kinds: [MovementType, Partial<MovementLine>, object, Record<string, string>][] = [
  [
    'GR_PURCHASE',
    { status: 'QUALITY' },
    { type: '101', status: 'QUALITY', purchaseOrderLine: '10', value: '87.50' },
    { 'L-801 QUALITY': '105' },
  ],
  ['GR_PURCHASE', {}, { type: '101', value: '87.50' }, { 'L-801 UNRESTRICTED': '45' }],
  [
    'GR_PURCHASE_LESS',
    { status: 'BLOCKED' },
    { type: '102', status: 'BLOCKED', value: '87.50' },
    { 'L-801 BLOCKED': '45' },
  ],
  ['GR_FREE', { status: 'QUALITY' }, { type: '511', status: 'QUALITY', value: '90.00' }, { 'L-801 QUALITY': '105' }],
  [
    'QUALITY_RELEASE',
    {},
    { type: '321', status: 'QUALITY', toStatus: 'UNRESTRICTED' },
    { 'L-801 QUALITY': '95', 'L-801 UNRESTRICTED': '45' },
  ],
  [
    'QUALITY_BLOCK',
    {},
    { type: '350', status: 'QUALITY', toStatus: 'BLOCKED' },
    { 'L-801 QUALITY': '95', 'L-801 BLOCKED': '55' },
  ],
  ['SAMPLE', {}, { type: '331', status: 'QUALITY', value: '90.00' }, { 'L-801 QUALITY': '95' }],
  [
    'RETURN_SUPPLIER',
    { status: 'BLOCKED' },
    { type: '122', status: 'BLOCKED', value: '87.50' },
    { 'L-801 BLOCKED': '45' },
  ],
];

const isForOrder = (type: MovementType): boolean =>
  ['GR_PURCHASE', 'GR_PURCHASE_LESS', 'RETURN_SUPPLIER'].includes(type);

async function stocked() {
  const { plant, erp, purchaseOrderNo } = await buyingPlant();
  await post(erp, receiptFor(purchaseOrderNo, '100', { status: 'QUALITY' }));
  await post(erp, receiptFor(purchaseOrderNo, '50', { status: 'BLOCKED' }));
  await post(erp, receiptFor(purchaseOrderNo, '40', { status: 'UNRESTRICTED' }));
  const before = { 'L-801 QUALITY': '100', 'L-801 BLOCKED': '50', 'L-801 UNRESTRICTED': '40' };
  expect(housings(plant)).toEqual(before);
  return { plant, erp, purchaseOrderNo, before, posted: () => plant.ledger().materialDocuments.slice(3) };
}

describe('posting to SAP what comes from a supplier', () => {
  it.each(kinds)('%s %o is adopted once when the reply is lost', async (type, differing, expected, stock) => {
    const { plant, erp, purchaseOrderNo, before, posted } = await stocked();
    const message = isForOrder(type) ? forOrder(type, purchaseOrderNo, '5', differing) : moving(type, '5', differing);
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'A_MaterialDocumentHeader' });
    expect(await troubleOf(erp.postGoodsMovement.send(message, under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    const stands = { documents: [{ system: 'SAP', type: 'MATERIAL_DOCUMENT', number: '4900000004', year: '2026' }] };
    expect(await erp.postGoodsMovement.find(message, under('key-1'))).toEqual(stands);
    expect(await erp.postGoodsMovement.find(message, under('key-2'))).toBeNull();
    expect(posted()).toMatchObject([
      {
        reference: expect.stringMatching(/^X[A-Z2-7]{15}$/),
        text: 'ASN-1 R-1',
        movements: [{ orderNo: '', item: 'RM-10', batch: 'L-801', quantity: '5', ...expected }],
      },
    ]);
    expect(housings(plant)).toEqual({ ...before, ...stock });
    expectBooksToBalance(plant);
  });

  it.each(kinds)('%s %o is left for later while it is locked, and posted then', async (type, differing, _, stock) => {
    const { plant, erp, purchaseOrderNo, before, posted } = await stocked();
    const message = isForOrder(type) ? forOrder(type, purchaseOrderNo, '5', differing) : moving(type, '5', differing);
    plant.faults.ask({ kind: 'status', status: 400, code: 'M3/897', method: 'POST', path: 'A_MaterialDocumentHeader' });
    const send = () => erp.postGoodsMovement.send(message, under('key-1'));
    expect(await troubleOf(send())).toMatchObject({ code: 'T-LOCK', applied: 'no' });
    expect(posted()).toEqual([]);
    await send();
    expect(posted()).toHaveLength(1);
    expect(housings(plant)).toEqual({ ...before, ...stock });
  });

  it.each(kinds)('%s %o is in doubt after a page of something in between', async (type, differing) => {
    const { plant, erp, purchaseOrderNo, posted } = await stocked();
    const message = isForOrder(type) ? forOrder(type, purchaseOrderNo, '5', differing) : moving(type, '5', differing);
    plant.faults.ask({ kind: 'endless', method: 'POST', path: 'A_MaterialDocumentHeader' });
    const trouble = await troubleOf(erp.postGoodsMovement.send(message, under('key-1')));
    expect(trouble).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe' });
    expect(JSON.stringify(trouble).length).toBeLessThan(2_000);
    expect(posted()).toHaveLength(1);
  });

  it('makes one document of a receipt that goes to several kinds of stock', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const whole = receiptFor(purchaseOrderNo, '583', { status: 'QUALITY' }).movements;
    const damaged = receiptFor(purchaseOrderNo, '5', { line: '2', status: 'BLOCKED' }).movements;
    await post(erp, { ...receiptFor(purchaseOrderNo, '1'), movements: [...whole, ...damaged] });
    expect(plant.ledger().materialDocuments).toHaveLength(1);
    expect(housings(plant)).toEqual({ 'L-801 QUALITY': '583', 'L-801 BLOCKED': '5' });
    expect(await erp.readStock({ plant: 'P100', item: 'RM-10' }, context)).toEqual([
      { location: '0001', lot: 'L-801', status: 'QUALITY', quantity: pieces('583') },
      { location: '0001', lot: 'L-801', status: 'BLOCKED', quantity: pieces('5') },
    ]);
  });

  it('values two receipts of an order at its price', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    await post(erp, receiptFor(purchaseOrderNo, '600'));
    await post(erp, receiptFor(purchaseOrderNo, '400'));
    const values = plant.ledger().materialDocuments.map(({ movements }) => movements[0]?.value);
    expect(values).toEqual(['10500.00', '7000.00']);
    expect(lineIn(plant, purchaseOrderNo)?.received).toBe('1000');
  });

  it('sends nothing that lacks the order it is for, or mixes what it is', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const trouble = (message: Parameters<Erp['postGoodsMovement']['send']>[0]) =>
      troubleOf(erp.postGoodsMovement.send(message, under('key-1')));
    const bug = { code: 'P-BUG', applied: 'no' };
    for (const type of ['GR_PURCHASE', 'GR_PURCHASE_LESS', 'RETURN_SUPPLIER'] as const)
      expect(await trouble(moving(type, '5')), type).toMatchObject(bug);
    for (const type of ['GR_PRODUCTION', 'GI_PRODUCTION'] as const)
      expect(await trouble(moving(type, '5')), type).toMatchObject(bug);
    const [free = expect.fail()] = moving('GR_FREE', '5').movements;
    const receipt = receiptFor(purchaseOrderNo, '5');
    expect(await trouble({ ...receipt, movements: [...receipt.movements, free] })).toMatchObject(bug);
    expect(plant.tokenFetches).toBe(0);
  });

  it('is not found by what took it back', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const message = receiptFor(purchaseOrderNo, '600');
    const { documents } = await erp.postGoodsMovement.send(message, under('key-1'));
    plant.cancelMaterialDocument(documents[0]?.number ?? '');
    expect(await erp.postGoodsMovement.find(message, under('key-1'))).toBeNull();
    const again = await erp.postGoodsMovement.send(message, under('key-1'));
    expect(await erp.postGoodsMovement.find(message, under('key-1'))).toEqual(again);
    expectBooksToBalance(plant);
  });
});

describe('what SAP refuses to receive', () => {
  it('is more than the order and its tolerance allow, and names the line that is too much', async () => {
    const { plant, erp } = await buyingPlant();
    const purchaseOrderNo = plant.addPurchaseOrder({ lines: [{}, { item: 'RM-20' }] });
    const line = { number: purchaseOrderNo, line: '00020' };
    const seals = receiptFor(purchaseOrderNo, '5', { line: '2', item: 'RM-20', purchaseOrder: line }).movements;
    const both = (value: string) => ({
      ...receiptFor(purchaseOrderNo, value),
      movements: [...receiptFor(purchaseOrderNo, value).movements, ...seals],
    });
    const trouble = await troubleOf(erp.postGoodsMovement.send(both('1120'), under('key-1')));
    expect(trouble).toMatchObject({
      code: 'B-RCV-OVER',
      applied: 'no',
      subjects: ['1'],
      text: expect.stringContaining('exceeded by 20 EA'),
      upstream: { code: 'M7/022' },
    });
    expect(plant.ledger().materialDocuments).toEqual([]);
    await post(erp, both('1100'));
    expect(await troubleOf(erp.postGoodsMovement.send(receiptFor(purchaseOrderNo, '1'), under('key-2')))).toMatchObject(
      { code: 'B-RCV-OVER' },
    );
    const message = { purchaseOrderNo, line: LINE, quantity: pieces('1120') };
    await erp.amendPurchaseOrder.send(message, under('key-3'));
    await post(erp, receiptFor(purchaseOrderNo, '20'));
    expect(lineIn(plant, purchaseOrderNo)).toMatchObject({ quantity: '1120', received: '1120' });
  });

  it('is counted over all lines of a document', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const message = receiptFor(purchaseOrderNo, '600');
    const twice = {
      ...message,
      movements: ['1', '2'].flatMap((line) => message.movements.map((one) => ({ ...one, line }))),
    };
    const trouble = await troubleOf(erp.postGoodsMovement.send(twice, under('key-1')));
    expect(trouble).toMatchObject({ code: 'B-RCV-OVER', subjects: ['1', '2'] });
    expect(plant.ledger().materialDocuments).toEqual([]);
  });

  it('is nothing where any quantity may come', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant({ unlimited: true });
    await post(erp, receiptFor(purchaseOrderNo, '5000'));
    expect(lineIn(plant, purchaseOrderNo)?.received).toBe('5000');
  });

  it('is what is deleted, not released, of another item, or of an order that it does not know', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const trouble = (message: Parameters<Erp['postGoodsMovement']['send']>[0]) =>
      troubleOf(erp.postGoodsMovement.send(message, under('key-1')));
    const refused = { code: 'B-REJECTED', applied: 'no' };
    expect(await trouble(receiptFor(purchaseOrderNo, '5', { item: 'RM-20' }))).toMatchObject(refused);
    expect(await trouble(receiptFor('4599999999', '5'))).toMatchObject(refused);
    expect(await trouble(receiptFor(plant.addPurchaseOrder({ released: false }), '5'))).toMatchObject(refused);
    const inboundDelivery = { number: '189999999', line: '000010' };
    expect(await trouble(receiptFor(purchaseOrderNo, '5', { inboundDelivery }))).toMatchObject(refused);
    plant.changePurchaseOrder(purchaseOrderNo, { lines: [{ line: '10', deleted: true }] });
    expect(await trouble(receiptFor(purchaseOrderNo, '5'))).toMatchObject(refused);
    expect(plant.ledger().materialDocuments).toEqual([]);
  });

  it('is a return or a correction of more than was received', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const other = plant.addPurchaseOrder();
    await post(erp, receiptFor(other, '100'));
    await post(erp, receiptFor(purchaseOrderNo, '10'));
    for (const type of ['RETURN_SUPPLIER', 'GR_PURCHASE_LESS'] as const) {
      const send = erp.postGoodsMovement.send(forOrder(type, purchaseOrderNo, '11'), under('key-1'));
      expect(await troubleOf(send), type).toMatchObject({ code: 'B-STOCK-SHORT', applied: 'no', subjects: ['1'] });
    }
    expect(plant.ledger().materialDocuments).toHaveLength(2);
  });

  it('is what that kind of stock does not cover, though another has enough', async () => {
    const { plant, erp, purchaseOrderNo, posted } = await stocked();
    const take = (message: Parameters<Erp['postGoodsMovement']['send']>[0]) =>
      troubleOf(erp.postGoodsMovement.send(message, under('key-1')));
    const short = { code: 'B-STOCK-SHORT', applied: 'no', subjects: ['1'] };
    for (const type of ['QUALITY_RELEASE', 'QUALITY_BLOCK', 'SAMPLE'] as const)
      expect(await take(moving(type, '101')), type).toMatchObject(short);
    expect(await take(forOrder('RETURN_SUPPLIER', purchaseOrderNo, '51', { status: 'BLOCKED' }))).toMatchObject(short);
    expect(await take(forOrder('RETURN_SUPPLIER', purchaseOrderNo, '41'))).toMatchObject(short);
    const issue = moving('GI_PRODUCTION', '41', { line: '0001' });
    expect(await take({ ...issue, ...order })).toMatchObject({ ...short, subjects: ['0001'] });
    expect(await take(moving('QUALITY_RELEASE', '5', { lot: 'L-802' }))).toMatchObject(short);
    expect(posted()).toEqual([]);
    expectBooksToBalance(plant);
  });
});

it('carries out a usage decision that is split, and what was rejected goes back', async () => {
  const { plant, erp, purchaseOrderNo } = await buyingPlant();
  await post(erp, receiptFor(purchaseOrderNo, '500', { status: 'QUALITY' }));
  await post(erp, moving('QUALITY_RELEASE', '480'));
  await post(erp, moving('QUALITY_BLOCK', '15'));
  await post(erp, moving('SAMPLE', '5'));
  expect(housings(plant)).toEqual({ 'L-801 QUALITY': '0', 'L-801 UNRESTRICTED': '480', 'L-801 BLOCKED': '15' });
  await post(erp, forOrder('RETURN_SUPPLIER', purchaseOrderNo, '15', { status: 'BLOCKED' }));
  expect(housings(plant)).toEqual({ 'L-801 QUALITY': '0', 'L-801 UNRESTRICTED': '480', 'L-801 BLOCKED': '0' });
  expect(lineIn(plant, purchaseOrderNo)?.received).toBe('485');
  expect(await erp.readStock({ plant: 'P100', item: 'RM-10' }, context)).toEqual([
    { location: '0001', lot: 'L-801', status: 'UNRESTRICTED', quantity: pieces('480') },
  ]);
  expectBooksToBalance(plant);
});

it('names the delivery that brought a receipt', async () => {
  const { plant, erp, purchaseOrderNo } = await buyingPlant();
  const { inboundDeliveryNo } = await erp.createInboundDelivery.send(announcement(purchaseOrderNo), under('create'));
  const inboundDelivery = { number: inboundDeliveryNo, line: '000010' };
  await post(erp, receiptFor(purchaseOrderNo, '600', { inboundDelivery }));
  expect(plant.ledger().materialDocuments[0]?.movements).toMatchObject([{ inboundDelivery: inboundDeliveryNo }]);
  expect(plant.ledger().inboundDeliveries[0]?.lines).toMatchObject([{ received: '600' }]);
});
