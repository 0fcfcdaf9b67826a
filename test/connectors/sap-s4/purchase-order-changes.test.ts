import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { under } from './harness.js';
import { meanwhile } from './meanwhile.js';
import { buyingPlant, LINE, lineIn, post, receiptFor } from './purchase-harness.js';

const write = { method: 'PATCH', path: 'A_PurchaseOrderItem' };

describe('raising what is ordered in SAP', () => {
  const amend = (purchaseOrderNo: string, value: string, uom = 'EA') => ({
    purchaseOrderNo,
    line: LINE,
    quantity: { value, uom },
  });

  it('sets the quantity once, although the reply is lost, and leaves the price', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const message = amend(purchaseOrderNo, '1120');
    expect(await erp.amendPurchaseOrder.find(message, under('key-1'))).toBeNull();
    plant.faults.ask({ ...write, kind: 'commit-then-cut' });
    expect(await troubleOf(erp.amendPurchaseOrder.send(message, under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    const posted = { documents: [{ system: 'SAP', type: 'PURCHASE_ORDER', number: purchaseOrderNo }] };
    expect(await erp.amendPurchaseOrder.find(message, under('key-1'))).toEqual(posted);
    const again = plant.faults.ask({ ...write, kind: 'status', status: 500 });
    expect(await erp.amendPurchaseOrder.send(message, under('key-1'))).toEqual(posted);
    expect(again.struck).toBe(0);
    expect(lineIn(plant, purchaseOrderNo)).toMatchObject({ quantity: '1120', price: '17.50' });
  });

  it('reads again and decides again when somebody has changed it meanwhile', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const send = (value: string) => erp.amendPurchaseOrder.send(amend(purchaseOrderNo, value), under('key-1'));
    await meanwhile(
      plant,
      write,
      () => plant.touchPurchaseOrder(purchaseOrderNo),
      () => send('1120'),
    );
    expect(lineIn(plant, purchaseOrderNo)?.quantity).toBe('1120');
    // The buyer was quicker with the same: there is nothing left to write.
    await meanwhile(
      plant,
      write,
      () => plant.changePurchaseOrder(purchaseOrderNo, { quantity: '1150' }),
      () => send('1150'),
    );
    const gone = meanwhile(
      plant,
      write,
      () => plant.changePurchaseOrder(purchaseOrderNo, { lines: [{ line: '10', deleted: true }] }),
      () => troubleOf(send('1200')),
    );
    expect(await gone).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { status: 400 } });
    expect(lineIn(plant, purchaseOrderNo)?.quantity).toBe('1150');
  });

  it('gives up as locked when it never stands still, and when somebody has it open', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const send = () => troubleOf(erp.amendPurchaseOrder.send(amend(purchaseOrderNo, '1120'), under('key-1')));
    const stale = { ...write, kind: 'status', status: 412, code: '/IWBEP/CM_MGW_RT/225', times: 9 } as const;
    const fault = plant.faults.ask(stale);
    expect(await send()).toMatchObject({ code: 'T-LOCK', applied: 'no' });
    expect(fault.struck).toBeLessThan(9);
    plant.faults.clear();
    plant.faults.ask({ ...write, kind: 'status', status: 400, code: 'ME/006' });
    expect(await send()).toMatchObject({ code: 'T-LOCK', applied: 'no', upstream: { code: 'ME/006' } });
    expect(lineIn(plant, purchaseOrderNo)?.quantity).toBe('1000');
    expect(await erp.amendPurchaseOrder.send(amend(purchaseOrderNo, '1120'), under('key-1'))).toBeTruthy();
    expect(lineIn(plant, purchaseOrderNo)?.quantity).toBe('1120');
  });

  it('takes no other unit, line or order for the one that was meant', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const trouble = (message: ReturnType<typeof amend>) =>
      troubleOf(erp.amendPurchaseOrder.send(message, under('key-1')));
    expect(await trouble(amend(purchaseOrderNo, '1120', 'KG'))).toMatchObject({ code: 'C-UOM', applied: 'no' });
    expect(await trouble({ ...amend(purchaseOrderNo, '1120'), line: '00020' })).toMatchObject({
      code: 'B-REJECTED',
      text: expect.stringContaining('no line 00020'),
    });
    expect(await trouble(amend('4599999999', '1120'))).toMatchObject({ code: 'B-REJECTED', applied: 'no' });
    expect(await erp.amendPurchaseOrder.find(amend('4599999999', '1120'), under('key-1'))).toBeNull();
    expect(lineIn(plant, purchaseOrderNo)?.quantity).toBe('1000');
  });

  it('is refused below what was received', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    await post(erp, receiptFor(purchaseOrderNo, '600'));
    const send = erp.amendPurchaseOrder.send(amend(purchaseOrderNo, '599'), under('key-1'));
    expect(await troubleOf(send)).toMatchObject({ code: 'B-REJECTED', text: expect.stringContaining('600') });
    expect(lineIn(plant, purchaseOrderNo)?.quantity).toBe('1000');
  });
});

describe('saying in SAP that no more is expected', () => {
  it('marks each of the lines once, and goes on where it stopped', async () => {
    const { plant, erp } = await buyingPlant();
    const purchaseOrderNo = plant.addPurchaseOrder({ lines: [{}, {}, {}] });
    const message = { purchaseOrderNo, lines: ['00010', '00030'] };
    const states = () =>
      plant
        .ledger()
        .purchaseOrders.find((one) => one.purchaseOrderNo === purchaseOrderNo)
        ?.lines.map(({ deliveryComplete }) => deliveryComplete);
    plant.faults.ask({ ...write, path: "PurchaseOrderItem='30'", kind: 'cut-before' });
    expect(await troubleOf(erp.setDeliveryComplete.send(message, under('key-1')))).toMatchObject({ applied: 'maybe' });
    expect(states()).toEqual([true, false, false]);
    expect(await erp.setDeliveryComplete.find(message, under('key-1'))).toBeNull();
    const repeated = plant.faults.ask({ ...write, path: "PurchaseOrderItem='10'", kind: 'status', status: 500 });
    await erp.setDeliveryComplete.send(message, under('key-1'));
    expect(repeated.struck).toBe(0);
    expect(states()).toEqual([true, false, true]);
    expect(await erp.setDeliveryComplete.find(message, under('key-1'))).not.toBeNull();
  });

  it('is doubt, not proof of nothing, when SAP is out of reach after the first of several lines', async () => {
    const { plant, erp } = await buyingPlant();
    const purchaseOrderNo = plant.addPurchaseOrder({ lines: [{}, {}] });
    const message = { purchaseOrderNo, lines: ['00010', '00020'] };
    plant.faults.ask({ ...write, path: "PurchaseOrderItem='20'", kind: 'status', status: 429, retryAfterS: 7 });
    expect(await troubleOf(erp.setDeliveryComplete.send(message, under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
  });

  it('lets nothing more be received', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    await erp.setDeliveryComplete.send({ purchaseOrderNo, lines: [LINE] }, under('key-1'));
    const receipt = erp.postGoodsMovement.send(receiptFor(purchaseOrderNo, '1'), under('key-2'));
    expect(await troubleOf(receipt)).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { code: 'M7/036' } });
    expect(plant.ledger().materialDocuments).toEqual([]);
  });
});
