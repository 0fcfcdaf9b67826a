import { Decimal } from 'decimal.js';
import type { NewSalesOrder } from '../../connectors/sap-s4/practice/index.js';
import type { PracticeLoad } from '../../connectors/rest-tms/practice/load.js';
import { openPlant, type PlantOptions, type TestPlant } from './plant.js';
import { atEnd } from './at-end.js';
import { type DeskWords, deskWords, hasEnded, type Seen } from './desk-words.js';
import { testTemporal } from './temporal.js';

/** A plant that sells: the words in which tests of ship-to-cash are written. */
export interface SalesPlant extends TestPlant, DeskWords {
  /** Adds an order for pumps to the ERP: 200 at 210.00, DAP, with its first delivery's number. */
  sell(salesOrderNo: string, deliveryNo: string, differing?: Differing): void;
  /** Until the warehouse, or the transport system, has what it needs to go on. */
  atWarehouse(deliveryNo: string): Promise<void>;
  tendered(deliveryNo: string): Promise<void>;
  /** Picked, packed and loaded, all of it. */
  load(deliveryNo: string): void;
  /** With the carrier that is asked now. */
  book(deliveryNo: string): Promise<void>;
  /** Booked and loaded; goods issue is posted, and the truck is still here. */
  bringToDock(deliveryNo: string): Promise<void>;
  /** Picked up, delivered, and the order closed. */
  bringToCustomer(deliveryNo: string, salesOrderNo: string): Promise<void>;
  /** What the ERP's ledger has of a delivery. */
  sales(deliveryNo: string): SalesPosted;
  deliveriesOf(salesOrderNo: string): { deliveryNo: string; quantity: string }[];
  /** `NORTHLINE ACCEPTED`, in the order of their rounds. */
  offersFor(deliveryNo: string): string[];
  loadOf(deliveryNo: string): PracticeLoad | undefined;
  /** Quantities that the warehouse is asked to bring back. */
  unpickTasks(deliveryNo: string): string[];
  areLinesRejected(salesOrderNo: string): boolean;
}

export interface SalesPosted {
  issued: { value: string; cost: string; documents: number; reversals: number };
  /** Amounts of accruals, and what stands of them all. */
  accrued: string[];
  accrualBalance: string;
  /** Net of billing documents that stand. */
  billed: string[];
  deleted: boolean;
}

type Differing = Omit<NewSalesOrder, 'salesOrderNo'>;

export { asks, hasEnded } from './desk-words.js';

export const orderRun = (salesOrderNo: string): string => `ship-to-cash/1000/-/${salesOrderNo}`;
export const deliveryRun = (deliveryNo: string, plant = 'P100'): string =>
  `outbound-delivery/1000/${plant}/${deliveryNo}`;

export const isAtDock = (view: Seen): boolean => view.state === 'GI_POSTING' && view.condition === 'WAITING';

export async function startSales(options: PlantOptions = {}): Promise<SalesPlant> {
  const plant = await openPlant(options.temporal ?? (await testTemporal()), options);
  atEnd(() => plant.stop());
  plant.sap.receiveStock('FG-1000', '20000', { location: '0001', batch: 'L-31' });
  plant.wms.stock.open('FG-1000', 'FG', '20000', { lot: 'L-31' });
  return selling(plant);
}

