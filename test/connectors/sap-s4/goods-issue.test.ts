import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { context, expectBooksToBalance, stockOf, under } from './harness.js';
import { meanwhile } from './meanwhile.js';
import { at, created, deliveryIn, issuedDelivery, LINE, pieces, shippingPlant } from './sales-harness.js';

async function picked() {
  const { plant, erp, salesOrderNo } = await shippingPlant();
  const deliveryNo = await created(erp, salesOrderNo);
  await erp.setPicked.send({ ...at(deliveryNo), lines: [{ line: LINE, quantity: pieces('60') }] }, under('pick'));
  return { plant, erp, salesOrderNo, deliveryNo, issue: { ...at(deliveryNo), actualDate: '2026-03-10' } };
}

describe('posting goods issue of a delivery', () => {
  it('takes stock and its cost once when the reply is lost, and is found by the delivery’s status', async () => {
    const { plant, erp, deliveryNo, issue } = await picked();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: '/PostGoodsIssue' });
    expect(await troubleOf(erp.postGoodsIssue.send(issue, under('key-1')))).toMatchObject({ applied: 'maybe' });
    const documents = [{ system: 'SAP', type: 'MATERIAL_DOCUMENT', number: '4900000001', year: '2026' }];
    expect(await erp.postGoodsIssue.find(issue, under('key-1'))).toEqual({ documents });
    expect(await erp.readDelivery(at(deliveryNo), context)).toMatchObject({
      goodsIssue: { document: documents[0], date: '2026-03-10' },
    });
    expect(deliveryIn(plant, deliveryNo)?.goodsIssues).toEqual([
      { kind: 'ISSUE', document: '4900000001', date: '2026-03-10', cost: '7200.00' },
    ]);
    expect(stockOf(plant, 'FG-1000')).toEqual(['440']);
    expectBooksToBalance(plant);
  });

  it('is not posted a second time when it stands already', async () => {
    const { plant, erp, deliveryNo, issue } = await picked();
    plant.postGoodsIssue(deliveryNo);
    expect(await erp.postGoodsIssue.send(issue, under('key-1'))).toMatchObject({
      documents: [{ number: '4900000001' }],
    });
    expect(plant.ledger().materialDocuments).toHaveLength(1);
  });

  it('is adopted when somebody posts it between our reading and our posting', async () => {
    const { plant, erp, deliveryNo, issue } = await picked();
    const send = () => erp.postGoodsIssue.send(issue, under('key-1'));
    const posted = await meanwhile(
      plant,
      { method: 'POST', path: '/PostGoodsIssue' },
      () => plant.postGoodsIssue(deliveryNo),
      send,
    );
    expect(posted).toMatchObject({ documents: [{ number: '4900000001' }] });
    expect(plant.ledger().materialDocuments).toHaveLength(1);
  });

  it('is sure that nothing was posted when only its date was in doubt', async () => {
    const { plant, erp, issue } = await picked();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'PATCH', path: 'A_OutbDeliveryHeader' });
    expect(await troubleOf(erp.postGoodsIssue.send(issue, under('key-1')))).toMatchObject({
      code: 'T-UNAVAILABLE',
      applied: 'no',
    });
    expect(plant.ledger().materialDocuments).toEqual([]);
    await erp.postGoodsIssue.send(issue, under('key-1'));
    expect(plant.ledger().materialDocuments[0]).toMatchObject({ postingDate: '2026-03-10' });
  });

  it('is refused while something is not picked, for credit, and for missing stock', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = await created(erp, salesOrderNo);
    const refusal = () =>
      troubleOf(erp.postGoodsIssue.send({ ...at(deliveryNo), actualDate: '2026-03-10' }, under('key-1')));
    expect(await refusal()).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { code: 'VL/609' } });
    plant.pick(deliveryNo);
    plant.blockCredit(salesOrderNo);
    expect(await refusal()).toMatchObject({ code: 'B-CREDIT', applied: 'no' });
    plant.releaseCredit(salesOrderNo);
    plant.issueStock('FG-1000', '450', { location: '0001' });
    expect(await refusal()).toMatchObject({ code: 'B-STOCK-SHORT', applied: 'no' });
    expect(deliveryIn(plant, deliveryNo)?.issued).toBe(false);
  });

  it('shows when less was posted than was picked', async () => {
    const { plant, erp, deliveryNo, issue } = await picked();
    plant.postLess(deliveryNo, '4');
    await erp.postGoodsIssue.send(issue, under('key-1'));
    expect((await erp.readDelivery(at(deliveryNo), context))?.lines).toMatchObject([
      { quantity: pieces('56'), picked: pieces('56') },
    ]);
    expectBooksToBalance(plant);
  });
});

describe('reversing goods issue through the delivery', () => {
  it('brings stock back once when the reply is lost', async () => {
    const { plant, erp, deliveryNo, issue } = await picked();
    await erp.postGoodsIssue.send(issue, under('key-1'));
    const reversal = { ...at(deliveryNo), date: '2026-03-11' };
    expect(await erp.reverseGoodsIssue.find(reversal, under('key-2'))).toBeNull();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: '/ReverseGoodsIssue' });
    expect(await troubleOf(erp.reverseGoodsIssue.send(reversal, under('key-2')))).toMatchObject({ applied: 'maybe' });
    expect(await erp.reverseGoodsIssue.find(reversal, under('key-2'))).toMatchObject({
      documents: [{ type: 'OUTBOUND_DELIVERY' }, { type: 'MATERIAL_DOCUMENT', number: '4900000002' }],
    });
    expect(await erp.readDelivery(at(deliveryNo), context)).not.toHaveProperty('goodsIssue');
    expect(plant.ledger().materialDocuments[1]).toMatchObject({ postingDate: '2026-03-11' });
    expectBooksToBalance(plant);
  });

  it('names the younger document after goods issue was posted again', async () => {
    const { erp, deliveryNo, issue } = await picked();
    await erp.postGoodsIssue.send(issue, under('key-1'));
    await erp.reverseGoodsIssue.send({ ...at(deliveryNo), date: '2026-03-11' }, under('key-2'));
    await erp.postGoodsIssue.send({ ...issue, actualDate: '2026-03-12' }, under('key-3'));
    expect((await erp.readDelivery(at(deliveryNo), context))?.goodsIssue).toEqual({
      document: { system: 'SAP', type: 'MATERIAL_DOCUMENT', number: '4900000003', year: '2026' },
      date: '2026-03-12',
    });
  });

  it('is refused once the delivery is billed', async () => {
    const { plant, erp, salesOrderNo } = await shippingPlant();
    const deliveryNo = issuedDelivery(plant, salesOrderNo);
    plant.bill(deliveryNo);
    const send = erp.reverseGoodsIssue.send({ ...at(deliveryNo), date: '2026-03-11' }, under('key-1'));
    expect(await troubleOf(send)).toMatchObject({
      code: 'B-REJECTED',
      applied: 'no',
      text: expect.stringContaining('is billed'),
    });
    expect(deliveryIn(plant, deliveryNo)?.issued).toBe(true);
  });
});
