import { makeContinueAsNewFunc, sleep, workflowInfo } from '@temporalio/workflow';
import { idSegment, sameKeyIn } from '../contracts/ids.js';
import type { Item } from '../contracts/entities/item.js';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { EventType } from '../contracts/events.js';
import type { PeerMessage } from '../contracts/peers.js';
import type { OrderRef, StagingLine } from '../contracts/ports.js';
import {
  orderToProduction as contract,
  type OrderToProductionInput,
  type OrderTotals,
} from '../contracts/processes/order-to-production.js';
import type { Impact, RunView } from '../contracts/view.js';
import { valueOf } from '../decisions/arithmetic.js';
import { progressOf } from '../decisions/posting-plan.js';
import { erp, openRun } from './kit/index.js';
import type { CarriedRun } from './kit/run-options.js';

/** A release of an order that has a run already is a newer version of it. */
const CHANGES = ['ProductionOrderChanged', 'ProductionOrderReleased'] as const satisfies readonly EventType[];

/** What a run knows of its order; plain data, for it is taken along when the run begins anew. */
export interface KnownOrder {
  /** As warehouse and MES have it. */
  inEffect?: ProductionOrder;
  /** As the ERP had it when it was looked at last; a person may have decided against that version. */
  seen?: ProductionOrder;
  /** The warehouse was asked for these last, and for the most of each in all. */
  staging?: { requested: StagingLine[]; inAll: StagingLine[] };
  /** What was sent to the MES last, unless it was rejected. */
  sent?: ProductionOrder;
  /** How often the order was sent to the MES; each time is a posting of its own. */
  sendings: number;
  /** The MES has taken the order once, and the clocks of the release have stopped. */
  isAcknowledged: boolean;
  /** A change was told of that is not dealt with. */
  changeDue: boolean;
  /** Execution is stopped with what was made. */
  isShort: boolean;
  totals?: OrderTotals;
  /** The shop floor says that it is made. */
  completed?: { confirmations?: number; told: boolean };
  drained: boolean;
  /** How many reports there were when it was left open after its completion. */
  reopenedAt?: number;
}

export interface CarriedOrder {
  run: CarriedRun;
  known: KnownOrder;
}

type Kit = ReturnType<typeof openRun<typeof contract>>;

/** The run of one production order, as far as all of its parts need it. */
export class OrderRun {
  readonly kit: Kit;
  readonly input: OrderToProductionInput;
  readonly ref: OrderRef;
  readonly names: { erp: string; mes: string };
  readonly limits: OrderToProductionInput['policy']['production'];
  /** The run that posts what is reported. */
  readonly postings: string;
  readonly known: KnownOrder;
  #items: Item[] | undefined;
  #toldHere = 0;

  constructor(input: OrderToProductionInput, carried?: CarriedOrder) {
    const { company, plant, orderNo, policy } = input;
    this.input = input;
    this.ref = { plant, orderNo };
    this.names = { erp: policy.systems.erp.id, mes: policy.systems.mes.id };
    this.limits = policy.production;
    this.known = carried?.known ?? {
      ...{ sendings: 0, isAcknowledged: false, changeDue: false, isShort: false, drained: false },
    };
    const key = { process: contract.process, company, plant, key: idSegment(orderNo) };
    this.kit = openRun({
      ...{ contract, policy, key, carried: carried?.run, cancelledBy: 'ProductionOrderCancelRequested' },
      onPeer: (message, run) => {
        this.#hear(message);
        const { progress } = this;
        if (progress) run.show({ progress });
      },
    });
    this.postings = sameKeyIn('production-to-inventory', this.kit.run.id);
  }

  /** As warehouse and MES have it. @throws RangeError before it was read */
  get order(): ProductionOrder {
    if (!this.known.inEffect) throw new RangeError('the order has not been read');
    return this.known.inEffect;
  }

  /** Goes on with this version, which the ERP shows now. */
  take(order: ProductionOrder): void {
    this.known.inEffect = order;
    this.known.seen = order;
    this.showProgress();
  }

  get hasReports(): boolean {
    return (this.known.totals?.confirmations ?? 0) > 0;
  }

  /** Told of since it was asked last. */
  get isToldOfChange(): boolean {
    return this.kit.run.inbox.has(CHANGES);
  }

  get hasChanges(): boolean {
    return this.known.changeDue || this.isToldOfChange;
  }

  /** Changes told of so far are dealt with together: the order is read once, in its latest version. */
  gatherChanges(): void {
    while (this.kit.run.inbox.take(CHANGES)) this.known.changeDue = true;
  }

  /** By the quantity that is in effect, which is not always the one that the reports were posted against. */
  showProgress(): void {
    const { progress } = this;
    if (progress) this.kit.show({ progress });
  }

  /** What the order is to bring, at standard cost. */
  async plannedOutput(): Promise<Impact> {
    const { item: name, quantity } = this.order;
    this.#items ??= await this.kit.step('read item', erp.readItems({ plant: this.ref.plant, items: [name] }));
    const value = valueOf(quantity.value, this.#items[0]);
    return {
      orders: [this.ref.orderNo],
      quantity,
      ...(value && { plannedOutput: value }),
      confidence: value ? 'EXACT' : 'UNKNOWN',
    };
  }

  /** Its history has grown long, and nobody is waiting for an answer of it. */
  get rollsOver(): boolean {
    const { asked } = this.kit.run.desk;
    if (asked.cancel !== undefined || asked.retry || asked.held) return false;
    return this.#toldHere >= this.limits.continueAsNewAfterEvents || workflowInfo().continueAsNewSuggested;
  }

  async continueAsNew(): Promise<void> {
    await this.kit.run.publish();
    // The task that rolls over is refused if a signal comes meanwhile, and its local activities would run again.
    await sleep(1);
    if (!this.rollsOver) return;
    const { memo } = workflowInfo();
    const next: CarriedOrder = { run: this.kit.carried, known: this.known };
    type Process = (input: OrderToProductionInput, carried: CarriedOrder) => Promise<RunView>;
    await makeContinueAsNewFunc<Process>({ ...(memo && { memo }) })(this.input, next);
  }

  get progress() {
    const { totals, inEffect } = this.known;
    if (!totals || !inEffect) return totals?.progress;
    const { yield: made, scrap, rework } = totals.progress;
    return progressOf(inEffect.quantity, { yield: made, scrap, rework });
  }

  #hear(message: PeerMessage): void {
    if (message.type === 'drained') this.known.drained = true;
    if (message.type !== 'totals' && message.type !== 'drained') return;
    this.known.totals = message.totals;
    this.#toldHere += 1;
  }
}
