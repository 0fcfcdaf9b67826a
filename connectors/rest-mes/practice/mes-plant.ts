import type { Faults } from '../../../practice/faults.js';
import { EventSender, type EventTarget, type PracticeEvent } from '../../../practice/event-sender.js';
import { ChangeBook, type PracticeDefinition } from '../../../practice/change-book.js';
import { problemRefusal } from '../../../practice/rest-counterpart.js';
import { StandIn } from '../../../practice/stand-in.js';
import { confirmationOf, count, type Report, type Reversal, uncount } from './confirmation.js';
import { Definitions } from './definitions.js';
import type { PlantOrder } from './order.js';
import { unreported } from './order.js';
import { OrderBook } from './order-book.js';
import { ReportBook } from './report-book.js';
import { mesRoutes } from './routes.js';

export interface MesPlantOptions {
  plant?: string;
  zone?: string;
  /** CloudEvents source. */
  source?: string;
  token?: string;
  /** Accepts by itself after this time (or rejects what it cannot make); without it, waits for `accept` and `reject`. */
  answerAfterMs?: number;
  /** What it has from the start. */
  definitions?: { item: string; bomRevisions?: string[]; routingVersions?: string[] }[];
  /** Its reports have no place in a sequence. */
  unnumbered?: boolean;
  events?: EventTarget;
  retryMs?: number;
  port?: number;
}

/** What a place at the line wants; quantities are decimal strings. */
export interface Signal {
  item: string;
  quantity: string;
  /** Where it is wanted. */
  location: string;
  uom?: string;
  /** The next of this MES unless told; the same again is the same card. */
  signalNo?: string;
}

/** Taken by the MES, and always rejected by it. */
const ALWAYS_REJECTED = 'REJECT-ME';

/** The practice plant's MES: its methods are what happens on the shop floor. */
export class MesPlant {
  readonly standIn: StandIn;
  readonly events: EventSender;
  readonly book = new OrderBook();
  readonly reports = new ReportBook();
  readonly definitions = new Definitions();
  /** What it was told of engineering changes. */
  readonly changes = new ChangeBook({
    activated: (definitions) => this.#takeOver(definitions),
    withdrawn: (definitions) => this.#putBack(definitions),
  });
  readonly #options: MesPlantOptions;
  readonly #plant: string;
  #confirmations = 0;
  #signals = 0;

  constructor(options: MesPlantOptions = {}) {
    const {
      plant = 'P100',
      zone = 'America/Chicago',
      source = `/mes/${plant}`,
      token = 'practice',
      events,
      retryMs,
    } = options;
    this.#options = options;
    this.#plant = plant;
    this.events = new EventSender({
      source,
      plant,
      zone,
      ...(events && { target: events }),
      ...(retryMs && { retryMs }),
    });
    this.standIn = new StandIn({
      refusal: problemRefusal,
      ledger: () => this.ledger(),
      routes: (app) => mesRoutes(app, this, token),
    });
    for (const { item, bomRevisions = [], routingVersions = [] } of options.definitions ?? []) {
      for (const revision of bomRevisions) this.definitions.add('bom', item, revision);
      for (const version of routingVersions) this.definitions.add('routing', item, version);
    }
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
    return {
      changes: this.changes.ledger(),
      orders: Object.fromEntries([...this.book.orders].map(([orderNo, order]) => [orderNo, structuredClone(order)])),
    };
  }

  addBom(item: string, revision: string, content?: unknown): void {
    this.definitions.add('bom', item, revision, content);
    this.#acknowledged('bom', item, revision);
  }

  addRouting(item: string, version: string, content?: unknown): void {
    this.definitions.add('routing', item, version, content);
    this.#acknowledged('routing', item, version);
  }

  /** An order of the MES's own, that nobody has sent it. */
  openLocally(orderNo: string, order: { item: string; quantity: string; uom: string }): void {
    const { item, quantity, uom } = order;
    const masters = { bomRev: '-', routingVersion: '-', operations: [], version: '0' };
    const made = { reported: { ...unreported }, confirmations: [], changes: [] };
    this.book.orders.set(orderNo, {
      orderNo,
      status: 'RUNNING',
      item,
      quantity: { value: quantity, uom },
      ...masters,
      ...made,
    });
  }

  accept(orderNo: string): PracticeEvent {
    const order = this.book.known(orderNo);
    if (order.status === 'CHECKING') order.status = 'DISPATCHED';
    return this.events.tell('OrderAccepted', orderNo, { orderNo, version: order.version });
  }

  reject(orderNo: string, code: string, text: string): PracticeEvent {
    const order = this.book.known(orderNo);
    order.status = 'REJECTED';
    order.rejection = { code, text };
    return this.events.tell('OrderRejected', orderNo, { orderNo, version: order.version, code, text });
  }

  start(orderNo: string): PracticeEvent {
    this.#running(orderNo);
    return this.events.tell('OrderStarted', orderNo, { orderNo });
  }

