import { outboundDelivery } from '../../contracts/processes/outbound-delivery.js';
import { shipToCash } from '../../contracts/processes/ship-to-cash.js';
import { deliveryRun, orderRun, type SalesPlant } from '../setup/sales.js';
import type { Gate } from './cancel-gate.js';
import { shippingBooks } from './cancel-shipping-books.js';
import { scenarios as usual, ShippingDock, type ShippingScenario } from './cancel-shipping-dock.js';
import type { Trade } from './cancel-trade.js';

const FIRST = 460_001;

/** What people decide; questions are known by their choices. */
const DECISIONS = ['REJECT_LINES', 'DELIVER', 'APPROVE', 'SHIP_PARTIAL', 'KEEP', 'DELIVERED'];

/** Sales orders with their deliveries. Either is cancelled where a delivery stands. */
export function shippingTrade(
  plant: SalesPlant,
  gate: Gate,
  scenarios: Record<string, ShippingScenario> = usual,
): Trade {
  const { sap, tms, wms } = plant;
  let count = 0;
  const docks = new Map<string, ShippingDock>();
  const deliveriesOf = deliveriesIn(plant);
  // Many orders of pumps, each of twenty.
  sap.receiveStock('FG-1000', '1000000', { location: '0001', batch: 'L-31' });
  wms.stock.open('FG-1000', 'FG', '1000000', { lot: 'L-31' });
  // A carrier that is silent lets its time run out, and is still waited for.
  tms.tenders.expiryLagMs = 600_000;

  return {
    plant,
    gate,
    contracts: [shipToCash, outboundDelivery],
    scenarios: Object.keys(scenarios),
    onlyUndoing: {
      'ship-to-cash: reject lines': 'the order’s lines are closed when it is cancelled',
      'outbound-delivery: cancel warehouse order': 'takes the release to the warehouse back',
      'outbound-delivery: find load': 'takes a load back whose number was lost with the reply',
      'outbound-delivery: cancel load': 'takes the load back',
      'outbound-delivery: cancel billing': 'takes the billing document back',
    },
    nextOrder: () => String(FIRST + count++),
    begin(orderNo, scenario) {
      const { incoterms = 'DAP' } = scenarios[scenario] ?? {};
      docks.set(orderNo, new ShippingDock(plant, scenarios[scenario] ?? {}));
      sap.addSalesOrder({ salesOrderNo: orderNo, quantity: '20', incoterms });
      sap.releaseSalesOrder(orderNo);
    },
    live(orderNo) {
      for (const [index, deliveryNo] of deliveriesOf(orderNo).entries())
        docks.get(orderNo)?.live(deliveryNo, index === 0);
    },
    decide: ({ choices = [] }) => DECISIONS.find((one) => choices.includes(one)),
    runsOf: (orderNo) =>
      new Map([
        ['order', orderRun(orderNo)],
        ...deliveriesOf(orderNo).map((one, index): [string, string] => [`delivery ${index + 1}`, deliveryRun(one)]),
      ]),
    cancelledAt: (part) => (part === 'order' ? ['order'] : ['order', part]),
    ...shippingBooks(plant, deliveriesOf),
  };
}

/** Everybody asks all the time, and the whole ledger is long. */
const ASKED_AGAIN_AFTER_MS = 25;

function deliveriesIn({ sap }: SalesPlant): (orderNo: string) => string[] {
  let readAt = 0;
  let known = new Map<string, string[]>();
  return (orderNo) => {
    if (Date.now() - readAt > ASKED_AGAIN_AFTER_MS) {
      known = new Map();
      for (const { salesOrderNo, deliveryNo } of sap.ledger().deliveries)
        known.set(salesOrderNo, [...(known.get(salesOrderNo) ?? []), deliveryNo]);
      readAt = Date.now();
    }
    return known.get(orderNo) ?? [];
  };
}
