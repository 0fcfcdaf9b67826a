import { describe, expect, it } from 'vitest';
import { webhookId } from '../../../connectors/webhook.js';
import { type Heard, listener } from '../listener.js';
import { troubleOf } from '../trouble-of.js';
import { advice, INBOUND, NEW, OLD, openSuppliers, ORDER, order, sendingTo, supplierOf, under } from './harness.js';

async function receiver(status: number, headers: Record<string, string> = {}, text = '') {
  const { heard, url } = await listener(status, headers, text);
  return { heard, supplier: supplierOf({ suppliers: { 'S-100': { url, secrets: [OLD] } } }) };
}

const sequences = (heard: Heard[]): string[] =>
  heard.map(({ body }) => (JSON.parse(body) as { sequence: string }).sequence);

describe('an order', () => {
  it('goes out as a CloudEvent about its number, under the webhook’s own id', async () => {
    const { heard, supplier } = await receiver(204);
    const sent = await supplier.sendPurchaseOrder.send(order({ version: '7' }), under('k-1'));
    expect(sent.documents).toEqual([{ system: 'SUPPLIERS', type: 'PURCHASE_ORDER_MESSAGE', number: `${ORDER}-7` }]);
    expect(heard).toHaveLength(1);
    const [{ url, headers, body }] = heard as [Heard];
    expect(url).toBe('/in?for=headrace');
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(headers['webhook-id']).toBe(webhookId('k-1'));
    expect(JSON.parse(body)).toEqual({
      specversion: '1.0',
      id: webhookId('k-1'),
      source: '/headrace',
      type: 'headrace.purchase-order.v1',
      subject: ORDER,
      sequence: '00000000000000000007',
      datacontenttype: 'application/json',
      data: order({ version: '7' }),
    });
  });

  it('has a sequence that sorts as its versions do, numbers and times', async () => {
    const { heard, supplier } = await receiver(204);
    const rising = ['9', '10', '20260302090000', '2026-03-02T09:00:00.000Z', '2026-03-02T10:00:00.000Z'];
    for (const version of rising) await supplier.sendPurchaseOrder.send(order({ version }), under(version));
    expect(sequences(heard)).toEqual([...sequences(heard)].sort());
    expect(new Set(sequences(heard)).size).toBe(rising.length);
  });

  it('is another message than its cancellation', async () => {
    const suppliers = await openSuppliers();
    const { sendPurchaseOrder } = sendingTo(suppliers);
    const ordered = await sendPurchaseOrder.send(order(), under('k-1'));
    const cancelled = await sendPurchaseOrder.send(order({ purpose: 'CANCELLATION', lines: [] }), under('k-2'));
    expect(cancelled.documents[0]?.number).not.toBe(ordered.documents[0]?.number);
    expect(suppliers.ledger().orders.map(({ purpose }) => purpose)).toEqual(['ORIGINAL', 'CANCELLATION']);
  });
});

describe('a receiving advice', () => {
  it('goes out about its delivery, in the order of its corrections', async () => {
    const { heard, supplier } = await receiver(204);
    const sent = await supplier.sendReceivingAdvice.send(advice({ sequence: 12 }), under('k-1'));
    expect(sent.documents).toEqual([{ system: 'SUPPLIERS', type: 'RECEIVING_ADVICE', number: `${INBOUND}-12` }]);
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
      ...{ type: 'headrace.receiving-advice.v1', subject: INBOUND, sequence: '0000000012' },
      data: advice({ sequence: 12 }),
    });
  });
});

