import type { ProductionConfirmation } from '../contracts/entities/confirmation.js';
import type { MovementLine } from '../contracts/entities/documents.js';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { Impact } from '../contracts/view.js';
import { valueOf } from '../decisions/arithmetic.js';
import type { PostedReport } from '../decisions/posted-reports.js';
import { cannotRelease } from '../decisions/release-check.js';
import { erp, now } from './kit/index.js';
import type { About, Kit } from './short-lines.js';

/** What is not in the books while the order is missing. */
export type Unposted = Pick<MovementLine, 'quantity'> & { item?: string };

export function madeOf({ outputs, yield: quantity }: ProductionConfirmation): Unposted {
  const main = outputs.find((output) => output.role === 'MAIN');
  return { quantity, ...(main && { item: main.item }) };
}

export const receivedBy = ({ receipt, made }: PostedReport): Unposted =>
  receipt ? { quantity: receipt.quantity, item: receipt.item } : { quantity: { value: made.yield, uom: '' } };

/**
 * The order that a report is for, as the ERP has it. One that the ERP does not know yet is looked for again through
 * a window, then put before a person; the report is never dropped (domain: confirmation for an unknown order).
 * @returns undefined when a person rejected the report
 */
export async function findOrder(kit: Kit, about: About, made: Unposted): Promise<ProductionOrder | undefined> {
  const { plant, orderNo, policy } = about;
  const { orphanRecheckMs, orphanWindowMs } = policy.production;
  const since = Date.now();
  for (;;) {
    const order = await kit.step('read order', erp.readOrder({ plant, orderNo }));
    const finding = order && cannotRelease(order);
    if (order && !finding) {
      kit.settle('order');
      kit.settle('orphan');
      kit.show({ item: order.item });
      return order;
    }
    if (finding) {
      kit.enter('BLOCKED');
      const impact = await unposted(kit, about, made);
      const choice = await kit.ask('order', finding, { step: 'read order', decision: 'order', impact });
      if (choice === 'REJECT') return undefined;
      continue;
    }
    kit.enter('ORPHAN');
    const recheckAt = Date.now() + orphanRecheckMs;
    if (recheckAt < since + orphanWindowMs) {
      await waitForOrder(kit, about, recheckAt);
      continue;
    }
    const text = `${policy.systems.erp.id} does not know order ${orderNo}`;
    const impact = await unposted(kit, about, made);
    const choice = await kit.ask(
      'orphan',
      { code: 'C-ORPHAN-EVENT', text },
      { step: 'read order', decision: 'orphan', impact, recheckAt },
    );
    if (choice === 'REJECT') return undefined;
  }
}

async function waitForOrder({ run }: Kit, { policy, orderNo }: About, until: number): Promise<void> {
  const waitingFor = { what: `order ${orderNo}`, from: policy.systems.erp.id, since: now() };
  await run.rest({ condition: 'WAITING', waitingFor }, () => run.desk.asked.retry !== undefined, until);
  if (!run.desk.asked.retry) return;
  delete run.desk.asked.retry;
  run.desk.answer('retry', 'done', 'looked again');
}

/** Stock that was made and stands nowhere in the books. */
async function unposted(kit: Kit, { plant, orderNo }: About, made: Unposted): Promise<Impact> {
  const [item] = made.item ? await kit.step('read items', erp.readItems({ plant, items: [made.item] })) : [];
  const { value: quantity, uom } = made.quantity;
  const value = valueOf(quantity, item);
  return {
    orders: [orderNo],
    quantity: { value: quantity, uom },
    ...(value && { inventoryMisstatement: value }),
    confidence: value ? 'EXACT' : 'UNKNOWN',
  };
}
