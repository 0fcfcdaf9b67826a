import { describe, expect, it } from 'vitest';
import { type Books, reckon } from '../../practice/reckoning.js';
import { repeat, set } from './planted.js';
import { agreeingSalesBooks, DELIVERY, SALE } from './sales-books.js';

describe('the reckoning of what was sold', () => {
  it('finds nothing where all books agree, and tells how much it was', () => {
    const { differences, sold } = reckon(agreeingSalesBooks());
    expect(differences).toEqual([]);
    expect(sold).toEqual({
      ...{ deliveries: 1, goodsIssues: 1, billingDocuments: 1, notices: 1, loads: 1, shipped: '5' },
      ...{ shippedValue: '947.50', billed: '947.50', freightAccepted: '690.00', freightAccrued: '690.00' },
    });
  });

  const wmsOf = ({ plants }: Books) => plants.P100?.wms;
  const orderOf = (books: Books) => wmsOf(books)?.outboundOrders[DELIVERY];
  const loadOf = ({ shipping }: Books) => shipping?.tms.loads['L-1'];
  const ledgerOf = ({ shipping }: Books) => shipping?.customer;

  /** What is wrong, the check that must say so, and its words. */
  const planted: [string, string, (books: Books) => void, RegExp][] = [
    [
      'goods that the warehouse has lost',
      'stock of finished goods: ERP = WMS',
      (books) =>
        set(
          wmsOf(books)?.stock.find(({ location }) => location === '0001'),
          { opening: '0', in: '8', onHand: '3' },
        ),
      /P100 FG-1000: ERP has 4, WMS has 3/,
    ],
    [
      'less than was ordered',
      'ordered = shipped',
      ({ sap }) => set(sap.salesOrders[0]?.lines[0], { quantity: '6', net: '1137.00' }),
      /6 ordered, 5 shipped/,
    ],
    [
      'a goods issue that is posted twice',
      'shipped by the WMS = issued in the ERP, once',
      ({ sap }) => repeat(sap.deliveries[0]?.goodsIssues),
      /goods issue was posted 2 times/,
    ],
    [
      'a goods issue that is missing',
      'shipped by the WMS = issued in the ERP, once',
      ({ sap }) => sap.materialDocuments.pop(),
      /5 left, 0 issued/,
    ],
    [
      'a goods issue of what never left',
      'shipped by the WMS = issued in the ERP, once',
      (books) => void delete orderOf(books)?.shipped,
      /0 left, 5 issued/,
    ],
    [
      'a cent too much on the bill',
      'billed net = shipped × price',
      ({ sap }) => set(sap.billingDocuments[0], { net: '947.51' }),
      new RegExp(`sales order ${SALE}: 947.50 shipped at its prices, 947.51 billed`),
    ],
    [
      'a delivery that is billed twice',
      'each delivery billed once, and in accounting',
      ({ sap }) => repeat(sap.billingDocuments),
      /billed by 2 documents/,
    ],
    [
      'a bill that accounting never saw',
      'each delivery billed once, and in accounting',
      ({ sap }) => set(sap.billingDocuments[0], { accounting: 'OPEN' }),
      /accounting is OPEN/,
    ],
    [
      'two carriers for one load',
      'one accepted tender per load, one load per delivery',
      (books) => set(loadOf(books)?.tenders[0], { status: 'ACCEPTED' }),
      /load L-1: accepted by NORTHLINE, BLUEFREIGHT/,
    ],
    [
      'two loads for one delivery',
      'one accepted tender per load, one load per delivery',
      ({ shipping }) => {
        const load = shipping?.tms.loads['L-1'];
        if (shipping && load) shipping.tms.loads['L-2'] = { ...load, loadId: 'L-2' };
      },
      new RegExp(`delivery ${DELIVERY} is on several loads`),
    ],
    [
      'freight at the price of the carrier that declined',
      'freight accrued = accepted cost',
      ({ sap }) => set(sap.journalEntries[0]?.items[0], { amount: '640.00' }),
      /accepted at 690.00, 640.00 accrued/,
    ],
    [
      'freight that was taken back',
      'freight accrued = accepted cost',
      ({ sap }) => set(repeat(sap.journalEntries), { text: `Rev. Freight ${DELIVERY}`, reference: 'HR0002' }),
      /accepted at 690.00, 0.00 accrued/,
    ],
    [
      'freight that is accrued under the same reference',
      'one document per external key',
      ({ sap }) => repeat(sap.journalEntries),
      /journal entry reference HR0001 was posted 2 times/,
    ],
    [
      'a customer who was told nothing',
      'one ship notice per delivery, in order',
      (books) => ledgerOf(books)?.notices.pop(),
      /the customer was told nothing/,
    ],
    [
      'a customer who was told twice',
      'one ship notice per delivery, in order',
      (books) => set(repeat(ledgerOf(books)?.notices), { id: 'notice-2', sequence: 2 }),
      /the customer was told ORIGINAL 1, ORIGINAL 2/,
    ],
    [
      'notices out of order',
      'one ship notice per delivery, in order',
      (books) => set(ledgerOf(books), { outOfOrder: 1 }),
      /1 notices came out of order/,
    ],
    [
      'a delivery whose run is still open',
      'sales orders and deliveries are closed',
      ({ runs }) => set(runs.at(-1), { state: 'IN_TRANSIT' }),
      new RegExp(`outbound-delivery ${DELIVERY} is IN_TRANSIT, not CLOSED`),
    ],
    [
      'material that was brought to the line, and not transferred in the ERP',
      'brought to the line = transferred in the ERP',
      (books) => {
        const wms = wmsOf(books);
        const qty = { value: '7', uom: 'EA' };
        const task = { signalNo: 'KB-1', orderNo: '1000101', item: 'RM-10', qty, location: 'LINE', plant: 'P100' };
        if (wms) wms.replenishments['KB-1'] = { ...task, status: 'DONE', idempotencyKey: 'card' };
      },
      /P100 RM-10: WMS has brought 7, ERP transferred 0/,
    ],
  ];

  it.each(planted)('reports %s', (_, name, plant, words) => {
    const books = agreeingSalesBooks();
    plant(books);
    const check = reckon(books).checks.find((one) => one.name === name);
    expect(check?.differences.join('\n')).toMatch(words);
  });

  it('says nothing of orders that still wait for somebody', () => {
    const books = agreeingSalesBooks();
    books.sap.billingDocuments = [];
    set(books.runs.at(-1), { state: 'INVOICE_READY' });
    set(books.runs.at(-2), { state: 'SHIPPED' });
    expect(reckon(books).differences).not.toEqual([]);
    expect(reckon({ ...books, underWay: [SALE] }).differences).toEqual([]);
  });
});
