import type { FaultRequest } from '../../practice/faults.js';
import { plantNames } from '../../practice/plant.js';
import { Chance } from './chance.js';
import type { MadeOrder, Report } from './shop-floor.js';
import type { Moment } from './struck-worker.js';

export interface StormOrder extends MadeOrder {
  quantity: string;
}

export interface LostMessage {
  system: 'sap' | 'mes' | 'wms';
  order: StormOrder;
  fault: FaultRequest;
}

/** Everything that is to happen, drawn beforehand: the same for the same seed. */
export interface StormPlan {
  orders: StormOrder[];
  lost: LostMessage[];
  /** For each of the workers, one life after the other; the last life is spared. */
  kills: { at: Moment; spared: number }[][];
  /** Begins when so many reports are posted. */
  outage: { afterConfirmations: number; forMs: number };
}

const ORDERS = 50;
const LOST = 40;
const WORKERS = 2;
const KILLS = 5;
const MOMENTS: readonly Moment[] = [
  'before send',
  'after send, before the reply',
  'after the reply, before completion',
];

export function drawStorm(seed: number): StormPlan {
  const chance = new Chance(seed);
  const orders = Array.from({ length: ORDERS }, (_, index) => drawOrder(chance, index));
  return {
    orders,
    lost: chance.some(orders.flatMap(postingsOf), LOST).map((posting) => drawLoss(chance, posting)),
    kills: Array.from({ length: WORKERS }, () =>
      Array.from({ length: KILLS }, () => ({ at: chance.pick(MOMENTS), spared: chance.between(3, 30) })),
    ),
    outage: { afterConfirmations: chance.between(15, 40), forMs: chance.between(6_000, 9_000) },
  };
}

/** One to four reports, some with scrap, some with consumption of their own, some told twice. */
function drawOrder(chance: Chance, index: number): StormOrder {
  const reports = Array.from({ length: chance.between(1, 4) }, () => drawReport(chance));
  const quantity = reports.reduce((total, report) => total + madeIn(report), 0);
  return { orderNo: String(4200001 + index), plant: chance.pick(plantNames), quantity: String(quantity), reports };
}

function drawReport(chance: Chance): Report {
  const report: Report = { yield: String(chance.between(5, 20)) };
  if (chance.percent(30)) report.scrap = String(chance.between(1, 3));
  // As much as the BOM says, so that the reckoning can tell what is due.
  if (chance.percent(25)) report.usedOfRm20 = String(2 * madeIn(report));
  if (chance.percent(15)) report.toldTwice = true;
  return report;
}

const madeIn = ({ yield: good, scrap = '0' }: Report): number => Number(good) + Number(scrap);

type PostingOnTheWire = Pick<LostMessage, 'system' | 'order'> & {
  fault: Pick<FaultRequest, 'method' | 'path' | 'body'>;
};

/** Every posting that the order will make. */
function postingsOf(order: StormOrder): PostingOnTheWire[] {
  const { orderNo, reports } = order;
  const of = (system: LostMessage['system'], method: string, path: string, body?: string): PostingOnTheWire => ({
    system,
    order,
    fault: { method, path, ...(body && { body }) },
  });
  return [
    of('wms', 'PUT', `/staging-requests/${orderNo}`),
    of('mes', 'PUT', `/production-orders/${orderNo}`),
    of('sap', 'POST', `/OrderReleasedByMES.*${orderNo}`),
    of('sap', 'POST', `/TechlyCmpltOrder.*${orderNo}`),
    ...reports.flatMap(({ usedOfRm20 }, index) => {
      const id = `${orderNo}-${index + 1}`;
      return [
        of('sap', 'POST', '/ProdnOrdConf2', `"${id}"`),
        of('wms', 'PUT', `/production-receipts/${id}`),
        ...(usedOfRm20 ? [of('sap', 'POST', '/A_MaterialDocumentHeader', `"${id}"`)] : []),
      ];
    }),
  ];
}

/** Mostly the reply is lost, which is worse; sometimes the request. */
function drawLoss(chance: Chance, { system, order, fault }: PostingOnTheWire): LostMessage {
  return { system, order, fault: { ...fault, kind: chance.percent(70) ? 'commit-then-cut' : 'cut-before' } };
}
