import {
  allHandlersFinished,
  CancellationScope,
  CancelledFailure,
  condition,
  setHandler,
  defineSignal,
  defineUpdate,
} from '@temporalio/workflow';
import type { ActionReceipt, ActionRequest } from '../../contracts/actions.js';
import { errorClass, errorCodes, type ErrorCode, type Trouble } from '../../contracts/errors.js';
import { ACT_UPDATE, EVENTS_SIGNAL, PEER_SIGNAL, type EventType, type InboundEvent } from '../../contracts/events.js';
import type { Fact } from '../../contracts/facts.js';
import { runId } from '../../contracts/ids.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import type { PeerMessage } from '../../contracts/peers.js';
import type { ProcessContract } from '../../contracts/processes/process.js';
import { initialView } from '../../contracts/start.js';
import type { Condition, Exception, RunView } from '../../contracts/view.js';
import { severityOf } from '../../decisions/severity.js';
import { Desk, now } from './desk.js';
import { Inbox } from './inbox.js';
import { Journal } from './journal.js';
import type { RunOptions, Shown, CarriedRun } from './run-options.js';
import { CancelAsked, Parts, type Rest } from './parts.js';

const eventsSignal = defineSignal<[InboundEvent[]]>(EVENTS_SIGNAL);
const peerSignal = defineSignal<[PeerMessage]>(PEER_SIGNAL);
const actUpdate = defineUpdate<ActionReceipt, [ActionRequest]>(ACT_UPDATE);

/** One run of a process: where it stands, who asked what of it, what has arrived. Steps and waits build on it. */
export class Run {
  readonly id: string;
  readonly contract: ProcessContract;
  readonly policy: PlantPolicy;
  readonly journal: Journal;
  readonly desk: Desk;
  readonly inbox: Inbox;
  readonly #cancelledBy: EventType | undefined;
  #view: RunView;
  readonly #parts = new Parts();
  #ended = false;
  /** The cancel is being carried out: no other one is obeyed. */
  #cancelling = false;
  /** A compensation is under way. */
  undoing = false;

  constructor({ contract, key, policy, cancelledBy, cancelRefusal = () => undefined, onPeer, carried }: RunOptions) {
    this.id = runId(key);
    this.contract = contract;
    this.policy = policy;
    this.#cancelledBy = cancelledBy;
    this.journal = new Journal(carried?.journal);
    this.inbox = new Inbox(carried?.inbox);
    this.#view = carried?.view ?? initialView(key, contract.firstState, now());
    this.desk = new Desk(
      contract,
      this.journal,
      () => ({ ...this.situation, cancelRefusal: cancelRefusal() }),
      carried?.asked,
      carried?.exceptions,
    );
    // Handlers come last: a message that is waiting already is handled inside setHandler.
    setHandler(actUpdate, (request) => this.desk.act(request), { validator: (request) => this.desk.refuse(request) });
    setHandler(peerSignal, async (message) => {
      this.desk.stirred = true;
      await onPeer?.(message, this);
    });
    setHandler(eventsSignal, (batch) => this.noteArrival(this.inbox.receive(batch)));
  }

