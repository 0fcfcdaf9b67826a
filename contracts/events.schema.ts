import { z, type ZodType } from 'zod';
import type { EventData, EventType } from './events.js';
import { idSegment } from './ids.js';
import { means } from './meaning.js';

/*
 * What a message may hold once it is in our words. Strict: a translation drops what it does not know, so a field
 * too many here is a defect of ours or of a sender that speaks our words without our agreement.
 */

/** NUL cannot be stored as text by every database. */
const text = z
  .string()
  .max(200)
  .refine((value) => !value.includes('\0'), 'must not contain NUL');

const name = text.min(1);

const usableInAnId = (value: string): boolean => {
  try {
    return idSegment(value) !== '';
  } catch {
    return false;
  }
};

/** A number under which runs are found. */
const number = name.refine(usableInAnId, 'is not usable as a number in ids');
const orderNo = name.refine(usableInAnId, 'is not usable as an order number');

/** Domain: a negative quantity is a contract error; what goes back is an event of its own. */
const decimal = z
  .string()
  .regex(/^\d{1,13}(\.\d{1,6})?$/, 'must be a decimal string without sign, such as "78.000"')
  .meta(means({ unit: 'its own, in uom', sign: 'never negative', decimals: 6 }));

const quantity = z.strictObject({ value: decimal, uom: name });
const quantityWithReason = quantity.extend({ reason: z.exactOptional(text) });

const output = z.strictObject({
  item: name,
  role: z.enum(['MAIN', 'CO', 'BY']),
  qty: quantity,
  lot: z.exactOptional(name),
});

const consumption = z.strictObject({
  item: name,
  qty: quantity,
  lot: z.exactOptional(name),
  mode: z.enum(['ACTUAL', 'BACKFLUSH']),
});

const day = z.iso.date().meta(means({ zone: 'none: a day of the plant' }));
const instant = z.iso.datetime().meta(means({ zone: 'UTC' }));

const noticeLine = z.strictObject({
  purchaseOrderLine: name,
  item: name,
  quantity,
  lot: z.exactOptional(name),
  expiry: z.exactOptional(day),
  sscc: z.exactOptional(z.string().regex(/^\d{18}$/, 'must be 18 digits')),
});

const LINES_MAX = 500;
const VERSION_MAX = 1_000_000;
const CONFIRMATIONS_MAX = 1_000_000;
const ACTIVITIES_MAX = 20;

