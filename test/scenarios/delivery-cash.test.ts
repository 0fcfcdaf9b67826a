import { beforeAll, describe, expect, test } from 'vitest';
import { asks, deliveryRun, hasEnded, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = await startSales({ tms: { cancellationFee: '75.00' } });
});

const questions = (view: { timeline: { type: string }[] }) => view.timeline.filter(({ type }) => type === 'exception');
const standing = (deliveryNo: string) =>
  plant.sap
    .ledger()
    .billingDocuments.filter((one) => one.deliveryNos.includes(deliveryNo) && !one.cancels && !one.cancelledBy);

async function deliver(deliveryNo: string): Promise<void> {
  plant.tms.pickUp(deliveryNo);
  plant.tms.deliver(deliveryNo);
}

describe('the billing document', () => {
  test('a collective invoice is not compared with one delivery, and each remembers its own part', async () => {
    for (const [order, delivery, quantity] of [
      ['340001', '85001', '100'],
      ['340002', '85011', '50'],
    ] as const) {
      plant.sell(order, delivery, { quantity, customer: 'C-300' });
      await plant.bringToDock(delivery);
      await deliver(delivery);
      await plant.runUntil(deliveryRun(delivery), (view) => view.state === 'INVOICE_READY');
    }
    plant.sap.bill('85001', '85011');
    const first = await plant.runUntil(deliveryRun('85001'), hasEnded);
    const second = await plant.runUntil(deliveryRun('85011'), hasEnded);
    expect([...questions(first), ...questions(second)]).toEqual([]);
    expect(first.timeline).toContainEqual(expect.objectContaining({ what: 'billed', amount: '21000.00' }));
    expect(second.timeline).toContainEqual(expect.objectContaining({ what: 'billed', amount: '10500.00' }));
  });

  test('cancelled and made anew in the ERP before accounting has it: the new one is followed', async () => {
    plant.sell('340003', '85021');
    await plant.bringToDock('85021');
    plant.sap.holdAccounting();
    await deliver('85021');
    await plant.happened('the bill', () => standing('85021').length === 1);
    plant.sap.cancelBilling(String(standing('85021')[0]?.number));
    const anew = plant.sap.bill('85021');
    plant.sap.releaseAccounting();
    const view = await plant.runUntil(deliveryRun('85021'), hasEnded);
    expect(view.state).toBe('CLOSED');
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ type: 'number', kind: 'billing document', number: anew }),
    );
    expect(plant.sales('85021').billed).toEqual(['42000.00']);
  });

  test('a price that was changed while it was on its way is the one that is expected', async () => {
    plant.sell('340004', '85031');
    await plant.bringToDock('85031');
    plant.sap.changeSalesOrder('340004', { lines: [{ line: '10', price: '200.00' }] });
    await deliver('85031');
    const view = await plant.runUntil(deliveryRun('85031'), hasEnded);
    expect(questions(view)).toEqual([]);
    expect(plant.sales('85031').billed).toEqual(['40000.00']);
  });
});

describe('the carrier’s money', () => {
  test('nobody takes it: no price is to be approved, and a retry asks what carriers take now', async () => {
    plant.sell('340010', '85091');
    for (const _ of [1, 2]) {
      await plant.tendered('85091');
      plant.tms.decline('85091');
    }
    await plant.runUntil(deliveryRun('85091'), asks('B-FREIGHT-OVER'));
    await plant.actOn(deliveryRun('85091'), 'decide', { payload: { choice: 'APPROVE' } });
    await plant.tendered('85091');
    plant.tms.decline('85091');
    const asked = await plant.runUntil(deliveryRun('85091'), asks('B-NO-CARRIER'));
    expect(asked.exceptions[0]?.choices).toEqual(['TENDER_AGAIN', 'CUSTOMER_PICKUP']);
    plant.tms.carriers.set('LATECOMER', { cost: '650.00' });
    await plant.actOn(deliveryRun('85091'), 'retry', { exceptionId: 'freight' });
    await plant.book('85091');
    expect(plant.offersFor('85091').at(-1)).toBe('LATECOMER ACCEPTED');
  });

  test('a load that is cancelled since others carry it: the fee is noted', async () => {
    plant.sell('340011', '85101');
    for (const _ of [1, 2]) {
      await plant.tendered('85101');
      plant.tms.decline('85101');
    }
    await plant.runUntil(deliveryRun('85101'), asks('B-FREIGHT-OVER'));
    plant.tms.book.carrying('85101').status = 'BOOKED';
    await plant.actOn(deliveryRun('85101'), 'decide', { payload: { choice: 'CUSTOMER_PICKUP' } });
    const view = await plant.runUntil(deliveryRun('85101'), ({ timeline }) =>
      timeline.some((fact) => fact.type === 'freight' && fact.freight.state === 'CUSTOMER_PICKUP'),
    );
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ type: 'value', what: 'cancellation fee', amount: '75.00' }),
    );
  });

  test('an accrual that is skipped is not counted as freight', async () => {
    plant.sell('340012', '85111');
    await plant.atWarehouse('85111');
    await plant.book('85111');
    const fault = plant.sap.faults.ask({ kind: 'status', status: 400, method: 'POST', path: '/journalentrycreate' });
    plant.load('85111');
    await plant.runUntil(deliveryRun('85111'), (view) => view.exceptions[0]?.step === 'accrue freight');
    await plant.actOn(deliveryRun('85111'), 'skip');
    const view = await plant.runUntil(deliveryRun('85111'), (one) => one.state === 'GI_POSTING');
    expect(fault.struck).toBeGreaterThan(0);
    expect(JSON.stringify(view.timeline)).not.toContain('"what":"freight"');
  });
});
