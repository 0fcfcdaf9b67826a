import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { context, under } from './harness.js';
import { meanwhile } from './meanwhile.js';
import { at, created, creation, deliveryIn, issuedDelivery, LINE, pieces, shippingPlant } from './sales-harness.js';

describe('creating a delivery in SAP', () => {
  it('is found by its lines when the reply is lost, and made once', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'A_OutbDeliveryHeader' });
    const message = creation(salesOrderNo, '60');
    expect(await troubleOf(erp.createDelivery.send(message, under('key-1')))).toMatchObject({ applied: 'maybe' });
    expect(await erp.createDelivery.find(message, under('key-1'))).toMatchObject({ deliveryNo: '80000001' });
    expect(plant.ledger().deliveries).toHaveLength(1);
  });

  it('is not found by chance: other quantities, other lines, a known delivery, another order are none of ours', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant({ lines: [{ quantity: '100' }, { quantity: '50' }] });
    const find = (message: ReturnType<typeof creation>) => erp.createDelivery.find(message, under('key-1'));
    const both = plant.createDelivery(salesOrderNo, { 10: '60', 20: '50' });
    expect(await find(creation(salesOrderNo, '60'))).toBeNull();
    const ours = await created(erp, salesOrderNo, '40');
    expect(await find(creation(salesOrderNo, '39'))).toBeNull();
    expect(await find(creation(salesOrderNo, '40', [both, `00${ours}`]))).toBeNull();
    expect(await find(creation(plant.addSalesOrder(), '40'))).toBeNull();
    expect(await find(creation(salesOrderNo, '40', [both]))).toMatchObject({ deliveryNo: ours });
  });

  it('is found when somebody has reduced it, or the warehouse split it, before it was looked for', async () => {
    const { erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = await created(erp, salesOrderNo, '60');
    const picks = [
      { line: LINE, quantity: pieces('20'), lot: 'L-1' },
      { line: LINE, quantity: pieces('30'), lot: 'L-2' },
    ];
    await erp.setPicked.send({ ...at(deliveryNo), lines: picks }, under('pick'));
    expect(await erp.createDelivery.find(creation(salesOrderNo, '60'), under('key-1'))).toMatchObject({ deliveryNo });
  });

  it('says that credit stands against it, in SAP’s own words', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    plant.blockCredit(salesOrderNo);
    const trouble = await troubleOf(erp.createDelivery.send(creation(salesOrderNo, '60'), under('key-1')));
    expect(trouble).toMatchObject({
      code: 'B-CREDIT',
      applied: 'no',
      text: expect.stringContaining('credit customer blocked'),
      upstream: { code: 'V1/154', text: expect.stringContaining('credit customer blocked') },
    });
  });

  it('says that a block stands against it, and that stock is too short', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant({ quantity: '600' });
    const send = (value: string) => troubleOf(erp.createDelivery.send(creation(salesOrderNo, value), under('key-1')));
    expect(await send('501')).toMatchObject({ code: 'B-STOCK-SHORT', applied: 'no' });
    plant.setDeliveryBlock(salesOrderNo, '01');
    expect(await send('60')).toMatchObject({ code: 'B-DELIVERY-BLOCK', applied: 'no' });
    expect(plant.ledger().deliveries).toEqual([]);
  });

  it('does not promise the same stock twice', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant({ quantity: '400' });
    await created(erp, salesOrderNo, '400');
    const other = plant.addSalesOrder({ quantity: '200' });
    expect(await troubleOf(erp.createDelivery.send(creation(other, '101'), under('key-2')))).toMatchObject({
      code: 'B-STOCK-SHORT',
    });
    expect(await created(erp, other, '100')).toBe('80000002');
  });

  it('takes a number as SAP writes it', async () => {
    const { erp, salesOrderNo } = await shippingPlant({}, { nextDeliveryNo: '0080000999' });
    const deliveryNo = await created(erp, salesOrderNo);
    expect(deliveryNo).toBe('0080000999');
    expect(await erp.readDelivery(at('80000999'), context)).toMatchObject({ deliveryNo });
  });
});

