import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { context, under } from './harness.js';
import { issuedDelivery, shippingPlant } from './sales-harness.js';

async function issued() {
  const { plant, erp, salesOrderNo } = await shippingPlant();
  const deliveryNo = issuedDelivery(plant, salesOrderNo);
  return { plant, erp, salesOrderNo, deliveryNo, message: { deliveryNos: [deliveryNo], billingDate: '2026-03-12' } };
}

describe('billing in SAP', () => {
  it('makes one document when the reply is lost, found by the delivery', async () => {
    const { plant, erp, deliveryNo, message } = await issued();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'CreateFromSDDocument' });
    expect(await troubleOf(erp.bill.send(message, under('key-1')))).toMatchObject({ applied: 'maybe' });
    const found = await erp.bill.find(message, under('key-1'));
    expect(found).toMatchObject({ billingDocumentNo: '90000001' });
    expect(plant.ledger().billingDocuments).toMatchObject([{ deliveryNos: [deliveryNo], date: '2026-03-12' }]);
    expect(await erp.readBillingDocument({ billingDocumentNo: '90000001' }, context)).toEqual({
      billingDocumentNo: '90000001',
      deliveryNos: [deliveryNo],
      net: { amount: '21000.00', currency: 'USD' },
      tax: { amount: '1680.00', currency: 'USD' },
      accounting: 'POSTED',
      accountingDocumentNo: '94000001',
    });
  });

  it('puts several deliveries of a customer into one', async () => {
    const { plant, erp, deliveryNo, message } = await issued();
    const other = issuedDelivery(plant);
    const both = { ...message, deliveryNos: [deliveryNo, other] };
    const { billingDocumentNo } = await erp.bill.send(both, under('key-1'));
    expect((await erp.readBillingDocument({ billingDocumentNo }, context))?.deliveryNos).toEqual([deliveryNo, other]);
  });

  it('says that a block stands against it, and that goods issue is missing, in SAP’s words', async () => {
    const { plant, erp, salesOrderNo, message } = await issued();
    plant.setBillingBlock(salesOrderNo, '08');
    expect(await troubleOf(erp.bill.send(message, under('key-1')))).toMatchObject({
      code: 'B-BILLING-BLOCK',
      applied: 'no',
      upstream: { code: 'VF/044', text: expect.stringContaining('billing block 08') },
    });
    const early = plant.createDelivery(plant.addSalesOrder());
    const send = erp.bill.send({ ...message, deliveryNos: [early] }, under('key-2'));
    expect(await troubleOf(send)).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { code: 'VF/072' } });
    expect(plant.ledger().billingDocuments).toEqual([]);
  });

  it('tells what waits for accounting from what failed there', async () => {
    const { plant, erp, message } = await issued();
    plant.holdAccounting();
    const { billingDocumentNo } = await erp.bill.send(message, under('key-1'));
    const accounting = async () => (await erp.readBillingDocument({ billingDocumentNo }, context))?.accounting;
    expect(await accounting()).toBe('OPEN');
    plant.releaseAccounting();
    expect(await accounting()).toBe('POSTED');
    plant.failAccounting();
    const failing = { ...message, deliveryNos: [issuedDelivery(plant)] };
    const failed = await erp.bill.send(failing, under('key-2'));
    const read = await erp.readBillingDocument(failed, context);
    expect(read?.accounting).toBe('FAILED');
    expect(read).not.toHaveProperty('accountingDocumentNo');
    expect(await erp.readBillingDocument({ billingDocumentNo: '99999999' }, context)).toBeNull();
  });
});

describe('cancelling a billing document in SAP', () => {
  it('cancels once, by a document of its own, and bills the delivery anew afterwards', async () => {
    const { plant, erp, message } = await issued();
    const { billingDocumentNo } = await erp.bill.send(message, under('key-1'));
    const cancellation = { billingDocumentNo, date: '2026-03-13' };
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: '/Cancel' });
    expect(await troubleOf(erp.cancelBilling.send(cancellation, under('key-2')))).toMatchObject({ applied: 'maybe' });
    const documents = [{ system: 'SAP', type: 'BILLING_CANCELLATION', number: '90000002' }];
    expect(await erp.cancelBilling.find(cancellation, under('key-2'))).toEqual({ documents });
    expect(await erp.cancelBilling.send(cancellation, under('key-2'))).toEqual({ documents });
    expect(await erp.readBillingDocument({ billingDocumentNo }, context)).toMatchObject({ cancelledBy: '90000002' });
    expect(await erp.bill.find(message, under('key-3'))).toBeNull();
    expect(await erp.bill.send(message, under('key-3'))).toMatchObject({ billingDocumentNo: '90000003' });
    const nets = plant.ledger().billingDocuments.map(({ net }) => net);
    expect(nets).toEqual(['21000.00', '-21000.00', '21000.00']);
  });

  it('does not take 200 for success when the message in it says otherwise', async () => {
    const { plant, erp, message } = await issued();
    const { billingDocumentNo } = await erp.bill.send(message, under('key-1'));
    plant.clearBilling(billingDocumentNo);
    const send = erp.cancelBilling.send({ billingDocumentNo, date: '2026-03-13' }, under('key-2'));
    expect(await troubleOf(send)).toMatchObject({
      code: 'B-REJECTED',
      applied: 'no',
      text: expect.stringContaining('has been cleared'),
      upstream: { status: 200, code: 'VF/062' },
    });
    expect(plant.ledger().billingDocuments).toHaveLength(1);
  });

  it('names a document that SAP does not know', async () => {
    const { erp } = await shippingPlant();
    const send = erp.cancelBilling.send({ billingDocumentNo: '99999999', date: '2026-03-13' }, under('key-1'));
    expect(await troubleOf(send)).toMatchObject({ code: 'B-REJECTED', applied: 'no' });
  });
});
