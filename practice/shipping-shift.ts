import { Decimal } from 'decimal.js';
import type { PlantName } from './plant.js';
import { plantNames } from './plant.js';
import type { ShiftCourse } from './shift-course.js';
import type { ShiftSale } from './shift-sales.js';
import { Trucks } from './trucks.js';

const LOOK_MS = 150;
const HAND_MS = 500;
const CREDIT_MS = 4_000;

/** As a delivery goes that nobody has written a script for. */
export const usualSale = { customer: 'C-100', price: '210.00', incoterms: 'DAP' } as const;

/** What the ERP's salespeople, pickers, carriers and trucks do. Nothing here knows of Headrace. */
export class ShippingFloor {
  readonly #course: ShiftCourse;
  readonly #trucks: Trucks;
  readonly #scripts = new Map<string, ShiftSale>();
  /** Deliveries that the warehouses have taken up, by sales order. */
  readonly #deliveries = new Map<string, string[]>();
  readonly #delivered = new Map<string, Decimal>();
  #failure: Error | undefined;

  constructor(course: ShiftCourse) {
    this.#course = course;
    this.#trucks = new Trucks(course);
  }

  /** What is to go wrong is known from the beginning on. */
  plan(sale: ShiftSale): void {
    const { salesOrderNo, creditBlocked, notFound, issueReplyLost, declinedBy = [] } = sale;
    this.#scripts.set(salesOrderNo, sale);
    if (creditBlocked) this.#course.plan(creditBlock(sale));
    if (notFound) this.#course.plan(shortPick(sale));
    if (issueReplyLost) this.#course.plan(lostIssue(sale));
    for (const carrier of declinedBy) this.#course.plan(this.#trucks.declining(salesOrderNo, carrier));
  }

  /** Somebody types an order that was planned into the ERP, which tells nobody yet. */
  enter(sale: ShiftSale): void {
    const { salesOrderNo, plant, customer, quantity, price, priceUnit = '1', incoterms, creditBlocked } = sale;
    const credit = creditBlocked ? 'BLOCKED' : 'APPROVED';
    const order = { salesOrderNo, plant, customer, quantity, price, priceUnit, incoterms, credit } as const;
    this.#course.plant.sap.addSalesOrder(order);
  }

  /** Enters and releases an order that was planned, and sees all of it at the customer's. */
  async sell(sale: ShiftSale, afterMs: number): Promise<void> {
    const { sap } = this.#course.plant;
    const { salesOrderNo, quantity, creditBlocked } = sale;
    await this.#course.sleep(afterMs);
    this.enter(sale);
    const looks = creditBlocked ? this.#countLooks(sale) : undefined;
    sap.releaseSalesOrder(salesOrderNo);
    if (looks) await this.#releaseCredit(salesOrderNo, looks);
    await this.#course.until(() => this.#delivered.get(salesOrderNo)?.gte(quantity) === true);
  }

  /** Picks, ships and carries what comes, until the shift is stopped. @throws Error with what a stand-in refused */
  async serve(): Promise<never> {
    for (;;) {
      if (this.#failure) throw this.#failure;
      for (const plant of plantNames) this.#takeUp(plant);
      for (const answering of this.#trucks.answerOffers((salesOrderNo) => this.#declined(salesOrderNo)))
        this.#watch(answering);
      await this.#course.sleep(LOOK_MS);
    }
  }

  /** How often somebody has read an order: a block that nobody has seen stopped nothing. */
  #countLooks(sale: ShiftSale): () => number {
    const read = { method: 'GET', path: `A_SalesOrder\\b.*${sale.salesOrderNo}` };
    const fault = this.#course.plant.sap.faults.ask({ kind: 'hold-reply', delayMs: 0, ...read });
    this.#course.count(creditBlock(sale), () => fault.struck);
    return () => fault.struck;
  }

  async #releaseCredit(salesOrderNo: string, looks: () => number): Promise<void> {
    await this.#course.until(() => looks() > 0);
    await this.#course.sleep(CREDIT_MS);
    this.#course.plant.sap.releaseCredit(salesOrderNo);
    this.#course.cleared.add(salesOrderNo);
    this.#course.tell(`SAP: finance has released the credit of sales order ${salesOrderNo}`);
  }

