import { idSegment, sameKeyIn } from '../contracts/ids.js';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { Trouble } from '../contracts/errors.js';
import {
  orderToProduction as contract,
  type OrderToProductionInput,
  type OrderTotals,
} from '../contracts/processes/order-to-production.js';
import type { Impact, RunView } from '../contracts/view.js';
import { valueOf } from '../decisions/arithmetic.js';
import { leftover, stagingOf } from '../decisions/leftover.js';
import { answerIn, dispatchOf, isUnderWay, type MesAnswer } from '../decisions/mes-answer.js';
import { overdueAt } from '../decisions/plant-time.js';
import { cannotRelease, missingMasters } from '../decisions/release-check.js';
import { erp, mes, now, openRun, Rejected, wms } from './kit/index.js';
import { tell } from './kit/peers.js';

/** Carries a released production order to the shop floor, follows it while it is made, and closes it in the ERP. */
export async function orderToProduction(input: OrderToProductionInput): Promise<RunView> {
  const { company, plant, orderNo, policy, adopt, requestedBy, releasedAt = now() } = input;
  const limits = policy.production;
  const names = { erp: policy.systems.erp.id, mes: policy.systems.mes.id };
  const ref = { plant, orderNo };
  let totals: OrderTotals | undefined;
  let drained: OrderTotals | undefined;

  const { run, step, enter, show, note, waitUntil, ask, settle, undoAll, process } = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant, key: idSegment(orderNo) },
    cancelledBy: 'ProductionOrderCancelRequested',
    onPeer(message, run) {
      if (message.type === 'drained') drained = message.totals;
      if (message.type !== 'totals' && message.type !== 'drained') return;
      totals = message.totals;
      run.show({ progress: totals.progress });
    },
  });
  const postings = sameKeyIn('production-to-inventory', run.id);
  let staged: ProductionOrder | undefined;
  let order: ProductionOrder;
  let output: Impact | undefined;
  let completed: { confirmations?: number } | undefined;

  return process(async () => {
    note({ type: 'started', at: now(), by: requestedBy });
    enter('VALIDATING');
    order = await releasedOrder();
    const known = adopt ? await step('look for the order in the MES', mes.readOrder({ orderNo })) : null;
    if (!isUnderWay(known)) {
      await mastersInMes();
      await stage();
      await dispatchUntilAccepted();
    }
    await execute();
    await close();
  }, cancel);

  async function releasedOrder(): Promise<ProductionOrder> {
    for (;;) {
      const found = await step('read order', erp.readOrder(ref));
      const finding = found
        ? cannotRelease(found)
        : { code: 'C-ORDER-INVALID' as const, text: `${names.erp} does not know the order` };
      if (found && !finding) {
        settle('order');
        show({ item: found.item });
        return found;
      }
      if (finding) await ask('order', finding, { step: 'read order' });
    }
  }

  /** Held back until the MES has the order's BOM and routing; goes on by itself when they are acknowledged. */
  async function mastersInMes(): Promise<void> {
    const { item, bomRevision, routingVersion } = order;
    for (;;) {
      while (run.inbox.take(['MasterAcknowledged']));
      const missing = missingMasters(
        order,
        await step('check masters', mes.readDefinitions({ item, bomRevision, routingVersion })),
      );
      if (missing.length === 0) return settle('masters');
      enter('DATA_HOLD');
      await ask(
        'masters',
        { code: 'C-MASTER-VERSION', text: `${names.mes} lacks ${missing.join(' and ')}` },
        {
          step: 'check masters',
          impact: await plannedOutput(),
          until: () => run.inbox.has(['MasterAcknowledged']),
          recheckAt: Date.now() + limits.masterRecheckMs,
        },
      );
    }
  }

  async function plannedOutput(): Promise<Impact> {
    if (output) return output;
    const [item] = await step('read item', erp.readItems({ plant, items: [order.item] }));
    const value = valueOf(order.quantity.value, item);
    output = {
      orders: [orderNo],
      quantity: order.quantity,
      ...(value && { plannedOutput: value }),
      confidence: value ? 'EXACT' : 'UNKNOWN',
    };
    return output;
  }

  async function stage(): Promise<void> {
    enter('STAGING');
    const lines = stagingOf(order);
    const { sourceVersion: version, scheduledStart: requiredAt } = order;
    const back = wms.returnStaged({ ...ref, reason: 'order cancelled', lines });
    await step('stage components', wms.requestStaging({ ...ref, version, requiredAt, lines }), {
      undo: { call: wms.cancelStaging(ref), instead: { 'B-STAGING-PICKED': back } },
      ...(staged && { entity: version }),
    });
    staged = order;
  }

  async function dispatchUntilAccepted(): Promise<void> {
    for (let round = 1; ; round += 1) {
      enter('DISPATCHING');
      const answer = await dispatch(round);
      if (answer.accepted) {
        const { scheduledStart } = order;
        note({ type: 'acknowledged', at: now(), releasedAt, acknowledgedAt: answer.at, scheduledStart });
        break;
      }
      enter('MES_REJECTED');
      const upstream = { system: names.mes, code: answer.code, text: answer.text };
      await ask(
        'MES answer',
        { code: 'B-MES-REJECTED', text: answer.text, upstream },
        { step: 'dispatch', decision: 'MES answer', impact: await plannedOutput() },
      );
      await readAgain();
    }
    settle('MES answer');
    enter('ACKNOWLEDGED');
    if (limits.markDispatched) await step('mark dispatched', erp.markDispatched(ref));
  }

  /** The cause may have been mended in the ERP: then it is another version, with components of its own. */
  async function readAgain(): Promise<void> {
    const { sourceVersion } = order;
    order = await releasedOrder();
    if (order.sourceVersion !== sourceVersion) await stage();
  }

  async function dispatch(round: number): Promise<MesAnswer> {
    // What came to the round before is no answer to this one.
    while (run.inbox.take(['OrderAccepted', 'OrderRejected']));
    try {
      await step('dispatch', mes.dispatch(dispatchOf(order, ref, limits.overTolerancePct)), {
        undo: { call: mes.cancelOrder({ orderNo, reason: 'order cancelled' }) },
        catches: ['B-MES-REJECTED'],
        ...(round > 1 && { entity: `round ${round}` }),
      });
    } catch (failure) {
      if (!(failure instanceof Rejected)) throw failure;
      return {
        accepted: false,
        code: failure.trouble.upstream?.code ?? failure.trouble.code,
        text: failure.trouble.text,
      };
    }
    enter('AWAITING_ACK');
    return answerOfMes();
  }

  /** A start or a completion that comes before the answer implies that it was accepted. */
  async function answerOfMes(): Promise<MesAnswer> {
    const signs = ['OrderAccepted', 'OrderRejected', 'OrderStarted', 'OrderCompleted'] as const;
    const probed = await waitUntil(() => run.inbox.has(signs) || totals !== undefined, {
      what: 'the answer of the MES',
      from: names.mes,
      probe: {
        everyMs: limits.answerProbeAfterMs,
        look: async () => answerIn(await step('ask for the answer', mes.readOrder({ orderNo })), now()),
      },
      overdue: {
        at: Date.now() + limits.answerEscalateAfterMs,
        code: 'B-NO-ANSWER',
        text: `${names.mes} has not answered the order`,
      },
    });
    if (probed) return probed;
    const rejected = run.inbox.take(['OrderRejected']);
    const accepted = run.inbox.take(['OrderAccepted']);
    return rejected
      ? { accepted: false, code: rejected.data.code, text: rejected.data.text }
      : { accepted: true, at: accepted?.occurredAt ?? now() };
  }

  async function execute(): Promise<void> {
    const started = ['OrderStarted', 'OrderCompleted'] as const;
    const overdue = {
      at: overdueAt(order.scheduledStart, order.scheduledEnd, limits.overduePct),
      code: 'B-OVERDUE' as const,
      text: `scheduled to end ${order.scheduledEnd}`,
    };
    await waitUntil(() => run.inbox.has(started) || totals !== undefined, {
      what: 'the start of the order',
      from: names.mes,
      overdue,
    });
    run.inbox.take(['OrderStarted']);
    enter('IN_EXECUTION');
    await completion(overdue);
  }

  async function completion(overdue?: Parameters<typeof waitUntil>[1]['overdue']): Promise<void> {
    await waitUntil(() => completed !== undefined || run.inbox.has(['OrderCompleted']) || totals?.final === true, {
      what: 'the completion of the order',
      from: names.mes,
      ...(overdue && { overdue }),
    });
    enter('PRODUCTION_COMPLETE');
    completed ??= run.inbox.take(['OrderCompleted'])?.data ?? {};
    await drain(completed.confirmations);
  }

  /** Until everything reported is posted: no report waiting, no line parked, no outcome unknown. */
  async function drain(confirmations: number | undefined): Promise<void> {
    while (!drained) {
      const told = await tell(postings, {
        type: 'drain',
        from: run.id,
        ...(confirmations !== undefined && { confirmations }),
      });
      if (!told && !confirmations) return;
      const before = totals;
      await waitUntil(() => drained !== undefined || (!told && totals !== before), {
        what: 'the posting of everything reported',
        from: postings,
        overdue: {
          at: Date.now() + limits.drainEscalateAfterMs,
          code: 'B-NO-ANSWER',
          text: 'reports of the order are still not posted',
        },
      });
    }
  }

  async function close(): Promise<void> {
    enter('CLOSING');
    await step('complete technically', erp.completeTechnically(ref));
    await tell(postings, { type: 'closed' });
    enter('CLOSED');
  }

  async function cancel(): Promise<void> {
    enter('CANCELLING');
    const refusal = hasBegun() ?? (await undoAll('B-ORDER-STARTED'));
    if (!refusal) {
      await tell(postings, { type: 'closed' });
      return enter('CANCELLED');
    }
    enter('CANCEL_DECISION');
    const choice = await decideHowToEnd(refusal);
    if (choice === 'LET_FINISH') {
      run.goOn();
      enter('IN_EXECUTION');
      await completion();
      return close();
    }
    if (!completed) await step('short-close', mes.shortClose({ orderNo, reason: 'cancelled after start' }));
    await completion();
    if (staged) await returnLeftover(staged);
    await step('complete technically', erp.completeTechnically(ref));
    await tell(postings, { type: 'closed' });
    enter('CANCELLED_PARTIAL');
  }

  /** Reports that have been posted say so, even where the MES does not. */
  function hasBegun(): Pick<Trouble, 'text'> | undefined {
    return totals && totals.confirmations > 0 ? { text: 'the order has reports that are posted' } : undefined;
  }

  async function decideHowToEnd(refusal: Pick<Trouble, 'text'>): Promise<string> {
    for (;;) {
      const made = totals ? `; made so far: ${totals.progress.yield} ${totals.progress.uom}` : '';
      const question = { code: 'B-ORDER-STARTED' as const, text: `${refusal.text}${made}` };
      const choice = await ask('cancel after start', question, { step: 'dispatch', decision: 'cancel after start' });
      if (choice !== 'RETRY') return choice;
    }
  }

  async function returnLeftover(from: ProductionOrder): Promise<void> {
    const lines = leftover(from, totals?.consumed ?? {});
    if (lines.length > 0)
      await step('return staged', wms.returnStaged({ ...ref, reason: 'order closed short', lines }));
  }
}
