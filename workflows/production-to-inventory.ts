import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, makeContinueAsNewFunc, sleep, startChild, workflowInfo } from '@temporalio/workflow';
import type { ConfirmationReversal, ProductionReport } from '../contracts/entities/confirmation.js';
import type { EventType, InboundEvent } from '../contracts/events.js';
import { idSegment, sameKeyIn } from '../contracts/ids.js';
import type { MesReport } from '../contracts/ports.js';
import type { OrderTotals } from '../contracts/processes/order-to-production.js';
import {
  productionToInventory as contract,
  type ProductionToInventoryInput,
  type ProductionToInventoryResult,
} from '../contracts/processes/production-to-inventory.js';
import { initialView, VIEW_MEMO } from '../contracts/start.js';
import { isNews } from '../decisions/order-news.js';
import { type CarriedMemory, ReportMemory } from '../decisions/report-memory.js';
import { now, openRun } from './kit/index.js';
import { fetchEvents, unpublished } from './kit/journal.js';
import { tell } from './kit/peers.js';
import type { CarriedRun } from './kit/run-options.js';
import { stands } from './look-up.js';
import { orderToProduction } from './order-to-production.js';
import { Postings, type CarriedPostings, type Changes } from './postings.js';
import { replenishmentSignals } from './replenishment.js';
import { Reversals } from './reversals.js';
import { SequenceGap, type CarriedGap } from './sequence-gap.js';

const EVENTS_PER_CHECKPOINT = 25;

const reports = ['OperationConfirmed', 'ConfirmationReversed'] as const;
const mine = [...reports, ...replenishmentSignals, 'ReceiptTakenBack'] as const;
type Mine = InboundEvent<(typeof mine)[number]>;
type Report = InboundEvent<(typeof reports)[number]>;
type Signal = InboundEvent<(typeof replenishmentSignals)[number]>;

const isReport = (event: { type: EventType }): event is Report =>
  (reports as readonly EventType[]).includes(event.type);

/** What the mailbox takes along when it continues as new, and leaves behind for a late report when it ends. */
export interface Carried {
  run: CarriedRun;
  postings: CarriedPostings;
  memory: CarriedMemory;
  gap?: CarriedGap;
  /** What the order's own run was told last. */
  told?: OrderTotals;
  drain?: { confirmations?: number };
  drainedTold: boolean;
  parentKnown: boolean;
  closed: boolean;
  late: boolean;
}

/**
 * The mailbox of one production order: posts what the shop floor reports, one report at a time, in order. It ends when
 * the order is closed. A late report begins it again where it ended; with no run of the order to say that it may end,
 * it then ends by itself.
 */
