import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Suppliers, SuppliersOptions } from '../../../connectors/supplier-webhook/practice/index.js';
import type { Supplier } from '../../../contracts/ports.js';
import { type Receiver, startReceiver } from '../../practice/event-receiver.js';
import { troubleOf } from '../trouble-of.js';
import { advice, openSuppliers, ORDER, order, pieces, sendingTo, under } from './harness.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

async function ordered(options: SuppliersOptions = {}): Promise<{ suppliers: Suppliers; supplier: Supplier }> {
  const suppliers = await openSuppliers({ events: receiver.target, ...options });
  const supplier = sendingTo(suppliers);
  await supplier.sendPurchaseOrder.send(order(), under('order'));
  return { suppliers, supplier };
}

const told = async (suppliers: Suppliers): Promise<[string, unknown][]> => {
  await suppliers.events.settled();
  return receiver.taken.map(({ type, data }) => [type, data]);
};

describe('the practice suppliers', () => {
  it('keep what they are sent as it came, and count what came too late', async () => {
    const { suppliers, supplier } = await ordered();
    await supplier.sendPurchaseOrder.send(order({ version: '2026-03-04T09:00:00.000Z' }), under('k-3'));
    await supplier.sendPurchaseOrder.send(order({ version: '2026-03-03T09:00:00.000Z' }), under('k-2'));
    await supplier.sendReceivingAdvice.send(advice(), under('k-4'));
    const { orders, advices, outOfOrder, doubles } = suppliers.ledger();
    expect(orders.map(({ version }) => version.slice(0, 10))).toEqual(['2026-03-02', '2026-03-04', '2026-03-03']);
    expect(advices).toMatchObject([
      { packingSlip: 'PS-1', lines: [{ accepted: pieces('583'), missing: pieces('12') }] },
    ]);
    expect([outOfOrder, doubles]).toEqual([1, 0]);
  });

  it('refuse another message under an id that they have had, and what is no message for them', async () => {
    const { suppliers, supplier } = await ordered();
    const changed = order({ purpose: 'CHANGE' });
    expect(await troubleOf(supplier.sendPurchaseOrder.send(changed, under('order')))).toMatchObject({
      ...{ code: 'B-REJECTED', upstream: { status: 409, code: 'ID_REUSED' } },
    });
    const wrong = { ...advice(), lines: [{ item: 'RM-10' }] } as never;
    expect(await troubleOf(supplier.sendReceivingAdvice.send(wrong, under('k-2')))).toMatchObject({
      ...{ code: 'B-REJECTED', upstream: { status: 400, code: 'SCHEMA' } },
    });
    expect(suppliers.ledger()).toMatchObject({ orders: [{ purpose: 'ORIGINAL', arrivals: 1 }], advices: [] });
  });

  it('take nothing more at an address that they have given up', async () => {
    const { suppliers, supplier } = await ordered();
    suppliers.inbox.close();
    const trouble = await troubleOf(supplier.sendReceivingAdvice.send(advice(), under('k-2')));
    expect(trouble.text).toBe(
      'SUPPLIERS: the supplier takes no more messages at this address (410): We take no orders here any more',
    );
  });

  it('answer the last version that they have of an order, and nothing that they do not have', async () => {
    const { suppliers, supplier } = await ordered();
    await supplier.sendPurchaseOrder.send(order({ version: '2026-03-04T09:00:00.000Z' }), under('k-3'));
    await supplier.sendPurchaseOrder.send(order({ version: '2026-03-03T09:00:00.000Z' }), under('k-2'));
    suppliers.answer(ORDER, 'REJECTED', 'no capacity');
    expect(() => suppliers.answer('4500009999', 'ACCEPTED')).toThrow('nobody has ordered 4500009999 here');
    const said = {
      purchaseOrderNo: ORDER,
      version: '2026-03-04T09:00:00.000Z',
      answer: 'REJECTED',
      text: 'no capacity',
    };
    expect(await told(suppliers)).toEqual([['OrderAnswered', said]]);
    expect(suppliers.ledger().answers).toEqual([said]);
  });

  it('announce what was ordered, the same again, something else of it, and that it does not come', async () => {
    const { suppliers } = await ordered();
    suppliers.announce({ purchaseOrderNo: ORDER, packingSlip: 'PS-1', expectedAt: '2026-03-12T14:00:00Z' });
    suppliers.announceAgain('PS-1');
    const fewer = [{ purchaseOrderLine: '00010', item: 'RM-10', quantity: pieces('600'), lot: 'L-801' }];
    suppliers.announce({ purchaseOrderNo: ORDER, packingSlip: 'PS-1', lines: fewer });
    suppliers.callOff('PS-1');
    const notices = (await told(suppliers)).map(([, data]) => data as Record<string, unknown>);
    const all = [{ purchaseOrderLine: '00010', item: 'RM-10', quantity: pieces('1000') }];
    expect(notices.map(({ version, lines, cancelled }) => [version, lines, cancelled])).toEqual([
      [1, all, undefined],
      [1, all, undefined],
      [2, fewer, undefined],
      [3, fewer, true],
    ]);
    expect(notices[1]).toEqual(notices[0]);
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(4);
    expect(notices[0]).toMatchObject({ supplier: 'S-100', expectedAt: '2026-03-12T14:00:00Z' });
    expect(() => suppliers.callOff('PS-2')).toThrow('PS-2 was not announced');
  });

  it('announce as told what nobody has ordered there, and no truck of which nobody says what is on it', async () => {
    const suppliers = await openSuppliers({ events: receiver.target });
    expect(() => suppliers.announce({ purchaseOrderNo: ORDER })).toThrow('nobody has ordered');
    const lines = [{ purchaseOrderLine: '00010', item: 'RM-10', quantity: pieces('600') }];
    suppliers.announce({ purchaseOrderNo: ORDER, supplier: 'S-100', version: 7, lines });
    expect((await told(suppliers))[0]?.[1]).toMatchObject({ packingSlip: 'SLIP-1', version: 7, lines });
  });

  it('accept and announce by themselves when told so, and once', async () => {
    const { suppliers, supplier } = await ordered({ acceptAfterMs: 1, announceAfterMs: 1 });
    await supplier.sendPurchaseOrder.send(order(), under('order'));
    const other = '4500001235';
    await supplier.sendPurchaseOrder.send(order({ purchaseOrderNo: other }), under('other'));
    await expect.poll(() => suppliers.ledger().notices.map((one) => one.purchaseOrderNo)).toEqual([ORDER, other]);
    expect(suppliers.ledger().answers.map(({ answer }) => answer)).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it('neither accept nor announce by themselves what is cancelled', async () => {
    const suppliers = await openSuppliers({ events: receiver.target, acceptAfterMs: 1, announceAfterMs: 1 });
    const { sendPurchaseOrder } = sendingTo(suppliers);
    await sendPurchaseOrder.send(order({ purpose: 'CANCELLATION' }), under('cancel'));
    suppliers.answer(ORDER, 'ACCEPTED');
    const other = '4500001235';
    await sendPurchaseOrder.send(order({ purchaseOrderNo: other }), under('other'));
    await expect.poll(() => suppliers.ledger().notices.map((one) => one.purchaseOrderNo)).toEqual([other]);
    expect(suppliers.ledger().answers.map(({ purchaseOrderNo }) => purchaseOrderNo)).toEqual([ORDER, other]);
  });

  it('let a person with curl answer and announce', async () => {
    const { suppliers } = await ordered();
    const verb = async (name: string, body: object) => {
      const url = `${suppliers.standIn.url}/practice/${name}`;
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    const slip = { purchaseOrderNo: ORDER, packingSlip: 'PS-1' };
    expect(await verb('answer', { purchaseOrderNo: ORDER, answer: 'ACCEPTED' })).toBe(200);
    for (const name of ['announce', 'announce-again', 'call-off']) expect(await verb(name, slip)).toBe(200);
    expect(await verb('answer', { purchaseOrderNo: '4500009999', answer: 'ACCEPTED' })).toBe(409);
    const types = (await told(suppliers)).map(([type]) => type);
    expect(types).toEqual(['OrderAnswered', 'ShipNotice', 'ShipNotice', 'ShipNotice']);
  });
});
