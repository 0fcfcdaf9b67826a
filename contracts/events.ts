import type { ConfirmationReversal, ProductionConfirmation } from './entities/confirmation.js';
import type { SupplierNotice } from './entities/supplier-notice.js';
import { ALL_PLANTS, runId } from './ids.js';
import type { Quantity } from './quantity.js';

/** A message from another system, as workflows receive it: checked, with its place in its key's order. */
export interface InboundEvent<T extends EventType = EventType> {
  /** Rises per run; a run keeps the last one and ignores what it has had. */
  offset: number;
  messageId: string;
  type: T;
  source: string;
  /** When it happened there; instants, UTC. */
  occurredAt: string;
  receivedAt: string;
  data: EventData[T];
}

export interface EventData {
  ProductionOrderReleased: { orderNo: string; sourceVersion?: string };
  ProductionOrderCancelRequested: { orderNo: string; reason?: string };
  /** The order was changed in the ERP: read it again. */
  ProductionOrderChanged: { orderNo: string; sourceVersion?: string };
  OrderAccepted: { orderNo: string; version?: string };
  OrderRejected: { orderNo: string; version?: string; code: string; text: string };
  OrderStarted: { orderNo: string };
  /** `confirmations`: how many were reported for it, so that none still on its way is missed at the close. */
  OrderCompleted: { orderNo: string; confirmations?: number };
  OperationConfirmed: ProductionConfirmation;
  ConfirmationReversed: ConfirmationReversal;
  MasterAcknowledged: { entity: 'bom' | 'routing' | 'item'; id: string; version: string };
  StockChanged: { item: string; location: string };
  /** Kanban or minimum level: a place at the line wants material. */
  ReplenishmentRequested: {
    orderNo: string;
    signalNo: string;
    item: string;
    quantity: Quantity;
    location: string;
  };
  /** The warehouse has brought it. */
  ReplenishmentDelivered: {
    orderNo: string;
    signalNo: string;
    item: string;
    quantity: Quantity;
    fromLocation: string;
    toLocation: string;
    lot?: string;
  };
  /** What was made and put away is out of stock again. */
  ReceiptTakenBack: { orderNo: string; receiptId: string };
  SalesOrderReleased: { salesOrderNo: string; sourceVersion?: string };
  /** The order was changed in the ERP: read it again. */
  SalesOrderChanged: { salesOrderNo: string; sourceVersion?: string };
  SalesOrderCancelRequested: { salesOrderNo: string; reason?: string };
  /** A delivery that the ERP made by itself, or by us. */
  OutboundDeliveryCreated: { deliveryNo: string };
  /** Something of it was picked, or found missing, or brought back: the warehouse order says what. */
  PickingProgressed: { deliveryNo: string; status: 'PICKED' | 'SHORT' | 'REVERSED' | 'PACKED' };
  /** It was loaded and is handed over. */
  ShipConfirmed: { deliveryNo: string };
  TenderAnswered: { deliveryNo: string; loadId: string; tenderId: string };
  /** There is news on the way: the full list says what. */
  ShipmentTracked: { deliveryNo: string; loadId: string; code: string };
  PurchaseOrderReleased: { purchaseOrderNo: string; sourceVersion?: string };
  /** The order was changed in the ERP: read it again. */
  PurchaseOrderChanged: { purchaseOrderNo: string; sourceVersion?: string };
  PurchaseOrderCancelRequested: { purchaseOrderNo: string; reason?: string };
  /** The supplier has answered the order (X12 855, ORDRSP). */
  PurchaseOrderAnswered: {
    purchaseOrderNo: string;
    version?: string;
    answer: 'ACCEPTED' | 'CHANGED' | 'REJECTED';
    text?: string;
  };
  SupplierNoticeReceived: SupplierNotice;
  /** A truck that nobody had announced: the warehouse has made a receipt of its own. */
  UnannouncedReceipt: { purchaseOrderNo: string; receiptNo: string };
  /** Something of it has come, was counted, or put away: the warehouse's receipt says what. */
  InboundProgressed: {
    inboundDeliveryNo: string;
    status: 'ARRIVED' | 'COUNTED' | 'CLOSED' | 'PUT_AWAY' | 'BROUGHT_BACK';
  };
  UsageDecided: { inboundDeliveryNo: string; inspectionNo: string };
  /** People have counted what a reconciliation case asked for: the task says what they found. */
  CountPosted: { caseNo: string; reference: string };
  EngineeringChangeReleased: { changeNo: string; sourceVersion?: string };
  /** There may be a later version, or it was withdrawn: read it again. */
  EngineeringChangeChanged: { changeNo: string; sourceVersion?: string };
  EngineeringChangeCancelRequested: { changeNo: string; reason?: string };
  /** The first lot by the new revision: from now on there is no way back. */
  RevisionFirstProduced: { changeNo: string; orderNo: string; lot?: string };
}

export type EventType = keyof EventData;