export async function productionToInventory(
  input: ProductionToInventoryInput,
  carried?: Carried,
): Promise<ProductionToInventoryResult> {
  const { company, plant, orderNo, policy } = input;
  let { drain, drainedTold = false, parentKnown = false, closed = false, told, late = false } = carried ?? {};
  const isBegun = carried !== undefined && (late || !input.late);
  late ||= input.late === true;
  const changes: Changes = { order: false };
  let handledHere = 0;
  let lingered = false;

  const kit = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant, key: idSegment(orderNo) },
    carried: carried?.run,
    onPeer(message) {
      if (message.type === 'drain') {
        drain = message.confirmations === undefined ? {} : { confirmations: message.confirmations };
        drainedTold = false;
      }
      if (message.type === 'closed') closed = true;
      if (message.type === 'order-changed') changes.order = true;
    },
  });
  const { run, enter, note, ask, settle, process } = kit;
  const order = sameKeyIn('order-to-production', run.id);
  const about = { plant, orderNo, policy };
  const postings = new Postings(kit, about, changes, carried?.postings);
  // Of a mailbox that is gone without a trace nobody knows how far it was.
  const memory = new ReportMemory(
    carried?.memory ?? { seen: [], forgot: false, handled: 0, ...(!late && { last: 0 }) },
  );
  const reversals = new Reversals(kit, about, memory, postings);
  const gap = new SequenceGap(kit, about, memory, carried?.gap);

  const isDue = (event: Mine) => !isReport(event) || (!postings.parked.full() && memory.isDue(event.data));
  const hasMore = () => run.inbox.isBehind && !run.inbox.has(mine);
  const hasDue = () => run.inbox.has(mine, isDue) || hasMore();
  const isEmpty = () => !run.inbox.has(mine) && !run.inbox.isBehind && postings.parked.lines.length === 0;
  const isOver = () => isEmpty() && (late ? lingered : closed);

  return { view: await process(takeAll, undefined, () => !isOver()), left: leave() };

  async function takeAll(): Promise<void> {
    if (!isBegun) note({ type: 'started', at: now(), by: late ? 'a late report' : 'a report of the shop floor' });
    while (!isOver()) {
      await run.boundary();
      if (hasMore()) await catchUp();
      await postings.parked.retryDue();
      if (rollsOver()) await continueAsNew();
      const event = run.inbox.take(mine, isDue);
      if (event) {
        await handle(event);
        if (handledHere % EVENTS_PER_CHECKPOINT === 0) await run.publish();
        continue;
      }
      await tellOrder();
      await idle();
    }
    enter('DONE');
  }

  /** A burst is not kept in the run: what was left is fetched from the message store, in its order. */
  async function catchUp(): Promise<void> {
    const { lastOffset: after } = run.inbox;
    run.noteArrival(run.inbox.catchUp(await fetchEvents({ target: run.id, after })));
  }

  async function handle(event: Mine): Promise<void> {
    handledHere += 1;
    lingered = false;
    if (isReport(event)) {
      await takeReport(event.data, event.occurredAt);
      gap.settle();
    } else if (event.type !== 'ReceiptTakenBack') {
      enter('PROCESSING');
      await postings.replenishment.handle(event as Signal);
    }
  }

  /** A report that was missing, as the MES has it. */
  async function takeFetched({ messageId, occurredAt, confirmation }: MesReport): Promise<void> {
    handledHere += 1;
    const event = confirmation.kind === 'REVERSAL' ? 'ConfirmationReversed' : 'OperationConfirmed';
    note({ type: 'event', at: now(), event, messageId, occurredAt });
    await takeReport(confirmation, occurredAt);
  }

  async function takeReport(confirmation: ProductionReport, occurredAt: string): Promise<void> {
    const verdict = memory.judge(confirmation);
    if (verdict === 'known') return passOver(confirmation);
    enter('PROCESSING');
    if (verdict === 'conflict') {
      await conflict(confirmation.confirmationId);
      memory.pass(confirmation);
    } else if (confirmation.kind === 'REVERSAL') {
      await takeReversal(confirmation, occurredAt);
    } else if ((late || verdict === 'unsure') && (await stands(kit, about, confirmation, occurredAt))) {
      if (memory.recall(confirmation)) await postings.count(confirmation, occurredAt);
      passOver(confirmation);
    } else {
      // It may be closed, or have been opened again for what comes late.
      if (late || closed) changes.order = true;
      memory.keep(confirmation, await postings.post(confirmation, occurredAt));
    }
  }

  async function takeReversal(reversal: ConfirmationReversal, occurredAt: string): Promise<void> {
    if (late || closed) changes.order = true;
    await reversals.take(reversal, occurredAt, async (original) => takeReport(original.data, original.occurredAt));
    // Also of little: what was told before is not so.
    told = undefined;
  }

  function passOver(confirmation: ProductionReport): void {
    const { confirmationId: of } = confirmation;
    const event = confirmation.kind === 'REVERSAL' ? 'ConfirmationReversed' : 'OperationConfirmed';
    note({ type: 'duplicate', at: now(), event, messageId: of, of });
    memory.pass(confirmation);
  }

  /** The same number with another content: a person finds out which is right; nothing is posted twice. */
  async function conflict(confirmationId: string): Promise<void> {
    enter('BLOCKED');
    const id = `conflict ${confirmationId}`;
    const text = `confirmation ${confirmationId} arrived again with another content`;
    const about = { step: 'post confirmation', decision: 'conflict', retry: false } as const;
    while ((await ask(id, { code: 'C-DUP-CONFLICT', text }, about)) !== 'KEEP_FIRST');
    settle(id);
  }

  /** Tells the order's own run how far it is; without one, the order is adopted: it is already in execution. */
  async function tellOrder(): Promise<void> {
    const totals = postings.totals(memory.handled);
    if (memory.handled > 0 && isNews(told, totals)) await tellNews(totals);
    if (!isDrainable()) return;
    enter('DRAINED');
    drainedTold = await tell(order, { type: 'drained', totals });
    // Nobody asks any more.
    if (!drainedTold) drain = undefined;
  }

  async function tellNews(totals: OrderTotals): Promise<void> {
    const news = { type: 'totals', totals } as const;
    let isReached = await tell(order, news);
    if (!isReached && !parentKnown && postings.order) {
      await adopt();
      isReached = await tell(order, news);
    }
    parentKnown ||= isReached;
    told = totals;
    // Without it, nobody will say that this one may end.
    late = !isReached;
  }

  /** Begins the order's own run, unless it has begun, or has ended already. */
  async function adopt(): Promise<void> {
    const key = { process: 'order-to-production', company, plant, key: idSegment(orderNo) };
    try {
      await startChild(orderToProduction, {
        workflowId: order,
        args: [{ company, plant, orderNo, policy, adopt: true, requestedBy: 'a report of the shop floor' }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        memo: { [VIEW_MEMO]: initialView(key, 'RECEIVED', now()) },
      });
    } catch (failure) {
      if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
    }
  }

  async function idle(): Promise<void> {
    const awake = () => hasDue() || isDrainable() || isOver();
    if (postings.parked.full()) {
      enter('BLOCKED');
      return postings.parked.rest('the parked lines: there are too many to go on', awake);
    }
    if (gap.isOpen) return gap.attend(takeFetched, () => awake() || postings.parked.due());
    if (postings.parked.lines.length > 0) {
      enter('PARKED_LINES');
      return postings.parked.rest('what the parked lines need, or the next report', () => awake() || gap.isOpen);
    }
    enter(drainedTold ? 'DRAINED' : 'IDLE');
    const waitingFor = { what: 'the next report', from: policy.systems.mes.id, since: now() };
    const lingerUntil = late ? Date.now() + policy.production.lateLingerMs : undefined;
    lingered = !(await run.rest({ condition: 'WAITING', waitingFor }, () => awake() || gap.isOpen, lingerUntil));
  }

  /** Whether the order asks for the last word, and everything that the MES has reported is posted. */
  function isDrainable(): boolean {
    if (drain === undefined || drainedTold || gap.isOpen || postings.parked.lines.length > 0) return false;
    return memory.handled >= (drain.confirmations ?? 0);
  }

  function rollsOver(): boolean {
    return handledHere >= policy.production.continueAsNewAfterEvents || workflowInfo().continueAsNewSuggested;
  }

  function carry(): Carried {
    return {
      run: run.carried,
      postings: postings.carried,
      memory: memory.carried,
      ...(gap.carried && { gap: gap.carried }),
      ...(told && { told }),
      ...(drain && { drain }),
      drainedTold,
      parentKnown,
      closed,
      late,
    };
  }

  /** For a late report: it goes on where this run ends, and shows all of itself again. */
  function leave(): Carried {
    const left = carry();
    delete left.told;
    delete left.drain;
    const again = { ...left.run, journal: { ...left.run.journal, ...unpublished } };
    return { ...left, run: again, drainedTold: false, closed: false, late: false };
  }

  async function continueAsNew(): Promise<void> {
    await run.publish();
    // The task that rolls over is refused if a signal comes meanwhile, and its local activities would run again.
    await sleep(1);
    if (postings.parked.due()) return;
    const memo = workflowInfo().memo;
    await makeContinueAsNewFunc<typeof productionToInventory>({ ...(memo && { memo }) })(input, carry());
  }
}
