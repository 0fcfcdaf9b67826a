import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { connectTo, under } from './harness.js';
import { meanwhile } from './meanwhile.js';
import { announcement, buyingPlant, LINE, pieces, post, receiptFor } from './purchase-harness.js';

const at = (inboundDeliveryNo: string) => ({ plant: 'P100', inboundDeliveryNo });

describe('creating an inbound delivery in SAP', () => {
  it('is found by the supplier’s number when the reply is lost, and made once', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const message = announcement(purchaseOrderNo);
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'A_InbDeliveryHeader' });
    expect(await troubleOf(erp.createInboundDelivery.send(message, under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    expect(await erp.createInboundDelivery.find(message, under('key-1'))).toEqual({
      inboundDeliveryNo: '180000001',
      documents: [{ system: 'SAP', type: 'INBOUND_DELIVERY', number: '180000001' }],
    });
    expect(plant.ledger().inboundDeliveries).toEqual([
      {
        deliveryNo: '180000001',
        purchaseOrderNo,
        supplier: 'S-100',
        packingSlip: 'ASN-1',
        expected: '2026-03-10T10:30:00',
        deleted: false,
        lines: [
          {
            line: '000010',
            purchaseOrderLine: '10',
            plant: 'P100',
            item: 'RM-10',
            quantity: '600',
            uom: 'EA',
            received: '0',
          },
        ],
      },
    ]);
  });

  it('is not found by chance: another slip, another supplier, another order, a deleted one are none of ours', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const find = (message: ReturnType<typeof announcement>) => erp.createInboundDelivery.find(message, under('key-1'));
    const message = announcement(purchaseOrderNo);
    const { inboundDeliveryNo } = await erp.createInboundDelivery.send(message, under('key-1'));
    expect(await find({ ...message, packingSlip: 'ASN-2' })).toBeNull();
    expect(await find({ ...message, supplier: 'S-200' })).toBeNull();
    expect(await find(announcement(plant.addPurchaseOrder()))).toBeNull();
    expect(await find({ ...message, purchaseOrderNo: `00${purchaseOrderNo}` })).toMatchObject({ inboundDeliveryNo });
    await erp.deleteInboundDelivery.send(at(inboundDeliveryNo), under('key-2'));
    expect(await find(message)).toBeNull();
  });

  it('numbers its lines in the order in which they were given, and keeps SAP’s number as it is written', async () => {
    const { plant, erp } = await buyingPlant();
    plant.nextInboundDeliveryNo = '0180000999';
    const purchaseOrderNo = plant.addPurchaseOrder({ lines: [{}, { item: 'RM-20' }] });
    const line = (purchaseOrderLine: string, item: string) => ({ purchaseOrderLine, item, quantity: pieces('5') });
    const lines = [line('00020', 'RM-20'), line('00010', 'RM-10')];
    const made = await erp.createInboundDelivery.send(announcement(purchaseOrderNo, '5', { lines }), under('key-1'));
    expect(made.inboundDeliveryNo).toBe('0180000999');
    expect(plant.ledger().inboundDeliveries[0]?.lines).toMatchObject([
      { line: '000010', purchaseOrderLine: '20', item: 'RM-20' },
      { line: '000020', purchaseOrderLine: '10', item: 'RM-10' },
    ]);
  });

  it('says when it is expected on the plant’s clock', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const message = announcement(purchaseOrderNo, '5', { expectedAt: '2026-03-10T02:30:00Z' });
    await erp.createInboundDelivery.send(message, under('key-1'));
    await connectTo(plant, { zones: { P100: 'Europe/Berlin' } }).createInboundDelivery.send(message, under('key-2'));
    const expected = plant.ledger().inboundDeliveries.map((one) => one.expected);
    expect(expected).toEqual(['2026-03-09T21:30:00', '2026-03-10T03:30:00']);
  });

  it('is refused for another supplier’s order, one that is not released, and a line that is closed', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const send = (message: ReturnType<typeof announcement>) =>
      troubleOf(erp.createInboundDelivery.send(message, under('key-1')));
    const refused = { code: 'B-REJECTED', applied: 'no' };
    expect(await send(announcement(purchaseOrderNo, '5', { supplier: 'S-200' }))).toMatchObject(refused);
    expect(await send(announcement(plant.addPurchaseOrder({ released: false })))).toMatchObject(refused);
    expect(await send(announcement('4599999999'))).toMatchObject(refused);
    await erp.setDeliveryComplete.send({ purchaseOrderNo, lines: [LINE] }, under('key-2'));
    expect(await send(announcement(purchaseOrderNo))).toMatchObject(refused);
    expect(plant.ledger().inboundDeliveries).toEqual([]);
  });
});

