import type { ErrorCode } from '../contracts/errors.js';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { DefinitionsRecord } from '../contracts/ports.js';
import { decimal } from './arithmetic.js';

export interface Finding {
  code: Extract<ErrorCode, 'B-ORDER-STATUS' | 'B-ORDER-CLOSED' | 'C-ORDER-INVALID'>;
  text: string;
}

/** Whether an order can go to the shop floor as the ERP has it; undefined if so. */
export function cannotRelease(order: ProductionOrder): Finding | undefined {
  if (order.status === 'TECHNICALLY_COMPLETED' || order.status === 'CLOSED') {
    return { code: 'B-ORDER-CLOSED', text: `the order is ${order.status.toLowerCase().replace('_', ' ')} in the ERP` };
  }
  if (order.status !== 'RELEASED')
    return { code: 'B-ORDER-STATUS', text: `the order is ${order.status.toLowerCase()} in the ERP, not released` };
  if (!decimal(order.quantity.value).gt(0))
    return { code: 'C-ORDER-INVALID', text: `its quantity is ${order.quantity.value}` };
  if (order.operations.length === 0) return { code: 'C-ORDER-INVALID', text: 'it has no operation' };
  return undefined;
}

/** What the MES lacks for the order, in words; empty when it has both. */
export function missingMasters(order: ProductionOrder, inMes: DefinitionsRecord): string[] {
  return [
    ...(inMes.bom?.revision === order.bomRevision ? [] : [`BOM ${order.item} revision ${order.bomRevision}`]),
    ...(inMes.routing?.version === order.routingVersion
      ? []
      : [`routing ${order.item} version ${order.routingVersion}`]),
  ];
}
