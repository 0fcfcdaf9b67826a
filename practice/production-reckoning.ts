import { Decimal } from 'decimal.js';
import type { Ledger } from '../connectors/sap-s4/practice/index.js';
import { type Check, sum } from './check.js';
import type { Books, MesLedger, WmsLedger } from './reckoning.js';

export interface Totals {
  confirmations: number;
  yield: string;
  scrap: string;
}

type MesOrder = MesLedger['orders'][string];

/** What production reports, uses and closes. */
export function productionChecks(books: Books): Check[] {
  const { sap, plants, underWay = [] } = books;
  const orders = Object.values(plants).flatMap(({ mes, wms }) =>
    Object.values(mes.orders)
      .filter(({ orderNo }) => !underWay.includes(orderNo))
      .map((order) => ({ order, wms })),
  );
  return [
    {
      name: 'reported by the MES = confirmed in the ERP',
      differences: orders.flatMap(({ order }) => reportDifferences(order, sap)),
    },
    {
      name: 'used = issued in the ERP',
      differences: orders.flatMap(({ order, wms }) => issueDifferences(order, sap, wms)),
    },
    {
      name: 'no movement failed in the ERP',
      differences: sap.failedMovements.map(
        (one) => `ERP: a movement of ${one.item} for ${one.orderNo} failed: ${one.reason}`,
      ),
    },
    { name: 'production orders are closed, and their runs', differences: openOrders(books) },
  ];
}

export const reportedBy = ({ reported, confirmations }: MesOrder): Totals => ({
  yield: reported.yield,
  scrap: reported.scrap,
  confirmations: confirmations.length,
});

export function totalsOf(parts: Totals[]): Totals {
  const total = (what: 'yield' | 'scrap'): string => sum(parts.map((one) => one[what])).toFixed();
  const confirmations = parts.reduce((count, one) => count + one.confirmations, 0);
  return { confirmations, yield: total('yield'), scrap: total('scrap') };
}

function reportDifferences(order: MesOrder, sap: Ledger): string[] {
  const { orderNo, item } = order;
  const reported = reportedBy(order);
  const own = sap.confirmations.filter((one) => one.orderNo === orderNo);
  const posted = totalsOf(own.map((one) => ({ ...one, confirmations: 1 })));
  const differences = (['confirmations', 'yield', 'scrap'] as const)
    .filter((what) => !new Decimal(reported[what]).eq(posted[what]))
    .map((what) => `order ${orderNo}: MES reports ${what} ${reported[what]}, ERP has ${posted[what]}`);
  const received = moved(sap, orderNo, '101', item);
  if (!received.eq(reported.yield))
    differences.push(`order ${orderNo}: ${reported.yield} made, ${received.toFixed()} received into stock`);
  return differences;
}

/** What the order as a whole needs was requested from the warehouse; scrap uses as much as yield. */
function issueDifferences({ orderNo, reported, quantity }: MesOrder, sap: Ledger, wms: WmsLedger): string[] {
  const share = new Decimal(reported.yield).plus(reported.scrap).div(quantity.value);
  return (wms.stagingRequests[orderNo]?.lines ?? []).flatMap(({ item, qty }) => {
    const due = share.times(qty.value).toDecimalPlaces(3);
    const issued = moved(sap, orderNo, '261', item);
    return issued.eq(due) ? [] : [`order ${orderNo}: ${due.toFixed()} ${item} used, ${issued.toFixed()} issued`];
  });
}

/** Less what was taken back. */
const moved = (sap: Ledger, orderNo: string, type: '101' | '261', item: string): Decimal =>
  movedBy(sap, orderNo, type, item).minus(movedBy(sap, orderNo, type === '101' ? '102' : '262', item));

const movedBy = ({ materialDocuments }: Ledger, orderNo: string, type: string, item: string): Decimal =>
  sum(
    materialDocuments
      .flatMap(({ movements }) => movements)
      .filter((one) => one.orderNo === orderNo && one.type === type && one.item === item)
      .map(({ quantity }) => quantity),
  );

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
