import { EventSender, type EventTarget, type PracticeEvent } from '../../../practice/event-sender.js';
import type { Faults } from '../../../practice/faults.js';
import { ChangeBook } from '../../../practice/change-book.js';
import { problemRefusal } from '../../../practice/rest-counterpart.js';
import { StandIn } from '../../../practice/stand-in.js';
import { Automatic, type Automation } from './automation.js';
import { CountTasks, type PracticeCountTask } from './count-tasks.js';
import { InboundDeliveries } from './inbound-deliveries.js';
import { shownInbound } from './inbound-delivery.js';
import { shown } from './outbound-order.js';
import { OutboundOrders } from './outbound-orders.js';
import { Outbound } from './outbound.js';
import { Receipts } from './receipts.js';
import { AutomaticReceiving } from './receiving-automation.js';
import { Receiving } from './receiving.js';
import { Replenishments } from './replenishments.js';
import { Returns } from './returns.js';
import { wmsRoutes } from './routes.js';
import { Snapshots } from './snapshots.js';
import { Staging } from './staging.js';
import { type PracticeStatusChange, StatusChanges } from './status-changes.js';
import { Stock, type StockStatus } from './stock.js';

export interface WmsPlantOptions extends Automation {
  plant?: string;
  zone?: string;
  /** CloudEvents source. */
  source?: string;
  token?: string;
  /** Where staged components come from and returned ones go to. */
  bulk?: string;
  /** The shelves of finished goods: outbound orders are picked here, and where receipts of production were put. */
  finishedGoods?: string;
  /** Where picked goods wait for the truck. */
  dock?: string;
  /** Where suppliers' trucks are unloaded, and counted goods wait. */
  inboundDock?: string;
  /** EA, and free to use, unless told. */
  stock?: { item: string; location: string; quantity: string; lot?: string; uom?: string; status?: StockStatus }[];
  events?: EventTarget;
  retryMs?: number;
  port?: number;
}

/** The practice plant's WMS: its methods are what happens in the warehouse. */
export class WmsPlant {
  readonly standIn: StandIn;
  readonly events: EventSender;
  readonly stock = new Stock();
  readonly staging: Staging;
  readonly returns: Returns;
  readonly receipts: Receipts;
  readonly replenishments: Replenishments;
  readonly outboundOrders = new OutboundOrders();
  /** What people do with outbound orders: `pick`, `pack`, `ship` … */
  readonly outbound: Outbound;
  readonly inboundDeliveries: InboundDeliveries;
  /** What people do with inbound deliveries: `arrive`, `count`, `close`, `putAway` … */
  readonly receiving: Receiving;
  readonly statusChanges: StatusChanges;
  /** What it was told of engineering changes. */
  readonly changes = new ChangeBook();
  /** Of all stock: `trouble` says what goes wrong with the next one. */
  readonly snapshots: Snapshots;
  readonly countTasks: CountTasks;
  readonly automatic: Automatic;
  readonly automaticReceiving: AutomaticReceiving;

