import type { OutboundDelivery } from '../contracts/entities/outbound-delivery.js';
import type { SalesOrder } from '../contracts/entities/sales-order.js';
import type { ErrorCode } from '../contracts/errors.js';

export interface Hold {
  state: 'CREDIT_HOLD' | 'EXPORT_HOLD' | 'CREATED';
  code: ErrorCode;
  text: string;
}

/** What the ERP has against shipping it; the ERP is the judge of credit, export and blocks (domain: checks). */
export function holdOf(order: SalesOrder, delivery?: OutboundDelivery): Hold | undefined {
  const no = order.salesOrderNo;
  if (order.credit === 'BLOCKED' || delivery?.credit === 'BLOCKED') {
    return { state: 'CREDIT_HOLD', code: 'B-CREDIT', text: `sales order ${no} is blocked for credit` };
  }
  if (order.export === 'BLOCKED') {
    return { state: 'EXPORT_HOLD', code: 'B-EXPORT', text: `sales order ${no} is not cleared for export` };
  }
  const block = order.deliveryBlock ?? delivery?.deliveryBlock;
  if (block === undefined) return undefined;
  return { state: 'CREATED', code: 'B-DELIVERY-BLOCK', text: `delivery block ${block} is set on sales order ${no}` };
}
