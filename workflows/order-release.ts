import { workflowInfo } from '@temporalio/workflow';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { Trouble } from '../contracts/errors.js';
import type { MesOrder } from '../contracts/ports.js';
import { isSameStaging, stagedInAll, stagingOf } from '../decisions/leftover.js';
import { answerIn, dispatchOf, type MesAnswer } from '../decisions/mes-answer.js';
import { isOther } from '../decisions/order-change.js';
import { cannotRelease, missingMasters } from '../decisions/release-check.js';
import { erp, mes, now, Rejected, wms } from './kit/index.js';
import type { OrderRun } from './order-run.js';

const ANSWERS = ['OrderAccepted', 'OrderRejected'] as const;
const SIGNS_OF_START = ['OrderStarted', 'OrderCompleted'] as const;
const REFUSALS = ['B-MES-REJECTED', 'B-QTY-BELOW-REPORTED', 'B-CHANGE-TOO-LATE'] as const;

type Rejection = Extract<MesAnswer, { accepted: false }>;

/** What came of sending a version of the order to the MES. */
export type Sending = { stands: MesOrder } | { refused: Trouble };

/** The order as the ERP has it, once it can go to the shop floor. */
export async function readReleased(order: OrderRun): Promise<ProductionOrder> {
  const { step, ask, settle, show } = order.kit;
  for (;;) {
    order.gatherChanges();
    const found = await step('read order', erp.readOrder(order.ref));
    order.known.changeDue = false;
    const finding = found
      ? cannotRelease(found)
      : { code: 'C-ORDER-INVALID' as const, text: `${order.names.erp} does not know the order` };
    if (found && !finding) {
      settle('order');
      show({ item: found.item });
      return found;
    }
    if (finding) await ask('order', finding, { step: 'read order', until: () => order.isToldOfChange });
  }
}

/**
 * Checks, stages and sends the order until the MES has taken it; changes that come meanwhile are taken along.
 * @param isSent a version of it is on its way already, and its answer is awaited
 */
export async function release(order: OrderRun, isSent = false): Promise<void> {
  for (let awaits = isSent; ; awaits = false) {
    if (!awaits) {
      const isReady = await mastersInMes(order, order.order);
      if (isReady) await stage(order);
      const isChanged = order.hasChanges && (await readAgain(order));
      if (isChanged || !isReady) continue;
    }
    const answer = awaits ? await answerOfMes(order) : await send(order);
    if (answer === 'changed') continue;
    if (answer.accepted) return acknowledged(order, answer.at);
    await askAboutRejection(order, answer);
  }
}

/** The MES has taken it and plans anew: it does not want it any more. The staging stays. */
export async function releaseAgain(order: OrderRun, rejection: Rejection): Promise<void> {
  await askAboutRejection(order, rejection);
  await release(order);
}

/** @returns whether there is anything that warehouse and MES have to be told */
async function readAgain(order: OrderRun): Promise<boolean> {
  const fresh = await readReleased(order);
  const isChanged = isOther(order.order, fresh);
  if (isChanged) order.take(fresh);
  else order.known.seen = fresh;
  return isChanged;
}

/**
 * Held back until the MES has this version's BOM and routing; goes on by itself when they are acknowledged.
 * @returns false when the order was changed meanwhile
 */
export async function mastersInMes(order: OrderRun, version: ProductionOrder): Promise<boolean> {
  const { step, ask, settle, enter, run } = order.kit;
  const { item, bomRevision, routingVersion } = version;
  for (;;) {
    while (run.inbox.take(['MasterAcknowledged']));
    const masters = await step('check masters', mes.readDefinitions({ item, bomRevision, routingVersion }));
    const missing = missingMasters(version, masters);
    if (missing.length === 0) {
      settle('masters');
      return true;
    }
    enter('DATA_HOLD');
    await ask(
      'masters',
      { code: 'C-MASTER-VERSION', text: `${order.names.mes} lacks ${missing.join(' and ')}` },
      {
        step: 'check masters',
        impact: await order.plannedOutput(),
        until: () => run.inbox.has(['MasterAcknowledged']) || order.isToldOfChange,
        recheckAt: Date.now() + order.limits.masterRecheckMs,
      },
    );
    if (!order.isToldOfChange) continue;
    settle('masters');
    return false;
  }
}

async function stage(order: OrderRun): Promise<void> {
  if (!isStaged(order)) order.kit.enter('STAGING');
  await requestStaging(order);
}

const isStaged = ({ known, order }: OrderRun): boolean =>
  known.staging !== undefined && isSameStaging(known.staging.requested, stagingOf(order));

/** Asks for the components of the version in effect, where they differ: the warehouse brings what is missing. */
export async function requestStaging(run: OrderRun): Promise<void> {
  if (isStaged(run)) return;
  const { kit, known, ref, order } = run;
  const { staging } = known;
  const lines = stagingOf(order);
  const { sourceVersion: version, scheduledStart: requiredAt } = order;
  const inAll = stagedInAll(staging?.inAll ?? [], lines);
  const back = wms.returnStaged({ ...ref, reason: 'order cancelled', lines: inAll });
  await kit.step('stage components', wms.requestStaging({ ...ref, version, requiredAt, lines }), {
    undo: { call: wms.cancelStaging(ref), instead: { 'B-STAGING-PICKED': back } },
    ...(staging && { entity: version }),
  });
  known.staging = { requested: lines, inAll };
}

