import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { Trouble } from '../contracts/errors.js';
import { changeOf, type ChangeVerdict, higherOf, setToReported, type Standing } from '../decisions/order-change.js';
import { isUnderWay } from '../decisions/mes-answer.js';
import type { Totals } from '../decisions/tolerance.js';
import { erp, mes } from './kit/index.js';
import { tell } from './kit/peers.js';
import { dispatch, mastersInMes, release, requestStaging } from './order-release.js';
import type { OrderRun } from './order-run.js';

const CANCEL_REQUEST = ['ProductionOrderCancelRequested'] as const;

interface Question extends Omit<Extract<ChangeVerdict, { what: 'ask' }>, 'what'> {
  upstream?: Trouble['upstream'];
  /** As the MES has it, where that was what it refused for. */
  reported?: Totals;
}

/** A change that is being dealt with. */
interface Change {
  order: OrderRun;
  /** The state that the order was in, and is in again when the change is settled. */
  from: string;
  fresh: ProductionOrder | null;
}

/** `again`: the order is to be read once more. */
type Settled = 'settled' | 'again';

/**
 * Carries a change of an order that the MES has: reads it in its latest version and sends it, or has a person decide
 * what comes of it. Afterwards the order is in the version that was sent, or as it was.
 */
export async function carryChange(order: OrderRun): Promise<void> {
  const { kit, known } = order;
  const from = kit.run.situation.state;
  for (;;) {
    order.gatherChanges();
    const fresh = await kit.step('read order', erp.readOrder(order.ref));
    const verdict = changeOf(order.order, known.seen ?? order.order, fresh, standingOf({ order, from, fresh }));
    if ((await settle({ order, from, fresh }, verdict)) === 'again') continue;
    if (fresh) known.seen = fresh;
    known.changeDue = false;
    kit.settle('change');
    return kit.run.enter(from);
  }
}

const NOTHING = { yield: '0', scrap: '0', rework: '0' };

const standingOf = ({ order: { known, hasReports }, from }: Change): Standing => ({
  reported: known.totals?.progress ?? NOTHING,
  hasStarted: hasReports || from !== 'ACKNOWLEDGED',
  hasReports,
  isComplete: known.completed !== undefined,
});

async function settle(change: Change, verdict: ChangeVerdict): Promise<Settled> {
  if (verdict.what === 'ask') return decide(change, verdict);
  const { order, fresh } = change;
  if (verdict.what === 'nothing' || !fresh) return 'settled';
  if (verdict.what === 'send') return send(change, fresh, verdict.recipeChanged);
  order.take(fresh);
  return 'settled';
}

/** Another question may follow, where the MES refuses what was decided. */
async function decide(change: Change, { decision, code, text, upstream, reported }: Question): Promise<Settled> {
  const { order, fresh } = change;
  const { kit, known } = order;
  const impact = await order.plannedOutput();
  while (kit.run.inbox.take(CANCEL_REQUEST));
  kit.enter('CHANGE_DECISION');
  const choice = await kit.ask(
    'change',
    { code, text, ...(upstream && { upstream }) },
    { step: 'dispatch', decision, impact, until: () => order.isToldOfChange || kit.run.inbox.has(CANCEL_REQUEST) },
  );
  if (choice === 'TAKE' && fresh) return send(change, fresh, true);
  if (choice === 'SET_TO_REPORTED' && fresh) {
    const made = higherOf(reported ?? NOTHING, standingOf(change).reported);
    return send(change, setToReported(order.order, fresh, made), false);
  }
  if (choice === 'SHORT_CLOSE') known.isShort = true;
  if (choice !== 'RETRY') return 'settled';
  await obeyLateCancel(change);
  return 'again';
}

/** The ERP's cancel is not refused, though it came while a change was being decided: it makes that idle. */
async function obeyLateCancel({ order: { kit }, from }: Change): Promise<void> {
  const request = kit.run.inbox.take(CANCEL_REQUEST);
  if (!request) return;
  kit.run.enter(from);
  kit.run.desk.asked.cancel = request.source;
  await kit.run.boundary();
}

/** The MES first: it may refuse. Then the warehouse, and the run that posts what is reported. */
async function send(change: Change, version: ProductionOrder, checkMasters: boolean): Promise<Settled> {
  const { order, from, fresh } = change;
  if (checkMasters && !(await mastersInMes(order, version))) return 'again';
  order.kit.run.enter(from);
  const sending = await dispatch(order, version);
  if ('refused' in sending) return decide(change, await questionOf(change, sending.refused));
  order.take(version);
  if (fresh) order.known.seen = fresh;
  order.known.sent = version;
  await requestStaging(order);
  await tell(order.postings, { type: 'order-changed', sourceVersion: version.sourceVersion });
  // One that has not started is looked at anew by the MES.
  if (!isUnderWay(sending.stands)) await release(order, true);
  return 'settled';
}

/** What the MES refuses is decided by a person, with the MES's own numbers. */
async function questionOf({ order, fresh }: Change, { code, text, upstream }: Trouble): Promise<Question> {
  const said = { code, text, ...(upstream && { upstream }) };
  if (code !== 'B-QTY-BELOW-REPORTED' || !fresh) return { decision: 'late change', ...said };
  const { orderNo } = order.ref;
  const stands = await order.kit.step('see what is reported', mes.readOrder({ orderNo }));
  return { decision: 'quantity below reported', ...said, ...(stands && { reported: stands.reported }) };
}
