import { leftover } from '../decisions/leftover.js';
import { overdueAt } from '../decisions/plant-time.js';
import { underDelivered } from '../decisions/tolerance.js';
import { erp, mes, wms } from './kit/index.js';
import { tell } from './kit/peers.js';
import { carryChange } from './order-change.js';
import { drain } from './order-drain.js';
import { releaseAgain, takeRejection } from './order-release.js';
import type { OrderRun } from './order-run.js';

/** From the MES's acceptance until execution begins. */
export async function untilStarted(order: OrderRun): Promise<void> {
  const { kit, known, names } = order;
  const { inbox } = kit.run;
  const hasBegun = (): boolean => inbox.has(['OrderStarted', 'OrderCompleted']) || known.totals !== undefined;
  const news = (): boolean => order.hasChanges || inbox.has(['OrderRejected']) || order.rollsOver;
  while (!hasBegun() && !known.isShort) {
    const overdue = overdueOf(order);
    const what = 'the start of the order';
    await kit.waitUntil(() => hasBegun() || news(), { what, from: names.mes, overdue });
    if (hasBegun()) break;
    const rejection = takeRejection(order);
    if (rejection) await releaseAgain(order, rejection);
    else if (order.hasChanges) await carryChange(order);
    else if (order.rollsOver) await order.continueAsNew();
  }
  inbox.take(['OrderStarted']);
  kit.enter('IN_EXECUTION');
}

/** Until it is made, and everything that was reported of it is posted. */
export async function untilComplete(order: OrderRun): Promise<void> {
  const { kit, known } = order;
  do {
    if (!known.completed) kit.enter('IN_EXECUTION');
    await untilMade(order);
    kit.enter('PRODUCTION_COMPLETE');
    const event = kit.run.inbox.take(['OrderCompleted']);
    known.completed ??= { ...event?.data, told: event !== undefined };
    await drain(order);
    if (known.completed.told) await decideUnderDelivery(order);
  } while (!known.completed);
}

async function untilMade(order: OrderRun): Promise<void> {
  const { kit, known, names, ref } = order;
  const isFinal = (): boolean => known.totals?.final === true && known.totals.confirmations > (known.reopenedAt ?? -1);
  const isMade = (): boolean => known.completed !== undefined || kit.run.inbox.has(['OrderCompleted']) || isFinal();
  const news = (): boolean => !known.isShort && (order.hasChanges || order.rollsOver);
  while (!isMade()) {
    if (known.isShort) await kit.step('short-close', mes.shortClose({ orderNo: ref.orderNo, reason: 'closed short' }));
    const overdue = known.isShort ? undefined : overdueOf(order);
    const wait = { what: 'the completion of the order', from: names.mes, ...(overdue && { overdue }) };
    await kit.waitUntil(() => isMade() || news(), wait);
    if (isMade()) return;
    if (order.hasChanges) await carryChange(order);
    else await order.continueAsNew();
  }
}

const overdueOf = ({ order: { scheduledStart, scheduledEnd }, limits }: OrderRun) => ({
  at: overdueAt(scheduledStart, scheduledEnd, limits.overduePct),
  code: 'B-OVERDUE' as const,
  text: `scheduled to end ${scheduledEnd}`,
});

/** Reported complete with more open than may be: it is closed short, or stays open for what is to come. */
async function decideUnderDelivery(order: OrderRun): Promise<void> {
  const { kit, known, limits } = order;
  const step = 'complete technically';
  while (!known.isShort) {
    const made = known.totals;
    const text = underDelivered(order.order.quantity, made?.progress ?? NOTHING, limits.underTolerancePct);
    if (text === undefined) return kit.settle('under-delivery');
    const impact = await order.plannedOutput();
    const until = (): boolean => known.totals !== made || order.isToldOfChange;
    const about = { step, decision: 'under-delivery', impact, until };
    const choice = await kit.ask('under-delivery', { code: 'B-QTY-UNDER', text }, about);
    if (choice === 'SHORT_CLOSE') known.isShort = true;
    if (choice === 'REMAIN_OPEN') return reopen(order);
    if (order.hasChanges) await carryChange(order);
  }
}

const NOTHING = { yield: '0', scrap: '0', rework: '0' };

function reopen({ known }: OrderRun): void {
  delete known.completed;
  known.drained = false;
  known.reopenedAt = known.totals?.confirmations ?? 0;
}

/** Closes it in the ERP; what was staged for more than was made goes back to stock. */
export async function close(order: OrderRun): Promise<void> {
  const { kit, known, ref, postings } = order;
  kit.enter('CLOSING');
  if (known.isShort) await returnLeftover(order);
  await kit.step('complete technically', erp.completeTechnically(ref));
  await tell(postings, { type: 'closed' });
  kit.enter(known.isShort ? 'CANCELLED_PARTIAL' : 'CLOSED');
}

async function returnLeftover({ kit, known, ref }: OrderRun): Promise<void> {
  const lines = leftover(known.staging?.inAll ?? [], known.totals?.consumed ?? {});
  if (lines.length === 0) return;
  await kit.step('return staged', wms.returnStaged({ ...ref, reason: 'order closed short', lines }));
}
