import type { Express } from 'express';
import type { EventTarget } from '../../../practice/event-sender.js';
import { offerVerbs } from '../../../practice/rest-counterpart.js';
import type { CountedGoods } from './counting.js';
import type { StockStatus } from './stock.js';
import type { WmsPlant } from './wms-plant.js';

/** What a person says; each verb takes what it needs of it. */
interface WarehouseCall extends EventTarget {
  orderNo: string;
  deliveryNo: string;
  line: string;
  item: string;
  quantity: string;
  quantities?: Record<string, string>;
  uom?: string;
  lot?: string;
  location: string;
  from?: string;
  reason?: string;
  at?: string;
  eventOnly?: boolean;
  taskId: string;
  signalNo: string;
  receiptId: string;
  status?: StockStatus;
  eventId: string;
  subject: string;
  order: 'as it happened' | 'reversed';
  raw: unknown;
}

interface DockCall {
  inboundDeliveryNo: string;
  purchaseOrderNo: string;
  packingSlip: string;
  supplier?: string;
  at?: string;
  location?: string;
  lines: CountedGoods[];
  receiptId: string;
  direction: 'MORE' | 'LESS';
}

/** The warehouse by hand. */
export function warehouseVerbs(app: Express, plant: WmsPlant): void {
  const { outbound, stock, events } = plant;
  dockVerbs(app, plant);
  countingVerbs(app, plant);
  offerVerbs<WarehouseCall>(app, {
    'stock': ({ item, location, quantity, ...more }) => stock.open(item, location, quantity, more),
    'transfer': ({ item, quantity, location, ...more }) => plant.transfer(item, quantity, location, more),
    'stage': ({ orderNo }) => plant.stage(orderNo),
    'return': ({ taskId }) => plant.carryOutReturn(taskId),
    'take-back': ({ receiptId }) => plant.takeBack(receiptId),
    'bring': ({ signalNo }) => plant.bring(signalNo),
    'wave': ({ deliveryNo }) => outbound.wave(deliveryNo),
    'pick': ({ orderNo, deliveryNo, ...what }) => (orderNo ? plant.pick(orderNo) : outbound.pick(deliveryNo, what)),
    'pick-all': ({ deliveryNo }) => outbound.pickAll(deliveryNo),
    'short': ({ deliveryNo, line, quantity, reason }) => outbound.short(deliveryNo, line, quantity, reason),
    'pack': ({ deliveryNo, ...what }) => outbound.pack(deliveryNo, what),
    'ship': ({ deliveryNo, ...how }) => outbound.ship(deliveryNo, how),
    'unpicked': ({ deliveryNo }) => outbound.unpicked(deliveryNo),
    'depart': ({ deliveryNo }) => outbound.depart(deliveryNo),
    'resend': ({ eventId }) => plant.resend(eventId),
    'emit': async ({ raw }) => ({ status: await plant.emit(raw) }),
    'hold-events': ({ subject }) => events.hold(subject),
    'release-events': ({ subject, order }) => events.release(subject, order),
    'events-to': ({ url, secret }) => events.sendTo({ url, secret }),
  });
}

interface CountingCall {
  reference: string;
  quantity: string;
  by?: string;
  snapshotId: string;
  incomplete?: true;
  lostLines?: number;
}

function countingVerbs(app: Express, plant: WmsPlant): void {
  offerVerbs<CountingCall>(app, {
    'count-task': ({ reference, quantity, by }) => plant.count(reference, quantity, by),
    'snapshot-trouble': ({ incomplete, lostLines }) =>
      plant.snapshots.trouble({ ...(incomplete && { incomplete }), ...(lostLines !== undefined && { lostLines }) }),
    'finish-snapshot': ({ snapshotId }) => plant.snapshots.finish(snapshotId),
  });
}

function dockVerbs(app: Express, plant: WmsPlant): void {
  const { receiving } = plant;
  offerVerbs<DockCall>(app, {
    'arrive': ({ inboundDeliveryNo, ...when }) => receiving.arrive(inboundDeliveryNo, when),
    'arrive-unannounced': ({ at, ...about }) => receiving.arriveUnannounced(about, at ? { at } : {}),
    'count': ({ inboundDeliveryNo, ...counting }) => receiving.count(inboundDeliveryNo, counting),
    'correct': ({ inboundDeliveryNo, receiptId, ...how }) => receiving.correct(inboundDeliveryNo, receiptId, how),
    'close': ({ inboundDeliveryNo }) => receiving.close(inboundDeliveryNo),
    'put-away': ({ inboundDeliveryNo, receiptId, ...how }) =>
      inboundDeliveryNo ? receiving.putAway(inboundDeliveryNo, how) : plant.putAway(receiptId),
    'brought-back': ({ inboundDeliveryNo }) => receiving.carryOutBringBack(inboundDeliveryNo),
  });
}
