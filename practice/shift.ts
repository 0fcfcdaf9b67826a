import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MesPlant } from '../connectors/rest-mes/practice/index.js';
import { pumpOrder } from '../connectors/sap-s4/practice/index.js';
import type { PlantName, PracticePlant } from './plant.js';
import { plants } from './plant.js';
import { type ShiftOrder, shiftOrders } from './shift-orders.js';

export interface ShiftOptions {
  orders?: readonly ShiftOrder[];
  /** How long the ERP is down; 0 for not at all. */
  outageMs: number;
  /** What happens beside the orders themselves, in a sentence. */
  tell(happening: string): void;
}

/** What the shop floors and the ERP do in a shift. Nothing here knows of Headrace: it only sees its calls arrive. */
export interface Shift {
  /** Resolves when everything is made and reported; rejects with what the stand-ins refused. */
  done: Promise<void>;
  /** Orders that the MES has rejected, with whether their cause has gone meanwhile. */
  rejected: ReadonlyMap<string, { text: string; mended: boolean }>;
  /** Faults that were asked for; one that never struck proves nothing. */
  faults(): { kind: string; struck: number }[];
  stop(): void;
}

const BETWEEN_RELEASES_MS = 700;
const BETWEEN_REPORTS_MS = 1_500;
const ANSWER_MS = 400;
const LOOK_MS = 100;
/** After this time of the shift the ERP goes down: some orders are being made, others not yet released. */
const OUTAGE_AFTER_MS = 5_000;
const LOCKED_MS = 6_000;

export function startShift(plant: PracticePlant, options: ShiftOptions): Shift {
  const { orders = shiftOrders } = options;
  const ending = new AbortController();
  // Every order of the shift sleeps now and then.
  setMaxListeners(0, ending.signal);
  const floor = new Floor(plant, options, ending.signal);
  const work = orders.map((order, index) => floor.make(order, index * BETWEEN_RELEASES_MS));
  if (options.outageMs > 0) work.push(floor.outage(options.outageMs));
  const done = Promise.all(work).then(() => undefined);
  return {
    done: done.catch((failure: unknown) => {
      if (!ending.signal.aborted) throw failure;
    }),
    rejected: floor.rejected,
    faults: () => plant.sap.faults.list().map(({ kind, struck }) => ({ kind, struck })),
    stop: () => ending.abort(),
  };
}

class Floor {
  readonly rejected = new Map<string, { text: string; mended: boolean }>();
  readonly #plant: PracticePlant;
  readonly #tell: (happening: string) => void;
  readonly #signal: AbortSignal;

  constructor(plant: PracticePlant, { tell }: ShiftOptions, signal: AbortSignal) {
    this.#plant = plant;
    this.#tell = tell;
    this.#signal = signal;
  }

  async outage(forMs: number): Promise<void> {
    const { standIn } = this.#plant.sap;
    await this.#sleep(OUTAGE_AFTER_MS);
    await standIn.stop();
    this.#tell(`SAP is down for ${forMs / 1_000} s: what is posted to it has to wait`);
    try {
      await this.#sleep(forMs);
    } finally {
      await standIn.start();
    }
    this.#tell('SAP is up again');
  }

  /** As long as nobody takes the order back. */
  async make(order: ShiftOrder, afterMs: number): Promise<void> {
    try {
      await this.#make(order, afterMs);
    } catch (failure) {
      if (this.#signal.aborted || this.#statusOf(order) !== 'CANCELLED') throw failure;
      this.#tell(`order ${order.orderNo} was taken back from the MES`);
    }
  }

  async #make(order: ShiftOrder, afterMs: number): Promise<void> {
    const { orderNo, quantity, plant, reports } = order;
    const { sap } = this.#plant;
    const mes = this.#plant.mes[plant];
    await this.#sleep(afterMs);
    sap.addOrder(pumpOrder(orderNo, quantity, { plant, ...today(plant) }));
    sap.release(orderNo);
    if (order.releasedTwice) sap.release(orderNo);
    await this.#answer(mes, order);
    await this.#sleep(ANSWER_MS);
    mes.start(orderNo);
    for (const [index, { yield: made, scrap, toldTwice, replyLost }] of reports.entries()) {
      await this.#sleep(BETWEEN_REPORTS_MS);
      if (this.#statusOf(order) === 'COMPLETED') return this.#tell(`order ${orderNo} was stopped`);
      const confirmationId = `${orderNo}-${index + 1}`;
      if (replyLost) this.#loseReplyOf(confirmationId);
      const lot = `L-${orderNo}`;
      const final = index === reports.length - 1;
      const wasted = scrap === undefined ? {} : { scrap, scrapReason: 'LEAK' };
      const { eventId } = mes.confirm(orderNo, { confirmationId, yield: made, ...wasted, lot, final });
      if (toldTwice) mes.resend(eventId);
    }
    mes.complete(orderNo);
  }

  /** Accepts the order, however often it has to be rejected before. */
  async #answer(mes: MesPlant, order: ShiftOrder): Promise<void> {
    const { orderNo, plant, locked } = order;
    for (;;) {
      await this.#arrived(order);
      await this.#sleep(ANSWER_MS);
      if (!locked || this.rejected.get(orderNo)?.mended) break;
      mes.reject(orderNo, locked.code, locked.text);
      if (this.rejected.has(orderNo)) continue;
      this.rejected.set(orderNo, { text: locked.text, mended: false });
      void this.#mend(orderNo, plant, locked.text).catch(() => undefined);
    }
    mes.accept(orderNo);
  }

  async #mend(orderNo: string, plant: PlantName, text: string): Promise<void> {
    await this.#sleep(LOCKED_MS);
    this.rejected.set(orderNo, { text, mended: true });
    this.#tell(`MES ${plant}: the tool change is over, order ${orderNo} could be taken now`);
  }

  #loseReplyOf(confirmationId: string): void {
    const write = { method: 'POST', path: 'ProdnOrdConf2', body: `"${confirmationId}"` };
    this.#plant.sap.faults.ask({ kind: 'commit-then-cut', ...write });
    this.#tell(`SAP posts confirmation ${confirmationId}, and its reply is lost on the way`);
  }

  #statusOf({ plant, orderNo }: ShiftOrder) {
    return this.#plant.mes[plant].book.orders.get(orderNo)?.status;
  }

  async #arrived(order: ShiftOrder): Promise<void> {
    while (this.#statusOf(order) !== 'CHECKING') {
      if (this.#statusOf(order) === 'CANCELLED') throw new Error(`order ${order.orderNo} is cancelled`);
      await this.#sleep(LOOK_MS);
    }
  }

  #sleep(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.#signal });
  }
}

/** Scheduled from now for eight hours, on the plant's clock. */
export function today(plant: PlantName, now = Date.now()): { scheduledStart: string; scheduledEnd: string } {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: plants[plant].zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const clock = (at: number): string => format.format(at).replace(' ', 'T');
  return { scheduledStart: clock(now), scheduledEnd: clock(now + 8 * 3_600_000) };
}
