import type { SalesPlant } from '../setup/sales.js';
import { repeatedIn, type Trade } from './cancel-trade.js';

type Books = Pick<Trade, 'standing' | 'leftOver' | 'doubled'>;

/** What all systems say of an order and its deliveries. */
export function shippingBooks(plant: SalesPlant, deliveriesOf: (orderNo: string) => string[]): Books {
  return {
    standing: (orderNo) => deliveriesOf(orderNo).map((deliveryNo) => standingOf(plant, deliveryNo)),
    leftOver(orderNo, _, cancelled) {
      const isRejected = !cancelled.includes('order') || plant.areLinesRejected(orderNo);
      const lines = isRejected ? [] : ['the lines of the order are open'];
      return deliveriesOf(orderNo).reduce(
        (left, deliveryNo, index) =>
          cancelled.includes(`delivery ${index + 1}`) ? [...left, ...leftOf(plant, deliveryNo)] : left,
        lines,
      );
    },
    doubled(orderNo) {
      const { sap, tms, wms, customer } = plant;
      const { journalEntries, billingDocuments } = sap.ledger();
      return deliveriesOf(orderNo).flatMap((deliveryNo) => {
        const { issued } = plant.sales(deliveryNo);
        const standing = billingDocuments.filter((one) => one.deliveryNos.includes(deliveryNo) && !one.cancels);
        const loads = [...tms.book.loads.values()].filter((one) => carries(one, deliveryNo));
        const entries = journalEntries.filter(({ text }) => text.includes(deliveryNo));
        const changes = wms.outboundOrders.orders.get(deliveryNo)?.changes ?? [];
        return [
          ...atMostOne(`${deliveryNo}: goods issue`, issued.documents),
          ...atMostOne(`${deliveryNo}: reversal of goods issue`, issued.reversals),
          ...atMostOne(`${deliveryNo}: billing document`, standing.length),
          ...atMostOne(`${deliveryNo}: load`, loads.length),
          ...atMostOne(`${deliveryNo}: accepted offer`, loads.flatMap(acceptedIn).length),
          ...atMostOne(`${deliveryNo}: accrual`, Math.ceil(entries.length / 2)),
          ...repeatedIn(
            `${deliveryNo}: the warehouse`,
            changes.map(({ kind, version }) => `${kind} ${version}`),
          ),
          ...repeatedIn(
            `${deliveryNo}: the customer`,
            customer.notices(deliveryNo).map(({ purpose }) => purpose),
          ),
        ];
      });
    },
  };
}

type Load = NonNullable<ReturnType<SalesPlant['loadOf']>>;

const carries = ({ deliveries }: Load, deliveryNo: string): boolean =>
  deliveries.some((one) => one.deliveryNo === deliveryNo);

const acceptedIn = ({ tenders }: Load) => tenders.filter(({ status }) => status === 'ACCEPTED');

const atMostOne = (what: string, count: number): string[] => (count > 1 ? [`${what} is there ${count} times`] : []);

function standingOf(plant: SalesPlant, deliveryNo: string): object {
  const { issued, accrued, accrualBalance, billed, deleted } = plant.sales(deliveryNo);
  const load = plant.loadOf(deliveryNo);
  return {
    ...{ issued, accrued, accrualBalance, billed, deleted },
    offers: plant.offersFor(deliveryNo),
    load: load?.status ?? 'none',
    notices: plant.customer.notices(deliveryNo).map(({ purpose }) => purpose),
  };
}

/** Of a delivery that was cancelled. */
function leftOf(plant: SalesPlant, deliveryNo: string): string[] {
  const { issued, accrualBalance, billed, deleted } = plant.sales(deliveryNo);
  const order = plant.wms.ledger().outboundOrders[deliveryNo];
  const load = plant.loadOf(deliveryNo);
  const last = plant.customer.notices(deliveryNo).at(-1)?.purpose;
  const left = {
    'the delivery stands': !deleted,
    'goods are issued': issued.documents !== issued.reversals,
    [`the accrual is ${accrualBalance}`]: accrualBalance !== '0.00',
    'it is billed': billed.length > 0,
    [`the warehouse order is ${order?.status}`]: order !== undefined && order.status !== 'CANCELLED',
    'picked goods lie at the dock': (order?.pieces.length ?? 0) > 0,
    'goods are to be brought back': order?.unpickTasks.some(({ status }) => status === 'OPEN') ?? false,
    [`the load is ${load?.status}`]: load !== undefined && load.status !== 'CANCELLED',
    'the customer expects it': last !== undefined && last !== 'CANCELLATION',
  };
  return Object.entries(left).flatMap(([what, is]) => (is ? [`${deliveryNo}: ${what}`] : []));
}