export function selling(plant: TestPlant): SalesPlant {
  const { sap, wms, tms } = plant;
  const words = deskWords(plant);
  const { happened } = words;
  const desk: SalesPlant = {
    ...plant,
    ...words,
    sell(salesOrderNo, deliveryNo, differing = {}) {
      sap.addSalesOrder({ salesOrderNo, quantity: '200', ...differing });
      sap.nextDeliveryNo = deliveryNo;
      sap.releaseSalesOrder(salesOrderNo);
    },
    atWarehouse: (deliveryNo) =>
      happened(`warehouse order ${deliveryNo}`, () => wms.ledger().outboundOrders[deliveryNo] !== undefined),
    tendered: (deliveryNo) =>
      happened(`an offer for ${deliveryNo}`, () =>
        Object.values(tms.ledger().loads).some(
          ({ deliveries, tenders }) =>
            deliveries.some((one) => one.deliveryNo === deliveryNo) && tenders.some(({ status }) => status === 'OPEN'),
        ),
      ),
    load(deliveryNo) {
      wms.outbound.pickAll(deliveryNo);
      wms.outbound.pack(deliveryNo);
      wms.outbound.ship(deliveryNo);
    },
    async book(deliveryNo) {
      await desk.tendered(deliveryNo);
      tms.accept(deliveryNo);
      await desk.runUntil(deliveryRun(deliveryNo), (view) => view.freight?.state === 'BOOKED');
    },
    async bringToDock(deliveryNo) {
      await desk.atWarehouse(deliveryNo);
      await desk.book(deliveryNo);
      desk.load(deliveryNo);
      await desk.runUntil(deliveryRun(deliveryNo), isAtDock);
    },
    async bringToCustomer(deliveryNo, salesOrderNo) {
      tms.pickUp(deliveryNo);
      tms.deliver(deliveryNo);
      await desk.runUntil(orderRun(salesOrderNo), hasEnded);
    },
    sales: (deliveryNo) => postedOf(plant, deliveryNo),
    deliveriesOf: (salesOrderNo) =>
      sap
        .ledger()
        .deliveries.filter((one) => one.salesOrderNo === salesOrderNo && !one.deleted)
        .map(({ deliveryNo, lines }) => ({ deliveryNo, quantity: sum(lines.map(({ quantity }) => quantity)) })),
    offersFor: (deliveryNo) =>
      loadOf(plant, deliveryNo)?.tenders.map(({ carrier, status }) => `${carrier} ${status}`) ?? [],
    loadOf: (deliveryNo) => loadOf(plant, deliveryNo),
    unpickTasks: (deliveryNo) =>
      (wms.ledger().outboundOrders[deliveryNo]?.unpickTasks ?? []).map(({ lines }) =>
        sum(lines.map(({ qty }) => qty.value)),
      ),
    areLinesRejected: (salesOrderNo) =>
      sap
        .ledger()
        .salesOrders.find((one) => one.salesOrderNo === salesOrderNo)
        ?.lines.every(({ rejection }) => rejection !== '') ?? false,
  };
  return desk;
}

const sum = (values: string[]): string => Decimal.sum(0, ...values).toFixed();

const loadOf = ({ tms }: TestPlant, deliveryNo: string): PracticeLoad | undefined =>
  Object.values(tms.ledger().loads).findLast(({ deliveries }) =>
    deliveries.some((one) => one.deliveryNo === deliveryNo),
  );

function postedOf({ sap }: TestPlant, deliveryNo: string): SalesPosted {
  const { deliveries, billingDocuments, journalEntries } = sap.ledger();
  const delivery = deliveries.find((one) => one.deliveryNo === deliveryNo);
  const issues = delivery?.goodsIssues ?? [];
  const stands = issues.at(-1)?.kind === 'ISSUE';
  const mine = journalEntries.filter(({ text }) => text.includes(deliveryNo));
  const expense = mine[0]?.items.find(({ side }) => side === 'DEBIT')?.account;
  const debits = mine.flatMap(({ items }) => items.filter(({ account }) => account === expense));
  return {
    issued: {
      value: stands ? sum((delivery?.lines ?? []).map(({ picked }) => picked)) : '0',
      cost: issues.at(-1)?.cost ?? '0.00',
      documents: issues.filter(({ kind }) => kind === 'ISSUE').length,
      reversals: issues.filter(({ kind }) => kind === 'CANCELLATION').length,
    },
    accrued: debits.filter(({ side }) => side === 'DEBIT').map(({ amount }) => amount),
    accrualBalance: new Decimal(
      sum(debits.map(({ side, amount }) => (side === 'DEBIT' ? amount : `-${amount}`))),
    ).toFixed(2),
    billed: billingDocuments
      .filter((one) => one.deliveryNos.includes(deliveryNo) && !one.cancels && !one.cancelledBy)
      .map(({ net }) => net),
    deleted: delivery?.deleted ?? false,
  };
}