  get situation(): { state: string; condition: Condition } {
    return { state: this.#view.state, condition: this.#condition() };
  }

  get carried(): CarriedRun {
    return {
      journal: this.journal.carried,
      asked: this.desk.asked,
      exceptions: this.desk.exceptions,
      view: this.#view,
      inbox: this.inbox.carried,
    };
  }

  note(fact: Fact): void {
    this.journal.note(fact);
  }

  /** Enters a business state. */
  enter(state: string): void {
    if (this.#view.state === state) return;
    this.#view.state = state;
    this.#view.since = now();
    this.note({ type: 'state', at: now(), state });
  }

  /** What planners see beside the state. */
  show(what: Partial<Shown>): void {
    Object.assign(this.#view, what);
  }

  /**
   * Comes to rest: publishes where the run stands, and again after every action, until it is awake or the deadline
   * has passed.
   * @param deadline milliseconds since 1970
   * @returns whether it is awake
   */
  async rest(rest: Rest, awake: () => boolean, deadline?: number): Promise<boolean> {
    this.#parts.rest(rest);
    let isAwake = awake();
    while (!isAwake) {
      this.desk.stirred = false;
      await this.publish();
      const left = deadline === undefined ? undefined : deadline - Date.now();
      if (awake()) isAwake = true;
      else if (left !== undefined && left <= 0) break;
      else {
        const stirred = () => this.desk.stirred || awake();
        await (left === undefined ? condition(stirred) : condition(stirred, left));
        isAwake = awake();
      }
    }
    this.#parts.move(rest);
    return isAwake;
  }

  /**
   * Carries out parts of a process beside each other, until all have ended. A cancel that one part comes upon is
   * obeyed when the others have come to a boundary too: nothing is undone while a call is under way.
   */
  async beside(...parts: (() => Promise<void>)[]): Promise<void> {
    // The others may be at rest when one ends: what they show depends on it.
    await this.#parts.beside(parts, () => (this.desk.stirred = true));
  }

  async publish(): Promise<void> {
    await this.journal.publish(this.id, () => this.view());
  }

  /** Between steps: a hold takes effect here, and a cancel. */
  async boundary(): Promise<void> {
    this.#obeyCancel();
    if (!this.desk.asked.held || this.#cancelling) return;
    await this.rest({ condition: 'ON_HOLD' }, () => !this.desk.asked.held || this.cancelDue);
    this.#obeyCancel();
  }

  get cancelDue(): boolean {
    return this.desk.asked.cancel !== undefined && !this.#cancelling;
  }

  #obeyCancel(): void {
    if (this.cancelDue) throw new CancelAsked();
  }

  /** Puts something on the desk. Its owner is the code's, unless the landscape names another. */
  raise(
    id: string,
    step: string,
    trouble: Pick<Trouble, 'code' | 'text' | 'upstream'>,
    more: Partial<Exception>,
  ): void {
    const { code, text, upstream } = trouble;
    const owner = this.policy.owners[code] ?? ownerOf(code, this.contract, step);
    const responseMs = this.policy.responseMs[owner];
    this.desk.open({
      id,
      step,
      code,
      class: errorClass(code),
      owner,
      severity: severityOf(code, more.impact),
      text,
      ...(upstream && { upstream }),
      since: now(),
      attempts: 1,
      ...(responseMs !== undefined && { dueAt: new Date(Date.now() + responseMs).toISOString() }),
      actions: ['retry', 'reassign'],
      ...more,
    });
  }

  /**
   * Runs a process to its end. Nothing cuts it short from outside: Temporal's own cancel asks for the same undoing
   * as a person's, and `cancelled` carries both out. What comes in at the very end makes it `unfinished`.
   */
  async process(
    body: () => Promise<void>,
    cancelled?: () => Promise<void>,
    unfinished: () => boolean = () => false,
  ): Promise<RunView> {
    let byTemporal = false;
    CancellationScope.current().cancelRequested.catch(() => {
      // A mailbox has nothing to undo, and what it has begun to post must be posted.
      if (!cancelled) return;
      byTemporal = true;
      this.desk.asked.cancel ??= 'Temporal';
      this.desk.stirred = true;
    });
    await CancellationScope.nonCancellable(async () => {
      do {
        for (let part: (() => Promise<void>) | undefined = body; part; ) {
          part = await this.#runUntilCancelled(part, cancelled);
        }
        await this.#end();
      } while (unfinished());
    });
    if (byTemporal) throw new CancelledFailure('cancelled in Temporal; what was done has been undone');
    return this.view();
  }

  /** @returns what is to be carried out next, if the part was cancelled */
  async #runUntilCancelled(part: () => Promise<void>, cancelled?: () => Promise<void>): Promise<typeof cancelled> {
    try {
      await part();
      return undefined;
    } catch (failure) {
      if (!(failure instanceof CancelAsked) || !cancelled) throw failure;
      this.#cancelling = true;
      for (const { id } of this.desk.exceptions) this.desk.settle(id, 'the cancel');
      return cancelled;
    }
  }

  /** The cancel was decided against: the run goes on, and may be cancelled again. */
  goOn(why = 'it was decided to let the run go on'): void {
    this.desk.answer('cancel', 'superseded', why);
    delete this.desk.asked.cancel;
    this.#cancelling = false;
  }

  async #end(): Promise<void> {
    this.#ended = true;
    this.desk.answer('cancel', this.#cancelling ? 'done' : 'superseded', `the run ended ${this.#view.state}`);
    this.desk.answerAll('superseded', `the run ended ${this.#view.state}`);
    for (const { id } of this.desk.exceptions) this.desk.settle(id, 'the end of the run');
    this.note({ type: 'ended', at: now(), state: this.#view.state });
    await this.publish();
    await condition(allHandlersFinished);
  }

  view(): RunView {
    const { condition: _, ...rest } = this.#foremost;
    const exceptions = this.desk.exceptions;
    return {
      ...this.#view,
      ...rest,
      condition: this.#condition(),
      held: this.desk.asked.held,
      cancelling: this.desk.asked.cancel !== undefined,
      actions: this.desk.allowed(),
      exceptions,
      exceptionCount: exceptions.length,
    };
  }

  #condition(): Condition {
    const { condition: resting } = this.#foremost;
    if (resting === 'WAITING' && this.desk.asked.held) return 'ON_HOLD';
    return resting === 'RUNNING' && this.#cancelling ? 'COMPENSATING' : resting;
  }

  get #foremost(): Rest {
    return this.#ended ? { condition: 'DONE' } : this.#parts.foremost;
  }

  /** A related run asks for the cancel. @returns why it is not possible, if so */
  askCancel(by: string): string | undefined {
    if (this.desk.asked.cancel !== undefined) return undefined;
    if (!this.desk.allowed().includes('cancel')) return this.desk.cancelRefusal() ?? 'it cannot be cancelled any more';
    this.desk.asked.cancel = by;
    this.desk.stirred = true;
    return undefined;
  }

  /** Events that have come to be kept; one of them may ask for the cancel. */
  noteArrival(events: InboundEvent[]): void {
    for (const event of events) {
      const { type, messageId, occurredAt, source } = event;
      this.note({ type: 'event', at: now(), event: type, messageId, occurredAt });
      if (type === this.#cancelledBy) this.askCancel(source);
    }
  }
}

/** A rejection says little of whose it is; the step says more. */
function ownerOf(code: ErrorCode, contract: ProcessContract, step: string) {
  return (code === 'B-REJECTED' ? contract.steps[step]?.owner : undefined) ?? errorCodes[code].owner;
}