export const eventSchemas: { [T in EventType]: ZodType<EventData[T]> } = {
  ProductionOrderReleased: z.strictObject({ orderNo, sourceVersion: z.exactOptional(name) }),
  ProductionOrderCancelRequested: z.strictObject({ orderNo, reason: z.exactOptional(text) }),
  ProductionOrderChanged: z.strictObject({ orderNo, sourceVersion: z.exactOptional(name) }),
  OrderAccepted: z.strictObject({ orderNo, version: z.exactOptional(name) }),
  OrderRejected: z.strictObject({ orderNo, version: z.exactOptional(name), code: text, text }),
  OrderStarted: z.strictObject({ orderNo }),
  OrderCompleted: z.strictObject({
    orderNo,
    confirmations: z.exactOptional(
      z
        .int()
        .nonnegative()
        .max(CONFIRMATIONS_MAX)
        .meta(means({ amounts: 'snapshot', absent: 'the MES does not say' })),
    ),
  }),
  OperationConfirmed: z.strictObject({
    confirmationId: name,
    orderNo,
    operation: name,
    kind: z.enum(['PARTIAL', 'FINAL']),
    yield: quantity,
    scrap: quantityWithReason,
    rework: quantityWithReason,
    outputs: z.array(output).max(LINES_MAX),
    consumption: z.array(consumption).max(LINES_MAX),
    sequence: z.exactOptional(
      z
        .int()
        .positive()
        .max(CONFIRMATIONS_MAX)
        .meta(means({ absent: 'the reports are not numbered' })),
    ),
    activities: z.exactOptional(z.array(z.strictObject({ type: name, duration: quantity })).max(ACTIVITIES_MAX)),
  }),
  ConfirmationReversed: z.strictObject({
    confirmationId: name,
    orderNo,
    kind: z.literal('REVERSAL'),
    reverses: name,
    sequence: z.exactOptional(
      z
        .int()
        .positive()
        .max(CONFIRMATIONS_MAX)
        .meta(means({ absent: 'the reports are not numbered' })),
    ),
    reason: z.exactOptional(text),
  }),
  MasterAcknowledged: z.strictObject({ entity: z.enum(['bom', 'routing', 'item']), id: name, version: name }),
  StockChanged: z.strictObject({ item: name, location: name }),
  ReplenishmentRequested: z.strictObject({ orderNo, signalNo: name, item: name, quantity, location: name }),
  ReplenishmentDelivered: z.strictObject({
    orderNo,
    signalNo: name,
    item: name,
    quantity,
    fromLocation: name,
    toLocation: name,
    lot: z.exactOptional(name),
  }),
  ReceiptTakenBack: z.strictObject({ orderNo, receiptId: name }),
  SalesOrderReleased: z.strictObject({ salesOrderNo: number, sourceVersion: z.exactOptional(name) }),
  SalesOrderChanged: z.strictObject({ salesOrderNo: number, sourceVersion: z.exactOptional(name) }),
  SalesOrderCancelRequested: z.strictObject({ salesOrderNo: number, reason: z.exactOptional(text) }),
  OutboundDeliveryCreated: z.strictObject({ deliveryNo: number }),
  PickingProgressed: z.strictObject({
    deliveryNo: number,
    status: z.enum(['PICKED', 'SHORT', 'REVERSED', 'PACKED']),
  }),
  ShipConfirmed: z.strictObject({ deliveryNo: number }),
  TenderAnswered: z.strictObject({ deliveryNo: number, loadId: name, tenderId: name }),
  ShipmentTracked: z.strictObject({ deliveryNo: number, loadId: name, code: name }),
  PurchaseOrderReleased: z.strictObject({ purchaseOrderNo: number, sourceVersion: z.exactOptional(name) }),
  PurchaseOrderChanged: z.strictObject({ purchaseOrderNo: number, sourceVersion: z.exactOptional(name) }),
  PurchaseOrderCancelRequested: z.strictObject({ purchaseOrderNo: number, reason: z.exactOptional(text) }),
  PurchaseOrderAnswered: z.strictObject({
    purchaseOrderNo: number,
    version: z.exactOptional(name),
    answer: z.enum(['ACCEPTED', 'CHANGED', 'REJECTED']),
    text: z.exactOptional(text),
  }),
  SupplierNoticeReceived: z.strictObject({
    purchaseOrderNo: number,
    supplier: name,
    packingSlip: name,
    version: z.int().positive().max(VERSION_MAX),
    shippedAt: z.exactOptional(instant),
    expectedAt: instant,
    carrier: z.exactOptional(text),
    lines: z.array(noticeLine).min(1).max(LINES_MAX),
    cancelled: z.exactOptional(z.literal(true)),
  }),
  UnannouncedReceipt: z.strictObject({ purchaseOrderNo: number, receiptNo: number }),
  InboundProgressed: z.strictObject({
    inboundDeliveryNo: number,
    status: z.enum(['ARRIVED', 'COUNTED', 'CLOSED', 'PUT_AWAY', 'BROUGHT_BACK']),
  }),
  UsageDecided: z.strictObject({ inboundDeliveryNo: number, inspectionNo: name }),
  CountPosted: z.strictObject({ caseNo: number, reference: name }),
  EngineeringChangeReleased: z.strictObject({ changeNo: number, sourceVersion: z.exactOptional(name) }),
  EngineeringChangeChanged: z.strictObject({ changeNo: number, sourceVersion: z.exactOptional(name) }),
  EngineeringChangeCancelRequested: z.strictObject({ changeNo: number, reason: z.exactOptional(text) }),
  RevisionFirstProduced: z.strictObject({ changeNo: number, orderNo, lot: z.exactOptional(name) }),
};
