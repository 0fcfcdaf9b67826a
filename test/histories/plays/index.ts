import { orderAnswers } from './order-answers.js';
import { orderChanges } from './order-changes.js';
import { orderCompletions } from './order-completions.js';
import { orderEndings } from './order-endings.js';
import { orderTroubles } from './order-troubles.js';
import type { ProcessName } from '../outcomes.js';
import type { Plays } from './play.js';
import { deliveryCancels } from './delivery-cancels.js';
import { deliveryCash } from './delivery-cash.js';
import { deliveryFreight } from './delivery-freight.js';
import { deliveryHolds } from './delivery-holds.js';
import { deliveryPicking } from './delivery-picking.js';
import { deliveryPostings } from './delivery-postings.js';
import { engineeringChanges } from './engineering-changes.js';
import { inboundDeliveries } from './inbound-deliveries.js';
import { purchaseOrders } from './purchase-orders.js';
import { reportDecisions } from './report-decisions.js';
import { reportPostings } from './report-postings.js';
import { reportReversals } from './report-reversals.js';
import { reportSequences } from './report-sequences.js';
import { inventoryReconciliations, reconciliationCases } from './stock.js';
import { salesCancels } from './sales-cancels.js';
import { salesChanges } from './sales-changes.js';
import { salesCourses } from './sales-courses.js';
import { salesHolds } from './sales-holds.js';

/** How each outcome is brought about. */
export const plays = {
  'order-to-production': { ...orderAnswers, ...orderChanges, ...orderCompletions, ...orderEndings, ...orderTroubles },
  'production-to-inventory': { ...reportDecisions, ...reportPostings, ...reportReversals, ...reportSequences },
  'ship-to-cash': { ...salesCancels, ...salesChanges, ...salesCourses, ...salesHolds },
  'outbound-delivery': {
    ...deliveryCancels,
    ...deliveryCash,
    ...deliveryFreight,
    ...deliveryHolds,
    ...deliveryPicking,
    ...deliveryPostings,
  },
  'procure-to-receive': purchaseOrders,
  'inbound-delivery': inboundDeliveries,
  'inventory-reconciliation': inventoryReconciliations,
  'reconciliation-case': reconciliationCases,
  'engineering-change': engineeringChanges,
} satisfies { [P in ProcessName]: Plays<P> };
