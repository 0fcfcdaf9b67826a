import { describe, expect, it } from 'vitest';
import { webhookId } from '../../../connectors/webhook.js';
import { type Heard, listener } from '../listener.js';
import { troubleOf } from '../trouble-of.js';
import { NEW, notice, OLD, openCustomer, partnerOf, sendingTo, under } from './harness.js';

async function receiver(status: number, headers: Record<string, string> = {}, text = '') {
  const { heard, url } = await listener(status, headers, text);
  return { heard, partner: partnerOf({ customers: { 'C-100': { url, secrets: [OLD] } } }) };
}

describe('a ship notice', () => {
  it('goes out as a CloudEvent about its delivery, under the webhook’s own id', async () => {
    const { heard, partner } = await receiver(204);
    const sent = await partner.sendShipNotice.send(notice({ sequence: 12 }), under('k-1'));
    expect(sent.documents).toEqual([{ system: 'CUSTOMERS', type: 'SHIP_NOTICE', number: '0080000001-12' }]);
    expect(heard).toHaveLength(1);
    const [{ url, headers, body }] = heard as [Heard];
    expect(url).toBe('/in?for=headrace');
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(headers['webhook-id']).toBe(webhookId('k-1'));
    expect(JSON.parse(body)).toEqual({
      specversion: '1.0',
      id: webhookId('k-1'),
      source: '/headrace',
      type: 'headrace.ship-notice.v1',
      subject: '0080000001',
      sequence: '0000000012',
      datacontenttype: 'application/json',
      data: notice({ sequence: 12 }),
    });
  });

  it('is the same to the byte when it is sent again, and counts once at the customer', async () => {
    const { heard, partner } = await receiver(200, {}, 'thank you');
    const customer = await openCustomer();
    for (const one of [partner, sendingTo(customer)]) {
      await one.sendShipNotice.send(notice(), under('k-1'));
      await one.sendShipNotice.send(notice(), under('k-1'));
    }
    expect(heard[1]?.body).toBe(heard[0]?.body);
    expect(heard[1]?.headers['webhook-id']).toBe(heard[0]?.headers['webhook-id']);
    expect(customer.ledger()).toMatchObject({ notices: [{ arrivals: 2 }], doubles: 1, outOfOrder: 0 });
  });

  it('is taken by a customer that changes its secret, before, while and after it does', async () => {
    const customer = await openCustomer({ secrets: [OLD] });
    const partner = sendingTo(customer, [OLD, NEW]);
    for (const [index, known] of [[OLD], [OLD, NEW], [NEW]].entries()) {
      customer.knowsBy(known);
      await partner.sendShipNotice.send(notice({ sequence: index + 1 }), under(`k-${index}`));
    }
    expect(customer.ledger()).toMatchObject({ unsigned: 0, notices: [{}, {}, {}] });
  });

  it('that fits none of the customer’s secrets is not taken, and is tried again', async () => {
    const customer = await openCustomer({ secrets: [NEW] });
    const trouble = await troubleOf(sendingTo(customer, [OLD]).sendShipNotice.send(notice(), under('k-1')));
    expect(trouble).toMatchObject({ code: 'T-AUTH', applied: 'no', upstream: { code: 'SIGNATURE_INVALID' } });
    expect(customer.ledger()).toMatchObject({ unsigned: 1, notices: [] });
  });

  it('that was taken before the connection broke is in doubt, is not looked up, and counts once', async () => {
    const customer = await openCustomer();
    const { sendShipNotice } = sendingTo(customer);
    customer.faults.ask({ kind: 'commit-then-cut', path: '^/ship-notices' });
    const trouble = await troubleOf(sendShipNotice.send(notice(), under('k-1')));
    expect(trouble).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe' });
    expect(await sendShipNotice.find(notice(), under('k-1'))).toBeNull();
    await sendShipNotice.send(notice(), under('k-1'));
    expect(customer.faults.list()).toMatchObject([{ struck: 1 }]);
    expect(customer.ledger()).toMatchObject({ notices: [{ id: webhookId('k-1'), arrivals: 2 }], doubles: 1 });
  });

  it.each([408, 500, 502, 504])('that meets %i may be tried again', async (status) => {
    const { partner } = await receiver(status);
    const trouble = await troubleOf(partner.sendShipNotice.send(notice(), under('k-1')));
    expect(trouble).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe', upstream: { status } });
  });

  it.each([400, 403, 404, 409, 410, 413, 422])('that is refused with %i is a person’s matter', async (status) => {
    const { partner } = await receiver(status, { 'content-type': 'text/plain' }, 'we do not know order 200045');
    const trouble = await troubleOf(partner.sendShipNotice.send(notice(), under('k-1')));
    expect(trouble).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { status } });
    expect(trouble.text).toContain('we do not know order 200045');
  });

  it('to an address that the customer has given up says so', async () => {
    const customer = await openCustomer();
    customer.close();
    const trouble = await troubleOf(sendingTo(customer).sendShipNotice.send(notice(), under('k-1')));
    expect(trouble.text).toBe(
      'CUSTOMERS: the customer takes no more messages at this address (410): We take no ship notices here any more',
    );
  });

  it.each([301, 302, 307, 308])('does not follow a redirect (%i)', async (status) => {
    const elsewhere = await receiver(204);
    const { partner } = await receiver(status, { location: 'http://127.0.0.1:1/elsewhere' });
    const trouble = await troubleOf(partner.sendShipNotice.send(notice(), under('k-1')));
    expect(trouble).toMatchObject({ code: 'P-ENDPOINT', upstream: { status } });
    expect(trouble.text).toContain('http://127.0.0.1:1/elsewhere');
    expect(elsewhere.heard).toEqual([]);
  });
});

describe('the way to a customer', () => {
  it('is its own, or the one for all others', async () => {
    const [hers, theirs] = [await openCustomer(), await openCustomer({ secrets: [NEW] })];
    const customers = { 'C-100': { url: hers.url, secrets: [OLD] } };
    const { sendShipNotice } = partnerOf({ customers, otherwise: { url: theirs.url, secrets: [NEW] } });
    await sendShipNotice.send(notice(), under('k-1'));
    await sendShipNotice.send(notice({ customer: 'C-200' }), under('k-2'));
    expect(hers.ledger().notices.map(({ customer }) => customer)).toEqual(['C-100']);
    expect(theirs.ledger().notices.map(({ customer }) => customer)).toEqual(['C-200']);
  });

  it('that nobody has described is the landscape’s to mend, and nothing is sent', async () => {
    const customer = await openCustomer();
    const trouble = await troubleOf(
      sendingTo(customer).sendShipNotice.send(notice({ customer: 'C-300' }), under('k-1')),
    );
    expect(trouble).toMatchObject({ code: 'C-MAPPING', applied: 'no' });
    expect(trouble.text).toContain('customer C-300');
    expect(customer.ledger().notices).toEqual([]);
  });

  it.each([
    ['no secret', { url: 'https://acme.example/in', secrets: [] }],
    ['three secrets', { url: 'https://acme.example/in', secrets: [OLD, NEW, OLD] }],
    ['a secret that is a word', { url: 'https://acme.example/in', secrets: ['secret'] }],
    ['an address of another kind', { url: 'ftp://acme.example/in', secrets: [OLD] }],
  ])('is refused with %s', (_, receiverOf) => {
    expect(() => partnerOf({ customers: { 'C-100': receiverOf } })).toThrow();
  });
});
