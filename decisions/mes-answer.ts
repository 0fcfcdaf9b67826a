import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { MesDispatch, MesOrder, OrderRef } from '../contracts/ports.js';

/** `at`: when the MES accepted, as far as it says. */
export type MesAnswer = { accepted: true; at: string } | { accepted: false; code: string; text: string };

/** What the MES is told of an order. */
export function dispatchOf(order: ProductionOrder, ref: OrderRef, overTolerancePct: string): MesDispatch {
  const {
    sourceVersion: version,
    item,
    bomRevision,
    routingVersion,
    quantity,
    scheduledStart,
    scheduledEnd,
    components,
    operations,
  } = order;
  return {
    ...ref,
    version,
    item,
    bomRevision,
    routingVersion,
    quantity,
    overTolerancePct,
    scheduledStart,
    scheduledEnd,
    components: components.map((one) => ({ item: one.item, quantity: one.quantity })),
    operations: operations.map(({ operationNo, workCenter }) => ({ operationNo, workCenter })),
  };
}

/** Whether the MES has the order and has taken it. */
export const isUnderWay = (order: MesOrder | null): boolean =>
  order !== null && !['CHECKING', 'REJECTED', 'CANCELLED'].includes(order.status);

/** The MES's answer as its order shows it; undefined while it has none. `now` stands for when it was given. */
export function answerIn(order: MesOrder | null, now: string): MesAnswer | undefined {
  if (!order || order.status === 'CHECKING') return undefined;
  if (order.status !== 'REJECTED') return { accepted: true, at: now };
  return {
    accepted: false,
    code: order.rejection?.code ?? 'REJECTED',
    text: order.rejection?.text ?? 'the MES gave no reason',
  };
}