describe.each([
  ['an order', 'sendPurchaseOrder', order()],
  ['an advice', 'sendReceivingAdvice', advice()],
] as const)('%s', (_, operation, message) => {
  it('is the same to the byte when it is sent again, and counts once at the supplier', async () => {
    const { heard, supplier } = await receiver(200, {}, 'thank you');
    const suppliers = await openSuppliers();
    for (const one of [supplier, sendingTo(suppliers)]) {
      for (let times = 0; times < 2; times += 1) await one[operation].send(message as never, under('k-1'));
    }
    expect(heard[1]?.body).toBe(heard[0]?.body);
    expect(heard[1]?.headers['webhook-id']).toBe(heard[0]?.headers['webhook-id']);
    const { orders, advices, doubles } = suppliers.ledger();
    expect([...orders, ...advices]).toMatchObject([{ arrivals: 2 }]);
    expect(doubles).toBe(1);
  });

  it('that was taken before the connection broke is in doubt, is not looked up, and counts once', async () => {
    const suppliers = await openSuppliers();
    const posting = sendingTo(suppliers)[operation];
    suppliers.faults.ask({ kind: 'commit-then-cut', path: '^/messages' });
    const trouble = await troubleOf(posting.send(message as never, under('k-1')));
    expect(trouble).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe' });
    expect(await posting.find(message as never, under('k-1'))).toBeNull();
    await posting.send(message as never, under('k-1'));
    expect(suppliers.faults.list()).toMatchObject([{ struck: 1 }]);
    const { orders, advices } = suppliers.ledger();
    expect([...orders, ...advices]).toMatchObject([{ id: webhookId('k-1'), arrivals: 2 }]);
  });

  it.each([408, 500, 502, 504])('that meets %i may be tried again', async (status) => {
    const { supplier } = await receiver(status);
    const trouble = await troubleOf(supplier[operation].send(message as never, under('k-1')));
    expect(trouble).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe', upstream: { status } });
  });

  it.each([400, 403, 404, 409, 410, 413, 422])('that is refused with %i is a person’s matter', async (status) => {
    const { supplier } = await receiver(status, { 'content-type': 'text/plain' }, 'we do not know item RM-10');
    const trouble = await troubleOf(supplier[operation].send(message as never, under('k-1')));
    expect(trouble).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { status } });
    expect(trouble.text).toContain('we do not know item RM-10');
    expect(trouble.text).toContain('the supplier');
  });

  it('does not follow a redirect', async () => {
    const { supplier } = await receiver(307, { location: 'http://127.0.0.1:1/elsewhere' });
    const trouble = await troubleOf(supplier[operation].send(message as never, under('k-1')));
    expect(trouble).toMatchObject({ code: 'P-ENDPOINT', upstream: { status: 307 } });
    expect(trouble.text).toContain('the supplier’s address redirects to http://127.0.0.1:1/elsewhere');
  });
});

describe('the way to a supplier', () => {
  it('is its own, or the one for all others', async () => {
    const [hers, theirs] = [await openSuppliers(), await openSuppliers({ secrets: [NEW] })];
    const suppliers = { 'S-100': { url: hers.url, secrets: [OLD] } };
    const { sendPurchaseOrder } = supplierOf({ suppliers, otherwise: { url: theirs.url, secrets: [NEW] } });
    await sendPurchaseOrder.send(order(), under('k-1'));
    await sendPurchaseOrder.send(order({ supplier: 'S-200' }), under('k-2'));
    expect(hers.ledger().orders.map(({ supplier }) => supplier)).toEqual(['S-100']);
    expect(theirs.ledger().orders.map(({ supplier }) => supplier)).toEqual(['S-200']);
  });

  it('stays open while a supplier changes its secret, before, while and after it does', async () => {
    const suppliers = await openSuppliers();
    const { sendPurchaseOrder } = sendingTo(suppliers, [OLD, NEW]);
    for (const [index, known] of [[OLD], [OLD, NEW], [NEW]].entries()) {
      suppliers.inbox.knowsBy(known);
      await sendPurchaseOrder.send(order({ version: String(index) }), under(`k-${index}`));
    }
    expect(suppliers.ledger()).toMatchObject({ unsigned: 0, orders: [{}, {}, {}] });
  });

  it('is tried again where the signature fits none of the supplier’s secrets', async () => {
    const suppliers = await openSuppliers({ secrets: [NEW] });
    const trouble = await troubleOf(sendingTo(suppliers, [OLD]).sendPurchaseOrder.send(order(), under('k-1')));
    expect(trouble).toMatchObject({ code: 'T-AUTH', applied: 'no', upstream: { code: 'SIGNATURE_INVALID' } });
    expect(suppliers.ledger()).toMatchObject({ unsigned: 1, orders: [] });
  });

  it('that nobody has described is the landscape’s to mend, and nothing is sent', async () => {
    const suppliers = await openSuppliers();
    const lost = order({ supplier: 'S-300' });
    const trouble = await troubleOf(sendingTo(suppliers).sendPurchaseOrder.send(lost, under('k-1')));
    expect(trouble).toMatchObject({ code: 'C-MAPPING', applied: 'no' });
    expect(trouble.text).toBe(
      'SUPPLIERS: supplier S-300 has no address for orders and advices; add it to the suppliers of SUPPLIERS in the landscape',
    );
    expect(suppliers.ledger().orders).toEqual([]);
  });

  it.each([
    ['no secret', { url: 'https://acme.example/in', secrets: [] }],
    ['three secrets', { url: 'https://acme.example/in', secrets: [OLD, NEW, OLD] }],
    ['a secret that is a word', { url: 'https://acme.example/in', secrets: ['secret'] }],
    ['an address of another kind', { url: 'ftp://acme.example/in', secrets: [OLD] }],
  ])('is refused with %s', (_, receiverOf) => {
    expect(() => supplierOf({ suppliers: { 'S-100': receiverOf } })).toThrow();
  });
});
