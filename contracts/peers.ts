import type { InboundReport } from './processes/inbound-delivery.js';
import type { OrderTotals } from './processes/order-to-production.js';
import type { DeliveryReport } from './processes/outbound-delivery.js';
import type { CaseReport } from './processes/reconciliation-case.js';
import type { Quantity } from './quantity.js';

/** What related runs tell each other: the two of a production order, a sales order and its deliveries. */
export type PeerMessage =
  | { type: 'totals'; totals: OrderTotals }
  /** `confirmations`: how many the MES has reported in all, if it says so. */
  | { type: 'drain'; from: string; confirmations?: number }
  | { type: 'drained'; totals: OrderTotals }
  | { type: 'closed' }
  /** The order was changed: it is read again before the next report is looked at. */
  | { type: 'order-changed'; sourceVersion: string }
  /** How a delivery stands now; each report replaces the one before. */
  | { type: 'delivery'; report: DeliveryReport }
  /** How an inbound delivery stands now; each report replaces the one before. */
  | { type: 'inbound'; report: InboundReport }
  /** How a difference that a reconciliation found stands now. */
  | { type: 'case'; report: CaseReport }
  /** `unlessArrived`: goods that have come stay, whatever was said of them. */
  | { type: 'cancel'; by: string; unlessArrived?: true }
  /** The order's run has only now come: how does it stand? */
  | { type: 'report' }
  /** It is coming back by a returns order: nobody waits for its delivery or its bill any more. */
  | { type: 'returned'; by: string }
  /** What the order still wants of a delivery, by its lines. */
  | { type: 'change'; lines: { salesOrderLine: string; quantity: Quantity }[] };
