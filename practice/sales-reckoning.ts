import { Decimal } from 'decimal.js';
import type { LedgerDelivery } from '../connectors/sap-s4/practice/index.js';
import { type Check, sum } from './check.js';
import { freightChecks, freightTotals } from './freight-reckoning.js';
import type { Books } from './reckoning.js';

/** What was sold, in pieces and in the currency of the orders. */
export interface Sold {
  deliveries: number;
  goodsIssues: number;
  billingDocuments: number;
  notices: number;
  loads: number;
  shipped: string;
  /** Shipped pieces at the orders' prices. */
  shippedValue: string;
  billed: string;
  freightAccepted: string;
  freightAccrued: string;
}

interface SalesOrder {
  salesOrderNo: string;
  ordered: Decimal;
  shipped: Decimal;
  /** At the order's prices. */
  value: Decimal;
  billed: Decimal;
  deliveries: LedgerDelivery[];
}

/** Compares what customers have ordered with what left, was carried, told and billed. */
export function reckonSales(books: Books): { sold: Sold; checks: Check[] } {
  const { sap, shipping, underWay = [] } = books;
  const all = sap.salesOrders.map(({ salesOrderNo }) => salesOrderOf(books, salesOrderNo));
  const orders = all.filter(({ salesOrderNo }) => !underWay.includes(salesOrderNo));
  const deliveries = orders.flatMap((one) => one.deliveries);
  const freight = freightTotals(books);
  const total = (what: 'shipped' | 'value' | 'billed'): Decimal =>
    all.reduce((value, one) => value.plus(one[what]), new Decimal(0));
  return {
    sold: {
      deliveries: sap.deliveries.filter(({ deleted }) => !deleted).length,
      goodsIssues: sap.deliveries.reduce((count, one) => count + standingIssues(one), 0),
      billingDocuments: sap.billingDocuments.filter(stands).length,
      notices: shipping?.customer.notices.length ?? 0,
      loads: Object.values(shipping?.tms.loads ?? {}).filter(({ status }) => status !== 'CANCELLED').length,
      shipped: total('shipped').toFixed(),
      shippedValue: total('value').toFixed(2),
      billed: total('billed').toFixed(2),
      ...freight,
    },
    checks: [
      { name: 'ordered = shipped', differences: orders.flatMap(unshipped) },
      {
        name: 'shipped by the WMS = issued in the ERP, once',
        differences: deliveries.flatMap((one) => issues(books, one)),
      },
      { name: 'billed net = shipped × price', differences: orders.flatMap(billedDifferences) },
      {
        name: 'each delivery billed once, and in accounting',
        differences: deliveries.flatMap((one) => billing(books, one)),
      },
      ...freightChecks(books, new Set(deliveries.map(({ deliveryNo }) => deliveryNo))),
      { name: 'one ship notice per delivery, in order', differences: noticeDifferences(books, deliveries) },
      { name: 'sales orders and deliveries are closed', differences: orders.flatMap((one) => openRuns(books, one)) },
    ],
  };
}

function salesOrderOf({ sap, plants }: Books, salesOrderNo: string): SalesOrder {
  const lines = sap.salesOrders.find((one) => one.salesOrderNo === salesOrderNo)?.lines ?? [];
  const deliveries = sap.deliveries.filter((one) => one.salesOrderNo === salesOrderNo && !one.deleted);
  const shippedOf = (line: string): Decimal =>
    sum(
      deliveries.flatMap(({ deliveryNo, plant, lines: delivered }) => {
        const order = plants[plant]?.wms.outboundOrders[deliveryNo];
        const own = delivered.filter((one) => Number(one.salesOrderLine) === Number(line));
        const pieces = order?.shipped ? order.pieces : [];
        return pieces
          .filter((piece) => own.some((one) => Number(one.line) === Number(piece.line)))
          .map(({ quantity }) => quantity);
      }),
    );
  const numbers = new Set(deliveries.map(({ deliveryNo }) => deliveryNo));
  const documents = sap.billingDocuments.filter(({ deliveryNos }) => deliveryNos.some((one) => numbers.has(one)));
  return {
    salesOrderNo,
    deliveries,
    ordered: sum(lines.filter(({ rejection }) => !rejection).map(({ quantity }) => quantity)),
    shipped: lines.reduce((all, { line }) => all.plus(shippedOf(line)), new Decimal(0)),
    value: lines.reduce(
      (all, { line, net, quantity }) => all.plus(shippedOf(line).times(net).div(quantity)),
      new Decimal(0),
    ),
    billed: sum(documents.map(({ net }) => net)),
  };
}