describe('deleting an inbound delivery in SAP', () => {
  async function announced() {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const created = await erp.createInboundDelivery.send(announcement(purchaseOrderNo), under('create'));
    return { plant, erp, purchaseOrderNo, message: at(created.inboundDeliveryNo) };
  }
  const isDeleted = ({ plant }: Awaited<ReturnType<typeof announced>>) =>
    plant.ledger().inboundDeliveries.map(({ deleted }) => deleted);

  it('is done once, and counts as done when it is gone or never was', async () => {
    const given = await announced();
    const { plant, erp, message } = given;
    plant.faults.ask({ kind: 'commit-then-cut', method: 'DELETE', path: 'A_InbDeliveryHeader' });
    expect(await troubleOf(erp.deleteInboundDelivery.send(message, under('key-1')))).toMatchObject({
      applied: 'maybe',
    });
    expect(isDeleted(given)).toEqual([true]);
    expect(await erp.deleteInboundDelivery.find(message, under('key-1'))).not.toBeNull();
    await erp.deleteInboundDelivery.send(message, under('key-1'));
    await erp.deleteInboundDelivery.send(at('189999999'), under('key-2'));
  });

  it('is refused once something of it is received, and not any more when that is taken back', async () => {
    const given = await announced();
    const { plant, erp, purchaseOrderNo, message } = given;
    const inboundDelivery = { number: message.inboundDeliveryNo, line: '000010' };
    const document = await post(erp, receiptFor(purchaseOrderNo, '5', { inboundDelivery }));
    expect(plant.ledger().inboundDeliveries[0]?.lines[0]).toMatchObject({ quantity: '600', received: '5' });
    const refusal = await troubleOf(erp.deleteInboundDelivery.send(message, under('key-1')));
    expect(refusal).toMatchObject({ code: 'B-REJECTED', applied: 'no', text: expect.stringContaining('received') });
    expect(await erp.deleteInboundDelivery.find(message, under('key-1'))).toBeNull();
    expect(isDeleted(given)).toEqual([false]);
    await erp.cancelGoodsMovement.send({ plant: 'P100', document, date: '2026-03-11' }, under('key-2'));
    await erp.deleteInboundDelivery.send(message, under('key-3'));
    expect(isDeleted(given)).toEqual([true]);
  });

  it('is refused by SAP when something is received after we have looked', async () => {
    const given = await announced();
    const { plant, erp, purchaseOrderNo, message } = given;
    const { inboundDeliveryNo } = message;
    const refusal = await meanwhile(
      plant,
      { method: 'DELETE', path: 'A_InbDeliveryHeader' },
      () => plant.receivePurchase(purchaseOrderNo, '5', { inboundDeliveryNo }),
      () => troubleOf(erp.deleteInboundDelivery.send(message, under('key-1'))),
    );
    expect(refusal).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { code: 'VL/366' } });
    expect(isDeleted(given)).toEqual([false]);
  });

  it('gives up as locked when it never stands still', async () => {
    const given = await announced();
    const { plant, erp, message } = given;
    const stale = { kind: 'status', status: 412, code: '/IWBEP/CM_MGW_RT/225', method: 'DELETE', times: 9 } as const;
    const fault = plant.faults.ask(stale);
    expect(await troubleOf(erp.deleteInboundDelivery.send(message, under('key-1')))).toMatchObject({
      code: 'T-LOCK',
      applied: 'no',
    });
    expect(fault.struck).toBeLessThan(9);
    expect(isDeleted(given)).toEqual([false]);
  });
});