  /** A confirmation implies the start, as it does where a start is not reported. */
  confirm(orderNo: string, report: Report): { confirmationId: string; eventId: string } {
    const order = this.#running(orderNo);
    const confirmationId = report.confirmationId ?? `MES-${this.#plant}-${++this.#confirmations}`;
    count(order, confirmationId, report);
    const seq = this.#options.unnumbered ? undefined : this.reports.placeOf(orderNo, confirmationId);
    const data = confirmationOf(order, confirmationId, report, seq);
    const happened = ['OperationConfirmed', orderNo, data, report.occurredAt] as const;
    const event = report.untold ? this.events.happen(...happened) : this.events.tell(...happened);
    if (seq !== undefined) this.reports.keep(orderNo, seq, event);
    this.#tellFirstLot(order, report.lot ?? confirmationId);
    return { confirmationId, eventId: event.id };
  }

  /** Takes a confirmation back. The same again, by its number, is the same reversal. */
  reverse(orderNo: string, reverses: string, how: Reversal = {}): { confirmationId: string; eventId: string } {
    const order = this.book.known(orderNo);
    const confirmationId = how.confirmationId ?? `MES-${this.#plant}-${++this.#confirmations}`;
    uncount(order, confirmationId, reverses);
    const seq = this.#options.unnumbered ? undefined : this.reports.placeOf(orderNo, confirmationId);
    const { reason } = how;
    const data = { confirmationId, orderNo, reverses, ...(reason && { reason }), ...(seq !== undefined && { seq }) };
    const happened = ['ConfirmationReversed', orderNo, data] as const;
    const event = how.untold ? this.events.happen(...happened) : this.events.tell(...happened);
    if (seq !== undefined) this.reports.keep(orderNo, seq, event);
    return { confirmationId, eventId: event.id };
  }

  /** A place at the line wants material: its kanban card, or its minimum level, says so. */
  kanban(orderNo: string, signal: Signal): { signalNo: string; eventId: string } {
    this.book.known(orderNo);
    const { item, quantity, location, uom = 'EA' } = signal;
    const signalNo = signal.signalNo ?? `KB-${this.#plant}-${++this.#signals}`;
    const data = { orderNo, signalNo, item, quantity: { value: quantity, uom }, location };
    const event = this.events.tell('ReplenishmentRequested', orderNo, data);
    return { signalNo, eventId: event.id };
  }

  complete(orderNo: string): PracticeEvent {
    const order = this.book.known(orderNo);
    if (order.status === 'CANCELLED') throw new Error(`order ${orderNo} is cancelled`);
    order.status = 'COMPLETED';
    return this.events.tell('OrderCompleted', orderNo, { orderNo, confirmations: order.confirmations.length });
  }

  resend(eventId: string): void {
    this.events.resend(eventId);
  }

  /** Rubbish, rightly signed; tells the status that came back. */
  emit(raw: unknown, headers?: Record<string, string>): Promise<number> {
    return this.events.emit(typeof raw === 'string' ? raw : JSON.stringify(raw), headers);
  }

  /** An order has come: it is answered by itself, if this MES does that. */
  received(order: PlantOrder): void {
    const { answerAfterMs = order.item === ALWAYS_REJECTED ? 0 : undefined } = this.#options;
    if (answerAfterMs === undefined || order.status !== 'CHECKING') return;
    setTimeout(() => this.#answer(order.orderNo, order.version), answerAfterMs).unref();
  }

  #answer(orderNo: string, version: string): void {
    const order = this.book.orders.get(orderNo);
    if (order?.status !== 'CHECKING' || order.version !== version) return;
    const { item, bomRev, routingVersion } = order;
    if (item === ALWAYS_REJECTED) this.reject(orderNo, 'ITEM_NOT_MADE_HERE', `${item} is not made here`);
    else if (!this.definitions.has('bom', item, bomRev))
      this.reject(orderNo, 'BOM_UNKNOWN', `no BOM ${bomRev} of ${item}`);
    else if (!this.definitions.has('routing', item, routingVersion))
      this.reject(orderNo, 'ROUTING_UNKNOWN', `no routing ${routingVersion} of ${item}`);
    else this.accept(orderNo);
  }

  #running(orderNo: string): PlantOrder {
    const order = this.book.known(orderNo);
    if (order.status === 'CANCELLED') throw new Error(`order ${orderNo} is cancelled`);
    // What is reported after the end is late; it does not open the order again.
    if (order.status !== 'COMPLETED') order.status = 'RUNNING';
    return order;
  }

  /** The first lot by a new revision. */
  #tellFirstLot({ item, bomRev, orderNo }: PlantOrder, lot: string): void {
    const change = this.changes.produced(item, bomRev, lot);
    if (!change) return;
    this.events.tell('RevisionFirstProduced', change.changeNo, { changeNo: change.changeNo, orderNo, lot });
  }

  /** Orders can be made by it from now on. */
  #takeOver(definitions: PracticeDefinition[]): void {
    for (const { entity, id, version, content } of definitions) {
      if (entity === 'bom') this.addBom(id, version, content);
      if (entity === 'routing') this.addRouting(id, version, content);
    }
  }

  #putBack(definitions: PracticeDefinition[]): void {
    for (const { entity, id, version } of definitions)
      if (entity === 'bom' || entity === 'routing') this.definitions.remove(entity, id, version);
  }

  /** Told only to somebody who listens: what it has from before is read, not told. */
  #acknowledged(entity: 'bom' | 'routing', id: string, version: string): void {
    if (this.events.connected) this.events.tell('MasterAcknowledged', id, { entity, id, version });
  }
}
