import { inboundDelivery } from '../../contracts/processes/inbound-delivery.js';
import { procureToReceive } from '../../contracts/processes/procure-to-receive.js';
import { type BuyingPlant, inboundRun, purchaseRun } from '../setup/purchasing.js';
import type { Gate } from './cancel-gate.js';
import {
  INSPECTED_ITEM,
  ITEM,
  lotOf,
  ORDERED,
  ReceivingDock,
  type ReceivingScenario,
  scenarios as usual,
} from './cancel-receiving-dock.js';
import { repeatedIn, type Trade } from './cancel-trade.js';

const FIRST = 4_500_460_001;

/** What people decide; questions are known by their choices. */
const DECISIONS = ['KEEP', 'ACCEPT'];

/** Purchase orders with their deliveries. Either is cancelled where a delivery stands. */
export function receivingTrade(
  plant: BuyingPlant,
  gate: Gate,
  scenarios: Record<string, ReceivingScenario> = usual,
): Trade {
  const { sap } = plant;
  let count = 0;
  const docks = new Map<string, ReceivingDock>();
  sap.addItem({ item: INSPECTED_ITEM, baseUom: 'EA', standardCost: '18.00', lotControl: true, stock: '0' });
  sap.setInspected(INSPECTED_ITEM);
  const inboundsOf = inboundsIn(plant);

  return {
    plant,
    gate,
    contracts: [procureToReceive, inboundDelivery],
    scenarios: Object.keys(scenarios),
    onlyUndoing: {
      'inbound-delivery: call off': 'takes the announcement to the warehouse back',
      'inbound-delivery: bring back': 'takes back what has come',
      'inbound-delivery: cancel document': 'takes a posting back',
    },
    nextOrder: () => String(FIRST + count++),
    begin(orderNo, scenario) {
      const how = scenarios[scenario] ?? {};
      docks.set(orderNo, new ReceivingDock(plant, orderNo, how));
      plant.buy(orderNo, { quantity: ORDERED, item: how.inspected ? INSPECTED_ITEM : ITEM });
    },
    live: (orderNo) => docks.get(orderNo)?.live(inboundsOf(orderNo)),
    decide: ({ choices = [] }) => DECISIONS.find((one) => choices.includes(one)),
    runsOf: (orderNo) =>
      new Map([
        ['order', purchaseRun(orderNo)],
        ...inboundsOf(orderNo).map((one, index): [string, string] => [`delivery ${index + 1}`, inboundRun(one)]),
      ]),
    cancelledAt: (part) => (part === 'order' ? ['order'] : ['order', part]),
    standing: (orderNo) => standingOf(plant, orderNo),
    leftOver: (orderNo, _, cancelled) =>
      inboundsOf(orderNo).flatMap((inbound, index) =>
        cancelled.includes(`delivery ${index + 1}`) ? leftOf(plant, orderNo, inbound) : [],
      ),
    doubled: (orderNo) => doubledIn(plant, orderNo),
  };
}

/** Everybody asks all the time, and the whole ledger is long. */
const ASKED_AGAIN_AFTER_MS = 100;

function inboundsIn({ sap }: BuyingPlant): (orderNo: string) => string[] {
  let readAt = 0;
  let known = new Map<string, string[]>();
  return (orderNo) => {
    if (Date.now() - readAt > ASKED_AGAIN_AFTER_MS) {
      known = new Map();
      for (const { purchaseOrderNo, deliveryNo } of sap.inboundDeliveries)
        known.set(purchaseOrderNo, [...(known.get(purchaseOrderNo) ?? []), deliveryNo]);
      readAt = Date.now();
    }
    return known.get(orderNo) ?? [];
  };
}

/** By the text that we give a document: the delivery, and what of it. */
const documentsOf = ({ sap }: BuyingPlant, orderNo: string) => {
  const lot = lotOf(orderNo);
  return sap.ledger().materialDocuments.filter(({ movements }) => movements.some(({ batch }) => batch === lot));
};

function standingOf(plant: BuyingPlant, orderNo: string): object {
  const standing = documentsOf(plant, orderNo).filter(({ cancels, cancelledBy }) => !cancels && !cancelledBy);
  const item = plant.sap.ledger().purchaseOrders.find((one) => one.purchaseOrderNo === orderNo)?.lines[0]?.item ?? '';
  return {
    documents: standing.flatMap(({ movements }) => movements.map(({ type, quantity }) => `${type} ${quantity}`)).sort(),
    complete: plant.isDeliveryComplete(orderNo),
    booked: plant.booked(item, lotOf(orderNo)),
    lying: plant.lying(item, lotOf(orderNo)),
    orders: plant.suppliers.ledger().orders.filter((one) => one.purchaseOrderNo === orderNo).length,
  };
}

/** Of a delivery that was cancelled. */
function leftOf(plant: BuyingPlant, orderNo: string, inbound: string): string[] {
  const own = documentsOf(plant, orderNo).filter(({ text }) => text.startsWith(inbound));
  const standing = own.filter(({ cancels, cancelledBy }) => !cancels && !cancelledBy);
  const receipt = plant.wms.ledger().inboundDeliveries[inbound];
  const left = {
    'the inbound delivery stands': plant.inboundOf(orderNo).includes(inbound),
    [`${standing.length} documents stand`]: standing.length > 0,
    [`the warehouse has it as ${receipt?.status}`]: receipt !== undefined && receipt.status !== 'CANCELLED',
  };
  return Object.entries(left).flatMap(([what, is]) => (is ? [`${inbound}: ${what}`] : []));
}

function doubledIn(plant: BuyingPlant, orderNo: string): string[] {
  const documents = documentsOf(plant, orderNo);
  const { orders, advices } = plant.suppliers.ledger();
  return [
    ...repeatedIn(
      'the ERP',
      documents.filter(({ cancels }) => !cancels).map(({ reference }) => `document ${reference}`),
    ),
    ...repeatedIn(
      'the ERP',
      documents.flatMap(({ cancels }) => (cancels ? [`a cancellation of ${cancels}`] : [])),
    ),
    ...repeatedIn(
      'the supplier',
      orders.filter((one) => one.purchaseOrderNo === orderNo).map(({ purpose, version }) => `${purpose} ${version}`),
    ),
    ...repeatedIn(
      'the supplier',
      advices
        .filter((one) => one.purchaseOrderNo === orderNo)
        .map(({ inboundDeliveryNo, sequence }) => `advice ${inboundDeliveryNo} ${sequence}`),
    ),
  ];
}
