import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { notice, openCustomer, sendingTo, under } from './harness.js';

describe('the practice customer', () => {
  it('keeps the notices of a delivery in the order of their sequence, and counts those that came too late', async () => {
    const customer = await openCustomer();
    const { sendShipNotice } = sendingTo(customer);
    await sendShipNotice.send(notice({ sequence: 2, purpose: 'REPLACEMENT' }), under('k-2'));
    await sendShipNotice.send(notice({ sequence: 1 }), under('k-1'));
    await sendShipNotice.send(notice({ deliveryNo: '0080000002' }), under('k-3'));
    expect(customer.notices('0080000001').map(({ sequence, purpose }) => [sequence, purpose])).toEqual([
      [1, 'ORIGINAL'],
      [2, 'REPLACEMENT'],
    ]);
    expect(customer.ledger()).toMatchObject({ outOfOrder: 1, doubles: 0 });
  });

  it('refuses another notice under an id that it has had', async () => {
    const customer = await openCustomer();
    const { sendShipNotice } = sendingTo(customer);
    await sendShipNotice.send(notice(), under('k-1'));
    const trouble = await troubleOf(sendShipNotice.send(notice({ carrier: 'RDWY' }), under('k-1')));
    expect(trouble).toMatchObject({ code: 'B-REJECTED', upstream: { status: 409, code: 'ID_REUSED' } });
    expect(customer.ledger()).toMatchObject({ doubles: 0, notices: [{ arrivals: 1 }] });
  });

  it('asks to slow down, answers late and is down when it is told to', async () => {
    const customer = await openCustomer();
    const { sendShipNotice } = sendingTo(customer, undefined, { replyMs: 300 });
    customer.faults.ask({ kind: 'status', status: 429, retryAfterS: 3 });
    expect(await troubleOf(sendShipNotice.send(notice(), under('k-1')))).toMatchObject({
      code: 'T-RATE',
      retryAfterMs: 3_000,
    });
    customer.faults.ask({ kind: 'hold-reply', delayMs: 2_000 });
    expect(await troubleOf(sendShipNotice.send(notice(), under('k-1')))).toMatchObject({ code: 'U-IN-DOUBT' });
    await customer.standIn.stop();
    expect(await troubleOf(sendShipNotice.send(notice(), under('k-1')))).toMatchObject({ code: 'T-UNAVAILABLE' });
    await customer.standIn.start();
    await sendShipNotice.send(notice(), under('k-1'));
    expect(customer.ledger()).toMatchObject({ notices: [{ arrivals: 2 }], doubles: 1 });
  });
});