  constructor(options: WmsPlantOptions = {}) {
    const {
      plant = 'P100',
      zone = 'America/Chicago',
      source = `/wms/${plant}`,
      token = 'practice',
      events,
      retryMs,
    } = options;
    const { bulk = 'BULK', finishedGoods = 'FG', dock = 'DOCK', inboundDock = 'INBOUND' } = options;
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
    this.replenishments = new Replenishments(this.stock, bulk);
    this.outbound = new Outbound({
      ...{ orders: this.outboundOrders, stock: this.stock, events: this.events, dock },
      shelves: () => [...new Set([finishedGoods, ...this.receipts.locations()])],
    });
    this.inboundDeliveries = new InboundDeliveries(this.stock, inboundDock);
    this.receiving = new Receiving({
      ...{ deliveries: this.inboundDeliveries, stock: this.stock, events: this.events },
      ...{ dock: inboundDock, shelf: bulk, freed: (item) => this.outbound.lookAgain(item) },
    });
    this.statusChanges = new StatusChanges(this.stock, inboundDock);
    this.snapshots = new Snapshots(this.stock);
    this.countTasks = new CountTasks(this.stock);
    this.automatic = new Automatic(this, options);
    this.automaticReceiving = new AutomaticReceiving(this.receiving, options.receiving ?? {});
    for (const { item, location, quantity, ...more } of options.stock ?? [])
      this.stock.open(item, location, quantity, more);
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
      changes: this.changes.ledger(),
      stagingRequests: Object.fromEntries(this.staging.requests),
      returnTasks: this.returns.tasks,
      receipts: Object.fromEntries(this.receipts.receipts),
      takeBackTasks: this.receipts.tasks,
      replenishments: Object.fromEntries(this.replenishments.tasks),
      outboundOrders: Object.fromEntries(
        [...this.outboundOrders.orders].map(([no, order]) => [no, { ...order, ...shown(order) }]),
      ),
      inboundDeliveries: Object.fromEntries(
        [...this.inboundDeliveries.deliveries].map(([no, delivery]) => [
          no,
          { ...delivery, ...shownInbound(delivery) },
        ]),
      ),
      statusChanges: this.statusChanges.changes,
      snapshots: this.snapshots.taken,
      countTasks: Object.fromEntries(this.countTasks.tasks),
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
    { from, uom = 'EA', lot }: { from?: string; uom?: string; lot?: string } = {},
  ): PracticeEvent {
    this.stock.measure(item, uom);
    const move = { item, quantity, to: location, reason: 'TRANSFER', document: '' };
    this.stock.move({ ...move, ...(from && { from }), ...(lot && { lot }) });
    this.outbound.lookAgain(item);
    const data = { item, location, ...(from && { from }), quantity: { value: quantity, uom }, reason: 'TRANSFER' };
    return this.events.tell('StockAdjusted', item, data);
  }

  carryOutReturn(taskId: string): void {
    this.returns.carryOut(taskId);
  }

  /** Brings what a signal asked for from the bulk store to the line. */
  bring(signalNo: string): PracticeEvent {
    const brought = this.replenishments.bring(signalNo);
    return this.events.tell('TransferPosted', brought.orderNo, brought);
  }

  putAway(receiptId: string): void {
    const receipt = this.receipts.putAway(receiptId);
    if (!receipt) return;
    this.outbound.lookAgain(receipt.item);
    this.events.tell('PutawayCompleted', receipt.orderNo, receipt);
  }

  /** What was made is taken out of stock again. */
  takeBack(receiptId: string): void {
    const { orderNo, item, lot, takenBack } = this.receipts.carryOutTakeBack(receiptId);
    this.events.tell('ReceiptTakenBack', orderNo, { orderNo, receiptId, item, ...(lot && { lot }), takenBack });
  }

  /** Stock may be used for something else from now on. */
  statusChanged({ item, lot, qty, from, to, reference }: PracticeStatusChange): void {
    if (to === 'UNRESTRICTED') this.outbound.lookAgain(item);
    this.events.tell('StockStatusChanged', item, { item, ...(lot && { lot }), qty, from, to, reference });
  }

  /** Somebody has counted: what they found is the stock from now on. */
  count(reference: string, quantity: string, by = 'COUNTER-1'): PracticeCountTask {
    const task = this.countTasks.carryOut(reference, quantity, by);
    const { caseNo, item, delta, counted } = task;
    this.outbound.lookAgain(item);
    this.events.tell('CountPosted', caseNo, { caseNo, reference, item, delta, counted });
    return task;
  }

  resend(eventId: string): void {
    this.events.resend(eventId);
  }

  /** Rubbish, rightly signed; tells the status that came back. */
  emit(raw: unknown, headers?: Record<string, string>): Promise<number> {
    return this.events.emit(typeof raw === 'string' ? raw : JSON.stringify(raw), headers);
  }
}