  #takeUp(plant: PlantName): void {
    const { sap, wms } = this.#course.plant;
    const known = new Set([...this.#deliveries.values()].flat());
    const fresh = [...wms[plant].outboundOrders.orders.keys()].filter((deliveryNo) => !known.has(deliveryNo));
    if (fresh.length === 0) return;
    const { deliveries } = sap.ledger();
    for (const deliveryNo of fresh) {
      const salesOrderNo = deliveries.find((one) => one.deliveryNo === deliveryNo)?.salesOrderNo;
      if (salesOrderNo === undefined) continue;
      const before = this.#deliveries.get(salesOrderNo) ?? [];
      this.#deliveries.set(salesOrderNo, [...before, deliveryNo]);
      const script = this.#scripts.get(salesOrderNo) ?? { ...usualSale, salesOrderNo, plant, quantity: '0' };
      this.#trucks.carries(deliveryNo, salesOrderNo);
      this.#watch(this.#deliver(script, deliveryNo, before.length === 0));
    }
  }

  /** As long as nobody takes the delivery back. */
  async #deliver(sale: ShiftSale, deliveryNo: string, isFirst: boolean): Promise<void> {
    const { wms } = this.#course.plant;
    const orders = wms[sale.plant].outboundOrders;
    try {
      await this.#pick(sale, deliveryNo, isFirst);
      await this.#trucks.ready(sale, deliveryNo);
      await this.#load(sale, deliveryNo, isFirst);
      await this.#trucks.drive(deliveryNo);
      const quantity = orders.known(deliveryNo).pieces.map((piece) => piece.quantity);
      const before = this.#delivered.get(sale.salesOrderNo) ?? new Decimal(0);
      this.#delivered.set(sale.salesOrderNo, Decimal.sum(before, 0, ...quantity));
    } catch (failure) {
      if (this.#course.isOver || !orders.known(deliveryNo).cancelled) throw failure;
      this.#course.tell(`delivery ${deliveryNo} was taken back from the warehouse`);
    }
  }

  async #pick(sale: ShiftSale, deliveryNo: string, isFirst: boolean): Promise<void> {
    const { outbound, outboundOrders: orders } = this.#course.plant.wms[sale.plant];
    const { notFound } = sale;
    await this.#course.sleep(HAND_MS);
    if (notFound && isFirst) {
      const [line] = orders.known(deliveryNo).lines;
      if (!line) throw new Error(`outbound order ${deliveryNo} has no lines`);
      outbound.pick(deliveryNo, { line: line.line, quantity: new Decimal(line.qty.value).minus(notFound).toFixed() });
      outbound.short(deliveryNo, line.line, notFound);
      this.#course.count(shortPick(sale), () => 1);
      this.#course.tell(`WMS ${sale.plant}: ${notFound} pieces of delivery ${deliveryNo} are not found`);
    } else outbound.pickAll(deliveryNo);
    await this.#course.until(() => orders.isReady(deliveryNo) || orders.known(deliveryNo).cancelled);
    await this.#course.sleep(HAND_MS);
    outbound.pack(deliveryNo);
  }

  async #load(sale: ShiftSale, deliveryNo: string, isFirst: boolean): Promise<void> {
    const { outbound } = this.#course.plant.wms[sale.plant];
    await this.#course.sleep(HAND_MS);
    if (sale.issueReplyLost && isFirst) {
      this.#course.loseReply(lostIssue(sale), `PostGoodsIssue.*${deliveryNo}`);
      this.#course.tell(`SAP posts goods issue of delivery ${deliveryNo}, and its reply is lost on the way`);
    }
    outbound.ship(deliveryNo);
    outbound.depart(deliveryNo);
  }

  #declined(salesOrderNo: string): readonly string[] {
    return this.#scripts.get(salesOrderNo)?.declinedBy ?? [];
  }

  #watch(work: Promise<void>): void {
    work.catch((failure: unknown) => {
      this.#failure ??= failure instanceof Error ? failure : new Error(String(failure));
    });
  }
}

const creditBlock = ({ salesOrderNo }: ShiftSale): string => `sales order ${salesOrderNo} is blocked for credit`;
const shortPick = ({ salesOrderNo }: ShiftSale): string => `pick of sales order ${salesOrderNo} is short`;
const lostIssue = ({ salesOrderNo }: ShiftSale): string => `reply to the goods issue of ${salesOrderNo} is lost`;