/**
 * What a message does. `start`: begins the run of its key, or finds it. `signal`: for a run that exists; until
 * then the message is held as an orphan. `signal-with-start`: begins a mailbox if there is none. `fan-out`: for
 * every open run of its plant that is in one of these states.
 */
export type Route =
  | { route: 'start' | 'signal' | 'signal-with-start'; process: string }
  | { route: 'fan-out'; process: string; states: readonly string[] };

export const routes: Record<EventType, Route> = {
  ProductionOrderReleased: { route: 'start', process: 'order-to-production' },
  ProductionOrderCancelRequested: { route: 'signal', process: 'order-to-production' },
  ProductionOrderChanged: { route: 'signal', process: 'order-to-production' },
  OrderAccepted: { route: 'signal', process: 'order-to-production' },
  OrderRejected: { route: 'signal', process: 'order-to-production' },
  OrderStarted: { route: 'signal', process: 'order-to-production' },
  OrderCompleted: { route: 'signal', process: 'order-to-production' },
  OperationConfirmed: { route: 'signal-with-start', process: 'production-to-inventory' },
  ConfirmationReversed: { route: 'signal-with-start', process: 'production-to-inventory' },
  MasterAcknowledged: { route: 'fan-out', process: 'order-to-production', states: ['DATA_HOLD'] },
  StockChanged: {
    route: 'fan-out',
    process: 'production-to-inventory',
    states: ['PARKED_LINES', 'BLOCKED', 'PROCESSING'],
  },
  ReplenishmentRequested: { route: 'signal-with-start', process: 'production-to-inventory' },
  ReplenishmentDelivered: { route: 'signal-with-start', process: 'production-to-inventory' },
  ReceiptTakenBack: { route: 'signal', process: 'production-to-inventory' },
  SalesOrderReleased: { route: 'start', process: 'ship-to-cash' },
  SalesOrderChanged: { route: 'signal', process: 'ship-to-cash' },
  SalesOrderCancelRequested: { route: 'signal', process: 'ship-to-cash' },
  OutboundDeliveryCreated: { route: 'start', process: 'outbound-delivery' },
  PickingProgressed: { route: 'signal', process: 'outbound-delivery' },
  ShipConfirmed: { route: 'signal', process: 'outbound-delivery' },
  TenderAnswered: { route: 'signal', process: 'outbound-delivery' },
  ShipmentTracked: { route: 'signal', process: 'outbound-delivery' },
  PurchaseOrderReleased: { route: 'start', process: 'procure-to-receive' },
  PurchaseOrderChanged: { route: 'signal', process: 'procure-to-receive' },
  PurchaseOrderCancelRequested: { route: 'signal', process: 'procure-to-receive' },
  PurchaseOrderAnswered: { route: 'signal', process: 'procure-to-receive' },
  SupplierNoticeReceived: { route: 'signal', process: 'procure-to-receive' },
  UnannouncedReceipt: { route: 'signal', process: 'procure-to-receive' },
  InboundProgressed: { route: 'signal', process: 'inbound-delivery' },
  UsageDecided: { route: 'signal', process: 'inbound-delivery' },
  CountPosted: { route: 'signal', process: 'reconciliation-case' },
  EngineeringChangeReleased: { route: 'start', process: 'engineering-change' },
  EngineeringChangeChanged: { route: 'signal', process: 'engineering-change' },
  EngineeringChangeCancelRequested: { route: 'signal', process: 'engineering-change' },
  RevisionFirstProduced: { route: 'signal', process: 'engineering-change' },
};

/** Their runs are a company's, whatever plant a message names (a test compares them with the processes' contracts). */
export const spanningProcesses: readonly string[] = ['ship-to-cash', 'procure-to-receive', 'engineering-change'];

/** What numbers are called in messages. */
const numberNames = [
  'changeNo',
  'caseNo',
  'asOf',
  'orderNo',
  'salesOrderNo',
  'deliveryNo',
  'inboundDeliveryNo',
  'purchaseOrderNo',
] as const;

export const isEventType = (type: string): type is EventType => Object.hasOwn(routes, type);

/** The business number by which a message finds its run; none for those that go to many. */
export function numberIn(data: object): string | undefined {
  const numbers = data as Partial<Record<(typeof numberNames)[number], string>>;
  return numberNames.flatMap((name) => numbers[name] ?? [])[0];
}

/** The run that a message is for; an order may span plants. @throws RangeError when its number is not usable in an id */
export function targetOf(type: EventType, company: string, plant: string, number: string): string {
  const { process } = routes[type];
  return runId({ process, company, plant: spanningProcesses.includes(process) ? ALL_PLANTS : plant, key: number });
}

/** Signals and updates of every run. */
export const EVENTS_SIGNAL = 'events';
export const PEER_SIGNAL = 'peer';
export const ACT_UPDATE = 'act';
/** The task queue of the workflows themselves; it carries no holds. */
export const PROCESS_QUEUE = 'processes';