const unshipped = ({ salesOrderNo, ordered, shipped }: SalesOrder): string[] =>
  shipped.eq(ordered)
    ? []
    : [`sales order ${salesOrderNo}: ${ordered.toFixed()} ordered, ${shipped.toFixed()} shipped`];

const billedDifferences = ({ salesOrderNo, value, billed }: SalesOrder): string[] =>
  billed.eq(value.toFixed(2))
    ? []
    : [`sales order ${salesOrderNo}: ${value.toFixed(2)} shipped at its prices, ${billed.toFixed(2)} billed`];

const standingIssues = ({ goodsIssues }: LedgerDelivery): number =>
  goodsIssues.reduce((count, { kind }) => count + (kind === 'ISSUE' ? 1 : -1), 0);

function issues({ sap, plants }: Books, delivery: LedgerDelivery): string[] {
  const { deliveryNo, plant } = delivery;
  const order = plants[plant]?.wms.outboundOrders[deliveryNo];
  const left = sum(order?.shipped ? order.pieces.map(({ quantity }) => quantity) : []);
  const own = sap.materialDocuments.flatMap(({ movements }) => movements.filter((one) => one.delivery === deliveryNo));
  const quantity = (type: string): Decimal => sum(own.filter((one) => one.type === type).map((one) => one.quantity));
  const issued = quantity('601').minus(quantity('602'));
  const times = standingIssues(delivery);
  return [
    ...(times > 1 ? [`delivery ${deliveryNo}: goods issue was posted ${times} times`] : []),
    ...(issued.eq(left) ? [] : [`delivery ${deliveryNo}: ${left.toFixed()} left, ${issued.toFixed()} issued`]),
  ];
}

const stands = ({ cancels, cancelledBy }: { cancels?: string; cancelledBy?: string }): boolean =>
  cancels === undefined && cancelledBy === undefined;

function billing({ sap }: Books, { deliveryNo, issued }: LedgerDelivery): string[] {
  const documents = sap.billingDocuments.filter((one) => stands(one) && one.deliveryNos.includes(deliveryNo));
  const wanted = issued ? 1 : 0;
  return [
    ...(documents.length === wanted ? [] : [`delivery ${deliveryNo}: billed by ${documents.length} documents`]),
    ...documents
      .filter(({ accounting }) => accounting !== 'POSTED')
      .map(({ number, accounting }) => `billing document ${number}: accounting is ${accounting}`),
  ];
}

function noticeDifferences({ shipping }: Books, deliveries: LedgerDelivery[]): string[] {
  if (!shipping) return [];
  const { notices, outOfOrder, unsigned } = shipping.customer;
  return [
    ...deliveries.flatMap(({ deliveryNo, issued }) => {
      const own = notices.filter((one) => one.deliveryNo === deliveryNo);
      const told = own.map(({ purpose, sequence }) => `${purpose} ${sequence}`).join(', ');
      const wanted = issued ? 'ORIGINAL 1' : '';
      return told === wanted ? [] : [`delivery ${deliveryNo}: the customer was told ${told || 'nothing'}`];
    }),
    ...(outOfOrder === 0 ? [] : [`customers: ${outOfOrder} notices came out of order`]),
    ...(unsigned === 0 ? [] : [`customers: ${unsigned} notices were not rightly signed`]),
  ];
}

function openRuns({ runs }: Books, { salesOrderNo, deliveries }: SalesOrder): string[] {
  const wanted = [
    ['ship-to-cash', salesOrderNo],
    ...deliveries.map(({ deliveryNo }) => ['outbound-delivery', deliveryNo]),
  ];
  return wanted.flatMap(([process, key]) => {
    const state = runs.find(({ runId }) => runId.startsWith(`${process}/`) && runId.endsWith(`/${key}`))?.state;
    return state === 'CLOSED' ? [] : [`${process} ${key} is ${state ?? 'unknown'}, not CLOSED`];
  });
}