/** @returns the MES's answer, or `changed` when another version is to be sent first */
async function send(order: OrderRun): Promise<MesAnswer | 'changed'> {
  order.kit.enter('DISPATCHING');
  const { sent } = order.known;
  const sending = await dispatch(order, order.order);
  if ('stands' in sending) {
    order.known.sent = order.order;
    return answerOfMes(order);
  }
  const { code, text, upstream } = sending.refused;
  // It has started with the version that it has: the change is one of a running order.
  if (sent && code !== 'B-MES-REJECTED') {
    order.take(sent);
    order.known.changeDue = true;
    return { accepted: true, at: now() };
  }
  return { accepted: false, code: upstream?.code ?? code, text };
}

/** Sends a version of the order to the MES. A refusal is the caller's to answer. */
export async function dispatch({ kit, known, ref, limits }: OrderRun, version: ProductionOrder): Promise<Sending> {
  // What came to the sending before is no answer to this one.
  while (kit.run.inbox.take(ANSWERS));
  known.sendings += 1;
  try {
    const stands = await kit.step('dispatch', mes.dispatch(dispatchOf(version, ref, limits.overTolerancePct)), {
      undo: { call: mes.cancelOrder({ orderNo: ref.orderNo, reason: 'order cancelled' }) },
      catches: REFUSALS,
      ...(known.sendings > 1 && { entity: `round ${known.sendings}` }),
    });
    return { stands };
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
    return { refused: failure.trouble };
  }
}

/** A start or a report that comes before the answer implies that it was accepted. */
async function answerOfMes(order: OrderRun): Promise<MesAnswer | 'changed'> {
  const { kit, known, names, limits, ref } = order;
  const { inbox } = kit.run;
  const isStarted = (): boolean => inbox.has(SIGNS_OF_START) || known.totals !== undefined;
  kit.enter('AWAITING_ACK');
  const wait = {
    what: 'the answer of the MES',
    from: names.mes,
    probe: {
      everyMs: limits.answerProbeAfterMs,
      look: async () => {
        const found = await kit.step('ask for the answer', mes.readOrder({ orderNo: ref.orderNo }));
        return found?.version === known.sent?.sourceVersion ? answerIn(found, now()) : undefined;
      },
    },
    overdue: {
      at: Date.now() + limits.answerEscalateAfterMs,
      code: 'B-NO-ANSWER' as const,
      text: `${names.mes} has not answered the order`,
    },
  };
  for (;;) {
    const found = await kit.waitUntil(() => inbox.has(ANSWERS) || isStarted() || order.hasChanges, wait);
    const answer = found ?? takeAnswer(order);
    if (answer) return answer;
    if (isStarted()) return { accepted: true, at: now() };
    if (order.hasChanges && (await readAgain(order))) return 'changed';
  }
}

/** The answer to the version that was sent last; one to an older version is on record, and does not count. */
function takeAnswer({ kit, known }: OrderRun): MesAnswer | undefined {
  for (let event = kit.run.inbox.take(ANSWERS); event; event = kit.run.inbox.take(ANSWERS)) {
    const { data, occurredAt } = event;
    if (data.version !== undefined && known.sent && data.version !== known.sent.sourceVersion) continue;
    return 'code' in data ? { accepted: false, code: data.code, text: data.text } : { accepted: true, at: occurredAt };
  }
  return undefined;
}

/** Whether the MES takes its acceptance of the version in effect back. */
export function takeRejection(order: OrderRun): Rejection | undefined {
  const answer = takeAnswer(order);
  return answer?.accepted === false ? answer : undefined;
}

async function acknowledged({ kit, known, limits, input, ref, order }: OrderRun, at: string): Promise<void> {
  kit.settle('MES answer');
  kit.enter('ACKNOWLEDGED');
  if (known.isAcknowledged) return;
  known.isAcknowledged = true;
  const { releasedAt = workflowInfo().startTime.toISOString() } = input;
  kit.note({ type: 'acknowledged', at: now(), releasedAt, acknowledgedAt: at, scheduledStart: order.scheduledStart });
  if (limits.markDispatched) await kit.step('mark dispatched', erp.markDispatched(ref));
}

/** Until it is to be sent again: a person says so, or it was changed. Its cause may have been mended in the ERP. */
async function askAboutRejection(order: OrderRun, { code, text }: Rejection): Promise<void> {
  delete order.known.sent;
  order.kit.enter('MES_REJECTED');
  const upstream = { system: order.names.mes, code, text };
  const about = { step: 'dispatch', decision: 'MES answer', impact: await order.plannedOutput() };
  await order.kit.ask(
    'MES answer',
    { code: 'B-MES-REJECTED', text, upstream },
    { ...about, until: () => order.isToldOfChange },
  );
  order.take(await readReleased(order));
}
