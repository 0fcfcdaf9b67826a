import { Decimal } from 'decimal.js';
import type { MesPlant } from '../connectors/rest-mes/practice/index.js';
import type { WmsPlant } from '../connectors/rest-wms/practice/index.js';
import type { Ledger } from '../connectors/sap-s4/practice/index.js';
import { receiptDifferences, stockInErp, stockInWms, type StockLine } from './stock-reckoning.js';

export type MesLedger = ReturnType<MesPlant['ledger']>;
export type WmsLedger = ReturnType<WmsPlant['ledger']>;

/** What all systems say at the end, and how the runs ended. */
export interface Books {
  sap: Ledger;
  plants: Record<string, { mes: MesLedger; wms: WmsLedger }>;
  runs: { runId: string; state: string }[];
  /** Orders that are not over yet, and may have open runs. */
  underWay?: readonly string[];
}

export interface Reckoning {
  /** Opening + receipts − issues = closing, for every item at every place, as far as each system keeps it. */
  stock: StockLine[];
  /** How often the most frequent external key occurs: 1, or something was posted twice. */
  documents: { confirmations: number; materialDocuments: number; mostPerKey: number };
  reported: Totals;
  posted: Totals;
  runs: Books['runs'];
  /** Everything that does not agree, in a sentence each. */
  differences: string[];
}

interface Totals {
  confirmations: number;
  yield: string;
  scrap: string;
}

/** Compares what was reported, posted and moved. Knows nothing of how it came about. */
export function reckon(books: Books): Reckoning {
  const erp = stockInErp(books.sap);
  const wms = Object.entries(books.plants).flatMap(([plant, { wms: ledger }]) => stockInWms(plant, ledger));
  const keys = documentKeys(books.sap);
  return {
    stock: [...erp.lines, ...wms.flatMap(({ lines }) => lines)],
    documents: {
      confirmations: books.sap.confirmations.length,
      materialDocuments: books.sap.materialDocuments.length,
      mostPerKey: Math.max(0, ...keys.values()),
    },
    reported: totalsOf(Object.values(books.plants).flatMap(({ mes }) => Object.values(mes.orders).map(reportedBy))),
    posted: totalsOf(books.sap.confirmations.map((one) => ({ ...one, confirmations: 1 }))),
    runs: books.runs,
    differences: [
      ...erp.differences,
      ...wms.flatMap(({ differences }) => differences),
      ...repeated(keys),
      ...Object.entries(books.plants).flatMap(([plant, { mes, wms: ledger }]) => [
        ...receiptDifferences(plant, books.sap, ledger),
        ...Object.values(mes.orders).flatMap((order) => orderDifferences(order, books.sap, ledger)),
      ]),
      ...books.sap.failedMovements.map(
        (one) => `ERP: a movement of ${one.item} for ${one.orderNo} failed: ${one.reason}`,
      ),
      ...openOrders(books),
    ],
  };
}

/** What senders called their documents, and how often each was used. */
function documentKeys({ confirmations, materialDocuments }: Ledger): Map<string, number> {
  const keys = [
    ...confirmations.map((one) => `confirmation key ${one.externalKey}`),
    // Two keys, one report: a repeat under a new key is a double posting too.
    ...confirmations.map((one) => `confirmation ${one.text}`),
    ...materialDocuments.filter((one) => one.reference).map((one) => `material document reference ${one.reference}`),
  ];
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const repeated = (keys: Map<string, number>): string[] =>
  [...keys].filter(([, count]) => count > 1).map(([key, count]) => `ERP: ${key} was posted ${count} times`);

type MesOrder = MesLedger['orders'][string];

const reportedBy = ({ reported, confirmations }: MesOrder): Totals => ({
  yield: reported.yield,
  scrap: reported.scrap,
  confirmations: confirmations.length,
});

function orderDifferences(order: MesOrder, sap: Ledger, wms: WmsLedger): string[] {
  const { orderNo } = order;
  const reported = reportedBy(order);
  const own = sap.confirmations.filter((one) => one.orderNo === orderNo);
  const posted = totalsOf(own.map((one) => ({ ...one, confirmations: 1 })));
  const differences = (['confirmations', 'yield', 'scrap'] as const)
    .filter((what) => !new Decimal(reported[what]).eq(posted[what]))
    .map((what) => `order ${orderNo}: MES reports ${what} ${reported[what]}, ERP has ${posted[what]}`);
  const moved = (type: string, item: string): Decimal =>
    sap.materialDocuments
      .flatMap(({ movements }) => movements)
      .filter((one) => one.orderNo === orderNo && one.type === type && one.item === item)
      .reduce((total, one) => total.plus(one.quantity), new Decimal(0));
  const received = moved('101', order.item);
  if (!received.eq(reported.yield)) {
    differences.push(`order ${orderNo}: ${reported.yield} made, ${received.toFixed()} received into stock`);
  }
  // What the order as a whole needs was requested from the warehouse; scrap uses as much as yield.
  const share = new Decimal(reported.yield).plus(reported.scrap).div(order.quantity.value);
  for (const { item, qty } of wms.stagingRequests[orderNo]?.lines ?? []) {
    const due = share.times(qty.value).toDecimalPlaces(3);
    const issued = moved('261', item);
    if (!issued.eq(due))
      differences.push(`order ${orderNo}: ${due.toFixed()} ${item} used, ${issued.toFixed()} issued`);
  }
  return differences;
}

/** Every order that was released has two runs that have ended, and is closed in the ERP. */
function openOrders({ sap, runs, underWay = [] }: Books): string[] {
  const ends = { 'order-to-production': 'CLOSED', 'production-to-inventory': 'DONE' };
  return sap.orders
    .filter(({ released, orderNo }) => released && !underWay.includes(orderNo))
    .flatMap(({ orderNo, technicallyCompleted }) => [
      ...(technicallyCompleted ? [] : [`order ${orderNo}: not technically completed in the ERP`]),
      ...Object.entries(ends).flatMap(([process, end]) => {
        const state = runs.find(({ runId }) => runId.startsWith(`${process}/`) && runId.endsWith(`/${orderNo}`))?.state;
        return state === end ? [] : [`order ${orderNo}: ${process} is ${state ?? 'unknown'}, not ${end}`];
      }),
    ]);
}

function totalsOf(parts: Totals[]): Totals {
  const total = (what: 'yield' | 'scrap'): string =>
    parts.reduce((all, one) => all.plus(one[what]), new Decimal(0)).toFixed();
  const confirmations = parts.reduce((count, one) => count + one.confirmations, 0);
  return { confirmations, yield: total('yield'), scrap: total('scrap') };
}
