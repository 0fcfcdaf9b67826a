import { describe, expect, it } from 'vitest';
import supplierWebhook from '../../../connectors/supplier-webhook/index.js';
import { eventSchemas } from '../../../contracts/events.schema.js';
import { pieces } from './harness.js';

const config = supplierWebhook.config.parse({ answers: { AC: 'ACCEPTED' } });
const translate = (type: string, data: unknown) => supplierWebhook.translate?.({ type, data }, config);

const answer = { purchaseOrderNo: '4500001234', version: '7', answer: 'CHANGED', text: 'ten days later' };
const line = { purchaseOrderLine: '00010', item: 'RM-10', quantity: pieces('600') };
const notice = {
  ...{ purchaseOrderNo: '4500001234', supplier: 'S-100', packingSlip: 'PS-1', version: 2 },
  ...{ shippedAt: '2026-03-11T08:00:00.000Z', expectedAt: '2026-03-12T14:00:00.000Z', carrier: 'NORTHLINE' },
  lines: [{ ...line, lot: 'L-801', expiry: '2027-03-01', sscc: '003456780000000012' }],
};

const refusedAt = (data: object, type: 'SupplierNoticeReceived' | 'PurchaseOrderAnswered' = 'SupplierNoticeReceived') =>
  eventSchemas[type].safeParse(data).error?.issues.map(({ path }) => path.join('/'));

describe('what a supplier answers', () => {
  it('is told in our words, without what we have not agreed', () => {
    const translated = translate('OrderAnswered', { ...answer, promisedBy: 'Jo' });
    expect(translated).toEqual({ type: 'PurchaseOrderAnswered', data: answer });
    expect(eventSchemas.PurchaseOrderAnswered.safeParse(translated?.data).success).toBe(true);
  });

  it('is told though the supplier has a word of its own for it, where the landscape knows that', () => {
    const { data } = translate('OrderAnswered', { ...answer, answer: 'AC', text: null, version: null }) ?? {};
    expect(data).toEqual({ purchaseOrderNo: '4500001234', answer: 'ACCEPTED' });
  });

  it('is not guessed at where it is a word that nobody has named', () => {
    expect(() => translate('OrderAnswered', { ...answer, answer: 'MAYBE' })).toThrow('C-ENUM-UNKNOWN /data/answer');
  });

  it('is cut rather than refused where a person has written much', () => {
    const { data } = translate('OrderAnswered', { ...answer, text: 'x'.repeat(5000) }) ?? {};
    expect(eventSchemas.PurchaseOrderAnswered.safeParse(data).success).toBe(true);
  });

  it('is left to the schema where it lacks its order', () => {
    const { data } = translate('OrderAnswered', { answer: 'ACCEPTED' }) ?? expect.fail('nothing was told');
    expect(refusedAt(data, 'PurchaseOrderAnswered')).toEqual(['purchaseOrderNo']);
  });
});

describe('what a supplier announces', () => {
  it('is told in our words, without what we have not agreed', () => {
    const lines = notice.lines.map((one) => ({ ...one, colour: 'red', quantity: { ...one.quantity, weight: '3 t' } }));
    const translated = translate('ShipNotice', { ...notice, lines, trailer: 'T-7', cancelled: false });
    expect(translated).toEqual({ type: 'SupplierNoticeReceived', data: notice });
    expect(eventSchemas.SupplierNoticeReceived.safeParse(translated?.data).success).toBe(true);
  });

  it('has its times in UTC, wherever the supplier is', () => {
    const local = { ...notice, shippedAt: '2026-03-11T09:00:00+01:00', expectedAt: '2026-03-12T08:00:00-06:00' };
    expect(translate('ShipNotice', local)?.data).toEqual(notice);
  });

  it.each([
    ['a time without its offset', { expectedAt: '2026-03-12T14:00:00' }, ['expectedAt']],
    ['a time that is none', { shippedAt: 'tomorrow' }, ['shippedAt']],
    ['no lines', { lines: null }, ['lines']],
    ['a version that is a word', { version: 'B' }, ['version']],
    ['a line without its quantity', { lines: [{ ...line, quantity: null }] }, ['lines/0/quantity']],
    ['a negative quantity', { lines: [{ ...line, quantity: pieces('-3') }] }, ['lines/0/quantity/value']],
    ['a container code with letters', { lines: [{ ...line, sscc: 'SSCC' }] }, ['lines/0/sscc']],
    ['an expiry that is no day', { lines: [{ ...line, expiry: '03/2027' }] }, ['lines/0/expiry']],
    ['a cancellation that is a word', { cancelled: 'yes' }, ['cancelled']],
  ])('is refused by the schema with %s', (_, differing, where) => {
    const { data } = translate('ShipNotice', { ...notice, ...differing }) ?? expect.fail('nothing was told');
    expect(refusedAt(data)).toEqual(where);
  });

  it('may be taken back', () => {
    const { data } = translate('ShipNotice', { ...notice, cancelled: true }) ?? expect.fail('nothing was told');
    expect(data).toEqual({ ...notice, cancelled: true });
    expect(refusedAt(data)).toBeUndefined();
  });

  it.each([
    ['lines that are no list', { lines: 'all' }, '/data/lines must be a list'],
    ['a line that is no object', { lines: ['RM-10'] }, '/data/lines/0 must be an object'],
    ['a quantity that is no object', { lines: [{ ...line, quantity: '600' }] }, '/data/lines/0/quantity must be'],
    ['more lines than anybody takes', { lines: Array.from({ length: 501 }, () => line) }, '/data/lines must be'],
  ])('cannot be read with %s, and says where', (_, differing, text) => {
    expect(() => translate('ShipNotice', { ...notice, ...differing })).toThrow(`C-SCHEMA ${text}`);
  });
});

it.each(['InvoiceSent', 'toString'])('has nothing to tell by %s', (type) => {
  expect(translate(type, {})).toBeUndefined();
});

it('says where it cannot read an event', () => {
  expect(() => translate('ShipNotice', 'soon')).toThrow('C-SCHEMA /data must be an object');
});
