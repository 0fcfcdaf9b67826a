import type { SalesPlant } from '../setup/sales.js';

export interface ShippingScenario {
  incoterms?: string;
  /** So many of the first delivery's twenty are not found. */
  short?: string;
  /** So many more of it are picked than the customer takes. */
  over?: string;
  /** What the first carrier that is asked does; it accepts unless told. `answers late`: when the goods have left. */
  first?: 'declines' | 'is silent' | 'backs out' | 'answers late';
  /** The truck stays at the dock. */
  stays?: true;
}

export const scenarios: Record<string, ShippingScenario> = {
  'delivered': {},
  'partly found': { short: '5' },
  'too much picked': { over: '2' },
  'first carrier declines': { first: 'declines' },
  'first carrier is silent': { first: 'is silent' },
  'carrier backs out': { first: 'backs out' },
  'loaded before it is booked': { first: 'answers late' },
  'billed at goods issue': { incoterms: 'CPT' },
  'collected by the customer': { incoterms: 'EXW' },
};

/** In rounds of looking; what is done is seen before the next is, and a truck waits long enough to be called back. */
const PICKED_AFTER = 2;
const HANDLED_EVERY = 6;
const LEAVES_AFTER = 35;

interface Progress {
  seen: number;
  ready: number;
  short?: boolean;
  over?: boolean;
  backedOut?: boolean;
}

/** The dock of one order: pickers, carriers and the customer, who all do what is next by themselves. */
export class ShippingDock {
  readonly #plant: SalesPlant;
  readonly #scenario: ShippingScenario;
  readonly #progress = new Map<string, Progress>();

  constructor(plant: SalesPlant, scenario: ShippingScenario) {
    this.#plant = plant;
    this.#scenario = scenario;
  }

  live(deliveryNo: string, isFirst: boolean): void {
    const progress = this.#progress.get(deliveryNo) ?? { seen: 0, ready: 0 };
    this.#progress.set(deliveryNo, progress);
    this.#answerOffers(deliveryNo, isFirst, progress);
    this.#bringBack(deliveryNo);
    this.#pick(deliveryNo, isFirst, progress);
    this.#drive(deliveryNo, progress);
  }

  #load(deliveryNo: string) {
    const all = [...this.#plant.tms.book.loads.values()];
    return all.findLast(({ deliveries }) => deliveries.some((one) => one.deliveryNo === deliveryNo));
  }

  #answerOffers(deliveryNo: string, isFirst: boolean, progress: Progress): void {
    const { tms, wms } = this.#plant;
    const load = this.#load(deliveryNo);
    const { first } = isFirst ? this.#scenario : {};
    if (first === 'backs out' && load?.status === 'BOOKED' && !progress.backedOut) {
      progress.backedOut = true;
      tms.backOut(deliveryNo);
    }
    const open = load?.tenders.find(({ status }) => status === 'OPEN');
    if (!open) return;
    const isAnswered = open.round > 1 || (first !== 'is silent' && first !== 'answers late');
    if (open.round === 1 && first === 'declines') tms.decline(open.tenderId);
    else if (isAnswered || (first === 'answers late' && wms.outboundOrders.orders.get(deliveryNo)?.shipped))
      tms.accept(open.tenderId);
  }

  #bringBack(deliveryNo: string): void {
    const { outbound, outboundOrders } = this.#plant.wms;
    const order = outboundOrders.orders.get(deliveryNo);
    if (order && !order.departed && outboundOrders.hasOpenTasks(deliveryNo)) outbound.unpicked(deliveryNo);
  }

  #pick(deliveryNo: string, isFirst: boolean, progress: Progress): void {
    const { outbound, outboundOrders } = this.#plant.wms;
    const order = outboundOrders.orders.get(deliveryNo);
    if (!order || order.cancelled || order.shipped) return;
    if (progress.seen++ % HANDLED_EVERY !== PICKED_AFTER) return;
    const { short, over } = isFirst ? this.#scenario : {};
    if (short !== undefined && !progress.short) {
      progress.short = true;
      const [line] = order.lines;
      outbound.pick(deliveryNo, { quantity: String(Number(line?.qty.value) - Number(short)) });
      outbound.short(deliveryNo, line?.line ?? '', short, 'not on the shelf');
    } else if (over !== undefined && !progress.over) {
      progress.over = true;
      const [line] = order.lines;
      outbound.pick(deliveryNo, { quantity: String(Number(line?.qty.value) + Number(over)) });
    } else if (outboundOrders.isToBePicked(deliveryNo) && !progress.short) outbound.pickAll(deliveryNo);
    else if (outboundOrders.isToBePacked(deliveryNo)) outbound.pack(deliveryNo);
    else if (outboundOrders.isReady(deliveryNo) && this.#isTruckThere(deliveryNo, progress)) outbound.ship(deliveryNo);
  }

  /** Nothing is loaded that more is picked of than is wanted. */
  #isTruckThere(deliveryNo: string, { backedOut }: Progress): boolean {
    const order = this.#plant.wms.outboundOrders.known(deliveryNo);
    const wanted = order.lines.reduce((sum, { qty }) => sum + Number(qty.value), 0);
    const picked = order.pieces.reduce((sum, { quantity }) => sum + Number(quantity), 0);
    const { incoterms, first } = this.#scenario;
    if (first === 'backs out' && !backedOut) return false;
    const isThere = incoterms === 'EXW' || first === 'answers late' || this.#load(deliveryNo)?.status === 'BOOKED';
    return picked === wanted && isThere;
  }

  /** It leaves some time after the customer was told, and where that is agreed, billed. */
  #drive(deliveryNo: string, progress: Progress): void {
    const { tms, wms, customer, sales } = this.#plant;
    const order = wms.outboundOrders.orders.get(deliveryNo);
    const load = this.#load(deliveryNo);
    if (!order?.shipped) return;
    if (load?.status === 'PICKED_UP') {
      const done = load.events.map(({ code }) => code);
      if (!done.includes('DEPARTED')) tms.depart(deliveryNo);
      else if (!done.includes('ARRIVED')) tms.arrive(deliveryNo);
      else if (!done.includes('DELIVERED')) tms.deliver(deliveryNo);
      return;
    }
    const isBilled = this.#scenario.incoterms !== 'CPT' || sales(deliveryNo).billed.length > 0;
    if (order.departed || this.#scenario.stays || customer.notices(deliveryNo).length === 0 || !isBilled) return;
    if (++progress.ready < LEAVES_AFTER) return;
    if (load && load.status !== 'BOOKED') return;
    if (load) tms.pickUp(deliveryNo);
    wms.outbound.depart(deliveryNo);
  }
}
