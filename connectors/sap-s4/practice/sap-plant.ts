import { Decimal } from 'decimal.js';
import { EventSender, type EventTarget } from '../../../practice/event-sender.js';
import type { Faults } from '../../../practice/faults.js';
import { StandIn } from '../../../practice/stand-in.js';
import { ChangeDesk } from './change-desk.js';
import { reprocessFailed } from './confirmations.js';
import type { NewItem } from './items.js';
import { type Ledger, ledgerOf } from './ledger.js';
import { postDocument } from './movements.js';
import { changeOrder, type NewOrder, type OrderChange, type PlantOrder } from './orders.js';
import { customers } from './customers.js';
import { peopleRoutes } from './people-routes.js';
import { purchasePeopleRoutes } from './purchase-people-routes.js';
import { refusal } from './refusal.js';
import { odataRoutes } from './routes.js';
import { SalesDesk } from './sales-desk.js';
import { salesPeopleRoutes } from './sales-people-routes.js';
import { salesRoutes } from './sales-routes.js';
import { servicesOf } from './services.js';
import { type Credentials, Sessions } from './sessions.js';
import { PlantState } from './state.js';

export interface SapPlantOptions {
  company?: string;
  /** Each with orders and stock of its own. */
  plants?: readonly string[];
  credentials?: Credentials;
  /** CloudEvents source. */
  source?: string;
  events?: EventTarget;
  retryMs?: number;
  now?: () => Date;
  /** The number of the next delivery; 80000001 unless told. */
  nextDeliveryNo?: string;
}

/** Line-side at the first plant unless told. */
export interface Place {
  location?: string;
  batch?: string;
  plant?: string;
}

const LINE_SIDE = 'LINE';
const EVENT = 'sap.s4.beh.productionorder.v1.ProductionOrder';
const CREDENTIALS: Credentials = { user: 'HEADRACE', password: 'practice' };

/** A practice S/4HANA: plants' orders, stock, deliveries and bills behind SAP's services, and what their people do there. */
type StockMove = '101' | '261' | '343' | '344';

const textOf: Record<StockMove, string> = {
  101: 'Stock receipt',
  261: 'Stock issue',
  343: 'Stock unblocked',
  344: 'Stock blocked',
};

export class SapPlant extends SalesDesk {
  readonly credentials: Credentials;
  readonly standIn: StandIn;
  readonly events: EventSender;
  /** What engineers do: `put`, `release`, `requestCancel`, `end`. */
  readonly changes: ChangeDesk;
  readonly #state: PlantState;
  readonly #sessions: Sessions;

