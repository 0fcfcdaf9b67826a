import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, makeContinueAsNewFunc, sleep, startChild, workflowInfo } from '@temporalio/workflow';
import { idSegment, sameKeyIn } from '../contracts/ids.js';
import type { InboundEvent } from '../contracts/events.js';
import {
  productionToInventory as contract,
  type ProductionToInventoryInput,
} from '../contracts/processes/production-to-inventory.js';
import { initialView, VIEW_MEMO } from '../contracts/start.js';
import type { RunView } from '../contracts/view.js';
import { fingerprint } from '../decisions/fingerprint.js';
import { now, openRun } from './kit/index.js';
import { fetchEvents } from './kit/journal.js';
import { tell } from './kit/peers.js';
import type { CarriedRun } from './kit/run-options.js';
import { orderToProduction } from './order-to-production.js';
import { Postings, type CarriedPostings } from './postings.js';

/** Beyond these, a report that comes again under a new message id would be taken for a new one. */
const REMEMBERED_CONFIRMATIONS = 4_000;
/** Instead of a fingerprint: the MES may correct it under the same number. */
const REJECTED = 'rejected';
const EVENTS_PER_CHECKPOINT = 25;

/** What the mailbox takes along when it continues as new. */
export interface Carried {
  run: CarriedRun;
  postings: CarriedPostings;
  /** Confirmation ids with their fingerprints, newest last. */
  seen: [string, string][];
  /** Confirmations handled in all. */
  handled: number;
  drain?: { confirmations?: number };
  drainedTold: boolean;
  parentKnown: boolean;
  closed: boolean;
}

/** The mailbox of one production order: posts what the shop floor reports, one report at a time, in order. */
export async function productionToInventory(input: ProductionToInventoryInput, carried?: Carried): Promise<RunView> {
  const { company, plant, orderNo, policy } = input;
  let { drain, drainedTold = false, handled = 0, parentKnown = false, closed = false } = carried ?? {};
  const seen = new Map(carried?.seen);
  let handledHere = 0;
  let told = '';

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
    },
  });
  const { run, enter, note, ask, settle, process } = kit;
  const order = sameKeyIn('order-to-production', run.id);
  const postings = new Postings(kit, { plant, orderNo, policy }, carried?.postings);

  const reports = ['OperationConfirmed'] as const;
  const hasReport = () => run.inbox.has(reports) || run.inbox.isBehind;
  const isOver = () => closed && !hasReport() && postings.parked.lines.length === 0;

  return process(takeReports, undefined, () => !isOver());

  async function takeReports(): Promise<void> {
    if (!carried) note({ type: 'started', at: now(), by: 'a report of the shop floor' });
    while (!isOver()) {
      await run.boundary();
      if (run.inbox.isBehind && !run.inbox.has(reports)) await catchUp();
      await postings.parked.retryDue();
      if (rollsOver()) await continueAsNew();
      const report = postings.parked.full() ? undefined : run.inbox.take(reports);
      if (report) {
        await handle(report);
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

  async function handle({ data: confirmation, occurredAt }: InboundEvent<'OperationConfirmed'>): Promise<void> {
    handledHere += 1;
    const print = fingerprint(confirmation);
    const before = seen.get(confirmation.confirmationId);
    if (before === print) {
      note({
        type: 'duplicate',
        at: now(),
        event: 'OperationConfirmed',
        messageId: confirmation.confirmationId,
        of: confirmation.confirmationId,
      });
      return;
    }
    enter('PROCESSING');
    if (before !== undefined && before !== REJECTED) return conflict(confirmation.confirmationId);
    const isPosted = await postings.post(confirmation, occurredAt);
    seen.set(confirmation.confirmationId, isPosted ? print : REJECTED);
    if (before === undefined) handled += 1;
  }

  /** The same number with another content: a person finds out which is right; nothing is posted twice. */
  async function conflict(confirmationId: string): Promise<void> {
    enter('BLOCKED');
    const id = `conflict ${confirmationId}`;
    const text = `confirmation ${confirmationId} arrived again with another content`;
    for (;;) {
      const choice = await ask(
        id,
        { code: 'C-DUP-CONFLICT', text },
        { step: 'post confirmation', decision: 'conflict' },
      );
      if (choice === 'KEEP_FIRST') return settle(id);
    }
  }

  /** Tells the order's own run how far it is; without one, the order is adopted: it is already in execution. */
  async function tellOrder(): Promise<void> {
    const totals = postings.totals(handled);
    const text = JSON.stringify(totals);
    if (text !== told && postings.order) {
      told = text;
      const reached = await tell(order, { type: 'totals', totals });
      if (!reached && !parentKnown && (await adopt())) await tell(order, { type: 'totals', totals });
      parentKnown = true;
    }
    if (!drainable()) return;
    enter('DRAINED');
    drainedTold = await tell(order, { type: 'drained', totals });
    // Nobody asks any more.
    if (!drainedTold) drain = undefined;
  }

  /** @returns false when the order's own run has ended already */
  async function adopt(): Promise<boolean> {
    const key = { process: 'order-to-production', company, plant, key: idSegment(orderNo) };
    try {
      await startChild(orderToProduction, {
        workflowId: order,
        args: [{ company, plant, orderNo, policy, adopt: true, requestedBy: 'a report of the shop floor' }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        memo: { [VIEW_MEMO]: initialView(key, 'RECEIVED', now()) },
      });
      return true;
    } catch (failure) {
      if (failure instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw failure;
    }
  }

  async function idle(): Promise<void> {
    const awake = () => isOver() || drainable();
    if (postings.parked.full()) {
      enter('BLOCKED');
      return postings.parked.rest('the parked lines: there are too many to go on', awake);
    }
    if (postings.parked.lines.length > 0) {
      enter('PARKED_LINES');
      return postings.parked.rest('what the parked lines need, or the next report', () => awake() || hasReport());
    }
    enter(drainedTold ? 'DRAINED' : 'IDLE');
    const waitingFor = { what: 'the next report', from: policy.systems.mes.id, since: now() };
    await run.rest({ condition: 'WAITING', waitingFor }, () => awake() || hasReport());
  }

  /** Whether the order asks for the last word, and everything that the MES has reported is posted. */
  function drainable(): boolean {
    return (
      drain !== undefined && !drainedTold && postings.parked.lines.length === 0 && handled >= (drain.confirmations ?? 0)
    );
  }

  function rollsOver(): boolean {
    return handledHere >= policy.production.continueAsNewAfterEvents || workflowInfo().continueAsNewSuggested;
  }

  async function continueAsNew(): Promise<void> {
    await run.publish();
    // The task that rolls over is refused if a signal comes meanwhile, and its local activities would run again.
    await sleep(1);
    if (postings.parked.due()) return;
    const next: Carried = {
      run: run.carried,
      postings: postings.carried,
      seen: [...seen].slice(-REMEMBERED_CONFIRMATIONS),
      handled,
      ...(drain && { drain }),
      drainedTold,
      parentKnown,
      closed,
    };
    const memo = workflowInfo().memo;
    await makeContinueAsNewFunc<typeof productionToInventory>({ ...(memo && { memo }) })(input, next);
  }
}
