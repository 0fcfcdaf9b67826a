import type { Books, CustomerLedger, TmsLedger } from '../../practice/reckoning.js';
import { agreeingBooks } from './books.js';

export const SALE = '5000101';
export const DELIVERY = '80000001';
const USD = { currency: 'USD' };

/** The nine pumps of the other books, and five of them sold, carried, told and billed as it should be. */
export function agreeingSalesBooks(): Books {
  const books = agreeingBooks();
  const { sap } = books;
  const wms = books.plants.P100?.wms;
  if (!wms) throw new Error('the books have no warehouse');
  sap.salesOrders = [
    {
      ...{ salesOrderNo: SALE, customer: 'C-100' },
      lines: [
        { line: '10', plant: 'P100', item: 'FG-1000', quantity: '5', confirmed: '5', net: '947.50', rejection: '' },
      ],
    },
  ];
  sap.deliveries = [
    {
      ...{ deliveryNo: DELIVERY, salesOrderNo: SALE, plant: 'P100', deleted: false, issued: true },
      goodsIssues: [{ kind: 'ISSUE', document: '4900000002', date: '2026-03-10', cost: '600.00' }],
      lines: [
        {
          ...{ line: '000010', salesOrderLine: '000010', item: 'FG-1000', batch: '' },
          ...{ quantity: '5', picked: '5', uom: 'EA' },
        },
      ],
    },
  ];
  sap.materialDocuments.push({
    ...{ number: '4900000002', year: '2026', reference: DELIVERY, text: `Delivery ${DELIVERY}` },
    postingDate: '2026-03-10',
    movements: [
      {
        ...{ type: '601', orderNo: '', plant: 'P100', item: 'FG-1000', quantity: '5', uom: 'EA', location: '0001' },
        ...{ delivery: DELIVERY, deliveryLine: '000010', value: '600.00' },
      },
    ],
  });
  for (const level of sap.stock) if (level.item === 'FG-1000') level.quantity = '4';
  for (const entry of wms.stock) if (entry.item === 'FG-1000') Object.assign(entry, { out: '5', onHand: '4' });
  wms.stock.push({ item: 'FG-1000', location: 'DOCK', opening: '0', in: '5', out: '5', onHand: '0' });
  wms.outboundOrders[DELIVERY] = outboundOrder();
  sap.billingDocuments = [
    {
      ...{ number: '90000001', customer: 'C-100', date: '2026-03-12', deliveryNos: [DELIVERY] },
      ...{ net: '947.50', tax: '75.80', accounting: 'POSTED', ...USD },
    },
  ];
  const item = { amount: '690.00', text: `Freight ${DELIVERY} BLUEFREIGHT L-1/2`, ...USD };
  sap.journalEntries = [
    {
      ...{ number: '100000001', year: '2026', reference: 'HR0001', postingDate: '2026-03-10' },
      text: `Freight ${DELIVERY} BLUEFREI`,
      items: [
        { ...item, account: '61100000', side: 'DEBIT' },
        { ...item, account: '21120000', side: 'CREDIT' },
      ],
    },
  ];
  books.shipping = { tms: tmsLedger(), customer: customerLedger() };
  books.runs.push(
    { runId: `ship-to-cash/1000/-/${SALE}`, state: 'CLOSED' },
    { runId: `outbound-delivery/1000/P100/${DELIVERY}`, state: 'CLOSED' },
  );
  return books;
}

type OutboundOrder = Books['plants'][string]['wms']['outboundOrders'][string];

function outboundOrder(): OutboundOrder {
  const quantity = { value: '5', uom: 'EA' };
  return {
    ...{ deliveryNo: DELIVERY, version: '1', status: 'SHIPPED', shipBy: '2026-03-10T12:00:00Z', shipTo: 'Lakeside' },
    ...{ cancelled: false, askedBack: false, departed: true, shortages: {}, voidedBillsOfLading: [], unpickTasks: [] },
    ...{ wave: 'W-1', idempotencyKey: 'outbound', changes: [], handlingUnits: [] },
    shipped: { at: '2026-03-10T12:00:00Z', billOfLading: 'BOL-000001' },
    pieces: [{ line: '10', item: 'FG-1000', quantity: '5', from: '0001' }],
    lines: [
      { line: '10', item: 'FG-1000', qty: quantity, picked: quantity, short: { value: '0', uom: 'EA' }, lots: [] },
    ],
  };
}

function tmsLedger(): TmsLedger {
  const stop = { place: 'P100', zone: 'America/Chicago', from: '2026-03-10T12:00:00Z', until: '2026-03-11T12:00:00Z' };
  const tender = (round: number, carrier: string, amount: string) => ({
    ...{ tenderId: `T-${round}`, loadId: 'L-1', round, carrier, cost: { amount, ...USD } },
    ...{ expiresAt: '2026-03-10T12:00:00Z', idempotencyKey: `tender ${round}`, changes: [] },
  });
  return {
    loads: {
      'L-1': {
        ...{ loadId: 'L-1', status: 'DELIVERED', pickup: stop, delivery: stop, events: [], idempotencyKey: 'load' },
        deliveries: [{ plant: 'P100', deliveryNo: DELIVERY, weight: { value: '62.5', uom: 'KG' } }],
        tenders: [
          { ...tender(1, 'NORTHLINE', '640.00'), status: 'DECLINED' },
          { ...tender(2, 'BLUEFREIGHT', '690.00'), status: 'ACCEPTED' },
        ],
        changes: [],
      },
    },
  };
}

const customerLedger = (): CustomerLedger => ({
  notices: [
    {
      ...{ id: 'notice-1', deliveryNo: DELIVERY, customer: 'C-100', sequence: 1, purpose: 'ORIGINAL', arrivals: 1 },
      data: {},
    },
  ],
  ...{ doubles: 0, outOfOrder: 0, unsigned: 0 },
});
