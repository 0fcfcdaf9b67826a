import type { EventType } from './events.js';
import type { Guarantee } from './governance.js';
import type { Meaning } from './meaning.js';
import type { Capability } from './ports.js';

/** What the sender of an event and we rely on, beyond its fields. */
export interface EventGuarantee extends Guarantee {
  /** What kind of system sends it. */
  from: Capability;
  /** What its quantities are, where it has any. */
  amounts?: Meaning['amounts'];
}

const erp: EventGuarantee = { from: 'erp', order: 'any', delivery: 'at-least-once' };
const mes: EventGuarantee = { from: 'mes', order: 'any', delivery: 'at-least-once' };
const wms: EventGuarantee = { from: 'wms', order: 'any', delivery: 'at-least-once' };
const transport: EventGuarantee = { from: 'transport', order: 'any', delivery: 'at-least-once' };
const supplier: EventGuarantee = { from: 'supplier', order: 'any', delivery: 'at-least-once' };
const quality: EventGuarantee = { from: 'quality', order: 'any', delivery: 'at-least-once' };

/**
 * Most only say that there is news, which is then read from its owner: their order does not matter. Reports are
 * quantities by themselves, and are posted in the order's sequence.
 */
export const eventGuarantees: Record<EventType, EventGuarantee> = {
  ProductionOrderReleased: erp,
  ProductionOrderCancelRequested: erp,
  ProductionOrderChanged: erp,
  OrderAccepted: mes,
  OrderRejected: mes,
  OrderStarted: mes,
  OrderCompleted: mes,
  OperationConfirmed: { ...mes, order: 'strict', amounts: 'delta' },
  ConfirmationReversed: { ...mes, order: 'strict' },
  MasterAcknowledged: mes,
  StockChanged: wms,
  ReplenishmentRequested: { ...mes, amounts: 'delta' },
  ReplenishmentDelivered: { ...wms, amounts: 'delta' },
  ReceiptTakenBack: wms,
  SalesOrderReleased: erp,
  SalesOrderChanged: erp,
  SalesOrderCancelRequested: erp,
  OutboundDeliveryCreated: erp,
  PickingProgressed: wms,
  ShipConfirmed: wms,
  TenderAnswered: transport,
  ShipmentTracked: transport,
  PurchaseOrderReleased: erp,
  PurchaseOrderChanged: erp,
  PurchaseOrderCancelRequested: erp,
  PurchaseOrderAnswered: supplier,
  SupplierNoticeReceived: { ...supplier, amounts: 'snapshot' },
  UnannouncedReceipt: wms,
  InboundProgressed: wms,
  UsageDecided: quality,
  CountPosted: wms,
  EngineeringChangeReleased: erp,
  EngineeringChangeChanged: erp,
  EngineeringChangeCancelRequested: erp,
  RevisionFirstProduced: mes,
};
