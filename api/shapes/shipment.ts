import { z } from 'zod';
import type { Load, Tender, TrackingEvent } from '../../contracts/entities/load.js';
import type { OutboundDelivery } from '../../contracts/entities/outbound-delivery.js';
import type { WarehouseOrder } from '../../contracts/entities/warehouse-order.js';
import type { Journey } from '../read-through/shipments.js';
import { checkStatus, money, quantity } from './owned.js';
import { documentRef } from './run.js';
import { instant } from './texts.js';

const text = z.string();
const lot = z.exactOptional(text);

const delivery: z.ZodType<OutboundDelivery> = z
  .object({
    plant: text,
    deliveryNo: text,
    salesOrderNo: text,
    shipTo: text,
    plannedGoodsIssue: instant,
    credit: checkStatus,
    deliveryBlock: z.exactOptional(text),
    weight: quantity,
    lines: z.array(z.object({ line: text, salesOrderLine: text, item: text, quantity, picked: quantity, lot })),
    goodsIssue: z.exactOptional(z.object({ document: documentRef, date: text })),
    billingDocumentNo: z.exactOptional(text),
  })
  .meta({ id: 'OutboundDelivery' });

const warehouseOrder: z.ZodType<WarehouseOrder> = z
  .object({
    deliveryNo: text,
    version: text,
    status: z.enum(['RELEASED', 'WAVED', 'PICKING', 'PICKED', 'PACKED', 'SHIPPED', 'CANCELLED']),
    lines: z.array(
      z.object({
        line: text,
        item: text,
        quantity,
        picked: quantity,
        short: quantity,
        shortReason: z.exactOptional(text),
        lots: z.array(z.object({ lot: text, quantity })),
      }),
    ),
    handlingUnits: z.array(z.object({ sscc: text, contents: z.array(z.object({ line: text, quantity, lot })) })),
    shippedAt: z.exactOptional(instant),
    billOfLading: z.exactOptional(text),
  })
  .meta({ id: 'WarehouseOrder' });

const tender: z.ZodType<Tender> = z.object({
  tenderId: text,
  round: z.int(),
  carrier: text,
  cost: money,
  expiresAt: instant,
  status: z.enum(['OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN']),
  reason: z.exactOptional(text),
  documents: z.array(documentRef),
});

const load: z.ZodType<Load> = z
  .object({
    loadId: text,
    status: z.enum(['PLANNED', 'TENDERED', 'BOOKED', 'PICKED_UP', 'DELIVERED', 'CANCELLED']),
    tenders: z.array(tender),
    deliveries: z.array(z.object({ deliveryNo: text, weight: quantity })),
    documents: z.array(documentRef),
  })
  .meta({ id: 'Load', description: 'With this delivery alone; others may travel with it.' });

const codes: Record<TrackingEvent['code'], true> = {
  PICKED_UP: true,
  DEPARTED: true,
  ON_BOARD: true,
  ARRIVED: true,
  DELIVERED: true,
  UNLOADED: true,
  ETA_CHANGED: true,
  EXCEPTION: true,
  OTHER: true,
};

const trackingEvent: z.ZodType<TrackingEvent> = z.object({
  code: z.enum(Object.keys(codes) as TrackingEvent['code'][]),
  stop: text,
  deliveryNo: z.exactOptional(text),
  eventAt: instant,
  recordedAt: instant,
  eta: z.exactOptional(instant),
  text: z.exactOptional(text),
  proof: z.exactOptional(
    z.object({
      signedBy: z.exactOptional(text),
      lines: z.exactOptional(z.array(z.object({ line: text, accepted: quantity, damaged: z.exactOptional(quantity) }))),
    }),
  ),
});

const journey: z.ZodType<Journey> = z.object({ load, tracking: z.array(trackingEvent) });

export const shipment = {
  delivery: z.nullable(delivery),
  warehouse: z.nullable(warehouseOrder),
  transport: z.nullable(journey),
};