describe('reading a delivery from SAP', () => {
  it('shows what it brings, and when it is to leave, on the plant’s clock', async () => {
    const { erp, salesOrderNo } = await shippingPlant({ plannedGoodsIssue: '2028-03-10T15:30:00' });
    const deliveryNo = await created(erp, salesOrderNo);
    expect(await erp.readDelivery(at(deliveryNo), context)).toEqual({
      plant: 'P100',
      deliveryNo,
      salesOrderNo,
      shipTo: 'C-100',
      plannedGoodsIssue: '2028-03-10T21:30:00.000Z',
      credit: 'APPROVED',
      weight: { value: '750', uom: 'KG' },
      lines: [
        {
          line: LINE,
          salesOrderLine: LINE,
          item: 'FG-1000',
          quantity: pieces('60'),
          picked: pieces('0'),
          location: '0001',
        },
      ],
    });
    expect(await erp.readDelivery(at('79999999'), context)).toBeNull();
  });

  it('names the bill that stands, and no cancelled one', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = issuedDelivery(plant, salesOrderNo);
    const billing = async () => (await erp.readDelivery(at(deliveryNo), context))?.billingDocumentNo;
    expect(await billing()).toBeUndefined();
    const first = plant.bill(deliveryNo);
    expect(await billing()).toBe(first);
    await erp.cancelBilling.send({ billingDocumentNo: first, date: '2028-03-10' }, under('cancel'));
    expect(await billing()).toBeUndefined();
    const second = plant.bill(deliveryNo);
    expect(await billing()).toBe(second);
  });
});

describe('changing a delivery in SAP', () => {
  const change = (deliveryNo: string, value: string, line = LINE) => ({
    ...at(deliveryNo),
    lines: [{ line, quantity: pieces(value) }],
  });

  it('takes a line of zero out', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant({ lines: [{ quantity: '60' }, { quantity: '40' }] });
    const deliveryNo = plant.createDelivery(salesOrderNo);
    const message = change(deliveryNo, '0', '000020');
    await erp.changeDelivery.send(message, under('key-1'));
    expect(deliveryIn(plant, deliveryNo)?.lines.map(({ line }) => line)).toEqual([LINE]);
    expect(await erp.changeDelivery.find(message, under('key-2'))).not.toBeNull();
    await erp.changeDelivery.send(message, under('key-1'));
  });

  it('reads again and decides again when somebody has changed it meanwhile', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = await created(erp, salesOrderNo);
    const write = { method: 'PATCH', path: 'A_OutbDeliveryItem' };
    await meanwhile(
      plant,
      write,
      () => plant.touchDelivery(deliveryNo),
      () => erp.changeDelivery.send(change(deliveryNo, '50'), under('key-1')),
    );
    expect(deliveryIn(plant, deliveryNo)?.lines[0]?.quantity).toBe('50');
    const trouble = await meanwhile(
      plant,
      write,
      () => {
        plant.pick(deliveryNo);
        plant.postGoodsIssue(deliveryNo);
      },
      () => troubleOf(erp.changeDelivery.send(change(deliveryNo, '40'), under('key-2'))),
    );
    expect(trouble).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { status: 400 } });
    expect(deliveryIn(plant, deliveryNo)?.lines[0]?.quantity).toBe('50');
  });

  it('gives up as locked when it never stands still', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = await created(erp, salesOrderNo);
    const stale = { kind: 'status', status: 412, code: '/IWBEP/CM_MGW_RT/225', method: 'PATCH', times: 9 } as const;
    const fault = plant.faults.ask(stale);
    expect(await troubleOf(erp.changeDelivery.send(change(deliveryNo, '50'), under('key-1')))).toMatchObject({
      code: 'T-LOCK',
      applied: 'no',
    });
    expect(fault.struck).toBeLessThan(9);
  });
});

describe('deleting a delivery in SAP', () => {
  it('is refused once goods issue is posted', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = issuedDelivery(plant, salesOrderNo);
    expect(await troubleOf(erp.deleteDelivery.send(at(deliveryNo), under('key-1')))).toMatchObject({
      code: 'B-REJECTED',
      applied: 'no',
      text: expect.stringContaining('Goods issue'),
    });
    expect(await erp.deleteDelivery.find(at(deliveryNo), under('key-1'))).toBeNull();
  });

  it('gives its stock and its lines free again', async () => {
    const { erp, salesOrderNo } = await shippingPlant({ quantity: '500' });
    const deliveryNo = await created(erp, salesOrderNo, '500');
    await erp.deleteDelivery.send(at(deliveryNo), under('key-1'));
    expect(await created(erp, salesOrderNo, '500')).toBe('80000002');
  });
});
