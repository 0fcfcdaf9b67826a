import type { Quantity } from '../quantity.js';

/**
 * An order to make something, as its ERP holds it (system of record: order, quantity, dates, cost = ERP;
 * dispatch status and actuals = MES). A released order carries its own snapshot of BOM and routing.
 */
export interface ProductionOrder {
  company: string;
  plant: string;
  /** As the ERP writes it, leading zeros kept. */
  orderNo: string;
  /** Rises with every change in the ERP; orders the versions of one order. */
  sourceVersion: string;
  status: ProductionOrderStatus;
  item: string;
  quantity: Quantity;
  /** Instants, UTC. */
  scheduledStart: string;
  scheduledEnd: string;
  bomRevision: string;
  routingVersion: string;
  /** Where the product is received. */
  location: string;
  /** Exploded: phantoms are already replaced by their parts. */
  components: OrderComponent[];
  operations: OrderOperation[];
}

export type ProductionOrderStatus = 'CREATED' | 'RELEASED' | 'TECHNICALLY_COMPLETED' | 'CLOSED' | 'LOCKED' | 'DELETED';

export interface OrderComponent {
  /** Unique in the order (SAP: reservation item). */
  line: string;
  reservation?: string;
  item: string;
  /** For the whole order, in the item's base unit. */
  quantity: Quantity;
  /** Does not grow with what is made (SAP: fixed quantity). */
  fixedQuantity: boolean;
  /** Issued by what is reported as made, not by a report of its own. */
  backflush: boolean;
  operationNo: string;
  issueLocation: string;
}

export interface OrderOperation {
  operationNo: string;
  workCenter: string;
  text: string;
}