  constructor(options: SapPlantOptions = {}) {
    const {
      company = '1000',
      plants = ['P100'],
      credentials = CREDENTIALS,
      source = '/sap/S4H',
      events,
      retryMs,
    } = options;
    const state = new PlantState(company, plants, options.now ?? (() => new Date()));
    const sender = new EventSender({ source, ...(events && { target: events }), ...(retryMs && { retryMs }) });
    super(state, sender);
    this.credentials = credentials;
    this.events = sender;
    this.changes = new ChangeDesk(state, sender);
    this.#state = state;
    this.#sessions = new Sessions(credentials);
    for (const customer of customers) state.sales.customers.set(customer.customer, customer);
    if (options.nextDeliveryNo) this.nextDeliveryNo = options.nextDeliveryNo;
    const services = servicesOf(state, {
      released: (order) => this.#tell('Released', order),
      deliveryCreated: (delivery) => this.tellDelivery(delivery),
    });
    this.standIn = new StandIn({
      refusal,
      ledger: () => this.ledger(),
      routes: (app) => {
        peopleRoutes(app, this);
        salesPeopleRoutes(app, this);
        purchasePeopleRoutes(app, this);
        salesRoutes(app, state, this.#sessions);
        odataRoutes(app, services, this.#sessions);
      },
    });
  }

  get url(): string {
    return this.standIn.url;
  }

  get faults(): Faults {
    return this.standIn.faults;
  }

  ledger(): Ledger {
    return ledgerOf(this.#state);
  }

  addItem(item: NewItem): void {
    this.#state.addItem(item);
  }

  addOrder(order: NewOrder): void {
    this.#state.addOrder(order);
  }

  isTechnicallyCompleted(orderNo: string): boolean {
    return this.#state.order(orderNo).flags.technicallyCompleted;
  }

  /** A planner takes the technical completion back, so that the order can be posted to again. */
  revokeCompletion(orderNo: string): void {
    const order = this.#state.order(orderNo);
    order.flags.technicallyCompleted = false;
    this.#state.touch(order);
  }

  /** What a planner corrects in an order; it is another version of it then. */
  changeOrder(orderNo: string, change: OrderChange): void {
    const order = this.#state.order(orderNo);
    changeOrder(order, change);
    this.#state.touch(order);
  }

  /** Tells that an order was changed, as SAP does on its own. */
  tellChanged(orderNo: string): void {
    this.#tell('Changed', this.#state.order(orderNo));
  }

  /** Releases an order and sends its event; for a released one sends the event once more, as a duplicate. */
  release(orderNo: string): void {
    const order = this.#state.order(orderNo);
    if (!order.flags.released) {
      order.flags.released = true;
      this.#state.touch(order);
    }
    this.#tell('Released', order);
  }

  /** Sets the deletion flag's event off; the order itself stays as it is until somebody decides. */
  requestCancel(orderNo: string): void {
    this.#tell('DeletionFlagSet', this.#state.order(orderNo));
  }

  /** Puts stock there, with a document of its own. */
  receiveStock(item: string, quantity: string, place: Place = {}): void {
    this.#moveStock('101', item, quantity, place);
  }

  /** Takes stock away, for somebody else's use. */
  issueStock(item: string, quantity: string, place: Place = {}): void {
    this.#moveStock('261', item, quantity, place);
  }

  /** Quality blocks stock that lies there, or frees it again. */
  blockStock(item: string, quantity: string, place: Place = {}): void {
    this.#moveStock('344', item, quantity, place);
  }

  unblockStock(item: string, quantity: string, place: Place = {}): void {
    this.#moveStock('343', item, quantity, place);
  }

  #moveStock(type: StockMove, item: string, quantity: string, place: Place): void {
    const { location = LINE_SIDE, batch = '', plant = this.#state.firstPlant } = place;
    const { baseUom: uom } = this.#state.item(item);
    const entry = { quantity, uom };
    const common = { orderNo: '', item, plant, location, batch, uom, entry, reservation: '', reservationItem: '' };
    postDocument(this.#state, {
      reference: '',
      text: textOf[type],
      postingDate: this.#state.today(),
      movements: [{ ...common, type, quantity: new Decimal(quantity) }],
    });
  }

  /** From now on short movements of these items do not refuse their confirmation, but fail on their own (COGI). */
  setAsideMovementsOf(...items: string[]): void {
    for (const item of items) this.#state.setAside.add(item);
  }

  /** Posts what failed, as far as stock now covers it. */
  reprocessFailedMovements(): void {
    reprocessFailed(this.#state);
  }

  /** Confirmations do not keep their external key, as in a system that does not let it be written. */
  dropExternalKeys(): void {
    this.#state.keepsExternalKeys = false;
  }

  /** Movements are posted with their confirmation, but shown with it later only, as a busy system does. */
  hideMovements(): void {
    this.#state.showsMovements = false;
  }

  showMovements(): void {
    this.#state.showsMovements = true;
  }

  /** Every CSRF token is void. */
  expireSessions(): void {
    this.#sessions.expire();
  }

  /** How many CSRF tokens were handed out. */
  get tokenFetches(): number {
    return this.#sessions.fetches;
  }

  async stop(): Promise<void> {
    await Promise.all([this.events.stop(), this.standIn.stop()]);
  }

  /** As SAP does: the key, and hardly more. */
  #tell(what: string, { orderNo, plant }: PlantOrder): void {
    this.events.tell(`${EVENT}.${what}.v1`, orderNo, { ManufacturingOrder: orderNo, ProductionPlant: plant });
  }
}
