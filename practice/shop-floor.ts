import type { MesPlant } from '../connectors/rest-mes/practice/index.js';
import { pumpOrder } from '../connectors/sap-s4/practice/index.js';
import type { PlantName } from './plant.js';
import { plants } from './plant.js';
import type { ShiftCourse } from './shift-course.js';
import type { ShiftOrder, ShiftReport } from './shift-orders.js';

const BETWEEN_REPORTS_MS = 1_500;
const ANSWER_MS = 400;
const LOCKED_MS = 6_000;
const RECOUNT_MS = 2_000;
const LINE = 'LINE';

/** What planners, the MES and the lines do with production orders. Nothing here knows of Headrace. */
export class ShopFloor {
  readonly #course: ShiftCourse;

  constructor(course: ShiftCourse) {
    this.#course = course;
  }

  /** What is to go wrong is known from the beginning on. */
  plan({ orderNo, locked, reports }: ShiftOrder): void {
    if (locked) this.#course.plan(rejection(orderNo));
    for (const [index, { replyLost, recounted }] of reports.entries()) {
      if (replyLost) this.#course.plan(lostConfirmation(nameOf(orderNo, index)));
      if (recounted) this.#course.plan(overReport(orderNo));
    }
  }

  /** As long as nobody takes the order back. */
  async make(order: ShiftOrder, afterMs: number): Promise<void> {
    try {
      await this.#make(order, afterMs);
    } catch (failure) {
      if (this.#course.isOver || this.#statusOf(order) !== 'CANCELLED') throw failure;
      this.#course.tell(`order ${order.orderNo} was taken back from the MES`);
    }
  }

  async #make(order: ShiftOrder, afterMs: number): Promise<void> {
    const { orderNo, quantity, plant, reports, kanban } = order;
    const { sap } = this.#course.plant;
    const mes = this.#course.plant.mes[plant];
    await this.#course.sleep(afterMs);
    sap.addOrder(pumpOrder(orderNo, quantity, { plant, ...today(plant) }));
    sap.release(orderNo);
    if (order.releasedTwice) sap.release(orderNo);
    await this.#answer(mes, order);
    await this.#course.sleep(ANSWER_MS);
    mes.start(orderNo);
    if (kanban) await this.#replenish(order, kanban);
    for (const [index, report] of reports.entries()) {
      await this.#course.sleep(BETWEEN_REPORTS_MS);
      if (this.#statusOf(order) === 'COMPLETED') return this.#course.tell(`order ${orderNo} was stopped`);
      this.#report(order, index, report);
    }
    mes.complete(orderNo);
  }

  #report(order: ShiftOrder, index: number, report: ShiftReport): void {
    const { orderNo, plant, reports } = order;
    const { yield: made, scrap, toldTwice, replyLost, recounted } = report;
    const mes = this.#course.plant.mes[plant];
    const confirmationId = nameOf(orderNo, index);
    if (replyLost) {
      this.#course.loseReply(lostConfirmation(confirmationId), 'ProdnOrdConf2', `"${confirmationId}"`);
      this.#course.tell(`SAP posts confirmation ${confirmationId}, and its reply is lost on the way`);
    }
    const lot = `L-${orderNo}`;
    const final = index === reports.length - 1;
    const wasted = scrap === undefined ? {} : { scrap, scrapReason: 'LEAK' };
    const { eventId } = mes.confirm(orderNo, { confirmationId, yield: made, ...wasted, lot, final });
    if (toldTwice) mes.resend(eventId);
    if (recounted) void this.#recount(orderNo, plant).catch(() => undefined);
  }

  /** Accepts the order, however often it has to be rejected before. */
  async #answer(mes: MesPlant, order: ShiftOrder): Promise<void> {
    const { orderNo, plant, locked } = order;
    let rejected = 0;
    for (;;) {
      await this.#arrived(order);
      await this.#course.sleep(ANSWER_MS);
      if (!locked || this.#course.cleared.has(orderNo)) break;
      mes.reject(orderNo, locked.code, locked.text);
      rejected += 1;
      this.#course.count(rejection(orderNo), () => rejected);
      if (rejected === 1) void this.#mend(orderNo, plant).catch(() => undefined);
    }
    mes.accept(orderNo);
  }

  async #mend(orderNo: string, plant: PlantName): Promise<void> {
    await this.#course.sleep(LOCKED_MS);
    this.#course.cleared.add(orderNo);
    this.#course.tell(`MES ${plant}: the tool change is over, order ${orderNo} could be taken now`);
  }

  async #recount(orderNo: string, plant: PlantName): Promise<void> {
    this.#course.count(overReport(orderNo), () => 1);
    await this.#course.sleep(RECOUNT_MS);
    this.#course.cleared.add(orderNo);
    this.#course.tell(`MES ${plant}: what order ${orderNo} has made was counted again, and is right`);
  }

  /** A card of the line goes to the warehouse, and material comes. */
  async #replenish({ orderNo, plant }: ShiftOrder, { item, quantity }: { item: string; quantity: string }) {
    const wms = this.#course.plant.wms[plant];
    const { signalNo } = this.#course.plant.mes[plant].kanban(orderNo, { item, quantity, location: LINE });
    await this.#course.until(() => wms.replenishments.ready(signalNo));
    wms.bring(signalNo);
    this.#course.tell(`WMS ${plant}: ${quantity} ${item} were brought to the line by card ${signalNo}`);
  }

  #statusOf({ plant, orderNo }: ShiftOrder) {
    return this.#course.plant.mes[plant].book.orders.get(orderNo)?.status;
  }

  async #arrived(order: ShiftOrder): Promise<void> {
    const isCancelled = (): boolean => this.#statusOf(order) === 'CANCELLED';
    await this.#course.until(() => this.#statusOf(order) === 'CHECKING' || isCancelled());
    if (isCancelled()) throw new Error(`order ${order.orderNo} is cancelled`);
  }
}

const nameOf = (orderNo: string, index: number): string => `${orderNo}-${index + 1}`;
const rejection = (orderNo: string): string => `order ${orderNo} is rejected by the MES`;
const overReport = (orderNo: string): string => `order ${orderNo} is reported with more than it allows`;
const lostConfirmation = (confirmationId: string): string => `reply to confirmation ${confirmationId} is lost`;

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
