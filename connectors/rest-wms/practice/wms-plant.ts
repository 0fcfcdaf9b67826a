import { EventSender, type EventTarget, type PracticeEvent } from '../../../practice/event-sender.js';
import type { Faults } from '../../../practice/faults.js';
import { problemRefusal } from '../../../practice/rest-counterpart.js';
import { StandIn } from '../../../practice/stand-in.js';
import { Receipts } from './receipts.js';
import { Returns } from './returns.js';
import { wmsRoutes } from './routes.js';
import { Staging } from './staging.js';
import { Stock } from './stock.js';

export interface WmsPlantOptions {
  plant?: string;
  zone?: string;
  /** CloudEvents source. */
  source?: string;
  token?: string;
  /** Where staged components come from and returned ones go to. */
  bulk?: string;
  stock?: { item: string; location: string; quantity: string }[];
  /** Stages by itself after this time, once there is enough in the bulk store; without it, waits for `pick` and `stage`. */
  stageAfterMs?: number;
  /** Puts announced receipts away by itself after this time, at once unless told; or waits for `putAway`. */
  putAwayAfterMs?: number | 'by hand';
  events?: EventTarget;
  retryMs?: number;
  port?: number;
}

const STAGING_RECHECK_MS = 20;

/** The practice plant's WMS: its methods are what happens in the warehouse. */
export class WmsPlant {
  readonly standIn: StandIn;
  readonly events: EventSender;
  readonly stock = new Stock();
  readonly staging: Staging;
  readonly returns: Returns;
  readonly receipts: Receipts;
  readonly #options: WmsPlantOptions;

  constructor(options: WmsPlantOptions = {}) {
    const {
      plant = 'P100',
      zone = 'America/Chicago',
      source = `/wms/${plant}`,
      token = 'practice',
      events,
      retryMs,
    } = options;
    const { bulk = 'BULK' } = options;
    this.#options = options;
    this.events = new EventSender({
      source,
      plant,
      zone,
      ...(events && { target: events }),
      ...(retryMs && { retryMs }),
    });
    this.staging = new Staging(this.stock, bulk);
    this.returns = new Returns(this.stock, bulk);
    this.receipts = new Receipts(this.stock);
    for (const { item, location, quantity } of options.stock ?? []) this.stock.open(item, location, quantity);
    this.standIn = new StandIn({
      refusal: problemRefusal,
      ledger: () => this.ledger(),
      routes: (app) => wmsRoutes(app, this, token),
    });
  }

  get url(): string {
    return this.standIn.url;
  }

  get faults(): Faults {
    return this.standIn.faults;
  }

  async stop(): Promise<void> {
    await Promise.all([this.events.stop(), this.standIn.stop()]);
  }

  ledger() {
    return structuredClone({
      stagingRequests: Object.fromEntries(this.staging.requests),
      returnTasks: this.returns.tasks,
      receipts: Object.fromEntries(this.receipts.receipts),
      stock: this.stock.entries(),
    });
  }

  /** Takes the components of an order from the bulk store. @throws Error when it has too little */
  pick(orderNo: string): void {
    if (!this.staging.pick(orderNo)) throw new Error(`the bulk store has too little for ${orderNo}`);
  }

  /** Brings them to the line; picks them first, where that is not done. */
  stage(orderNo: string): PracticeEvent {
    if (this.staging.known(orderNo).status === 'REQUESTED') this.pick(orderNo);
    const { version, lines } = this.staging.bringToLine(orderNo);
    return this.events.tell('StagingCompleted', orderNo, { orderNo, version, lines });
  }

  /** Stock arrives at a location: from another one, or from outside. @throws Error when there is less */
  transfer(
    item: string,
    quantity: string,
    location: string,
    options: { from?: string; uom?: string } = {},
  ): PracticeEvent {
    const { from, uom = 'EA' } = options;
    if (from) this.stock.take(item, from, quantity);
    this.stock.put(item, location, quantity);
    const data = { item, location, ...(from && { from }), quantity: { value: quantity, uom }, reason: 'TRANSFER' };
    return this.events.tell('StockAdjusted', item, data);
  }

  carryOutReturn(taskId: string): void {
    this.returns.carryOut(taskId);
  }

  putAway(receiptId: string): void {
    const receipt = this.receipts.putAway(receiptId);
    if (receipt) this.events.tell('PutawayCompleted', receipt.orderNo, receipt);
  }

  resend(eventId: string): void {
    this.events.resend(eventId);
  }

  /** Rubbish, rightly signed; tells the status that came back. */
  emit(raw: unknown, headers?: Record<string, string>): Promise<number> {
    return this.events.emit(typeof raw === 'string' ? raw : JSON.stringify(raw), headers);
  }

  /** A request has come: it is carried out by itself, if this WMS does that; again and again while stock is short. */
  requested(orderNo: string, version: string): void {
    const { stageAfterMs } = this.#options;
    if (stageAfterMs === undefined) return;
    setTimeout(
      () => {
        const request = this.staging.requests.get(orderNo);
        if (request?.status !== 'REQUESTED' || request.version !== version) return;
        if (this.staging.pick(orderNo)) this.stage(orderNo);
        else this.requested(orderNo, version);
      },
      Math.max(stageAfterMs, STAGING_RECHECK_MS),
    ).unref();
  }

  announced(receiptId: string): void {
    const { putAwayAfterMs = 0 } = this.#options;
    if (putAwayAfterMs === 0) this.putAway(receiptId);
    else if (putAwayAfterMs !== 'by hand') setTimeout(() => this.putAway(receiptId), putAwayAfterMs).unref();
  }
}
