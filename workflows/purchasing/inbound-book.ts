import type { InboundReport } from '../../contracts/processes/inbound-delivery.js';

/** How the inbound deliveries of an order stand: each says so itself, and its latest word counts. */
export class InboundBook {
  readonly #reports = new Map<string, InboundReport>();
  /** How many words have been heard. */
  heard = 0;

  /** Its last word is its last, whatever comes after it. */
  hear(report: InboundReport): void {
    const before = this.#reports.get(report.inboundDeliveryNo);
    if (!before || !isOver(before)) this.#reports.set(report.inboundDeliveryNo, report);
    this.heard += 1;
  }

  has(inboundDeliveryNo: string): boolean {
    return this.#reports.has(inboundDeliveryNo);
  }

  /** The oldest first. */
  get all(): InboundReport[] {
    return [...this.#reports.values()];
  }

  /** Those that bring something, or have. */
  get live(): InboundReport[] {
    return this.all.filter(({ progress }) => progress !== 'CANCELLED');
  }

  get areClosed(): boolean {
    return this.all.every(isOver);
  }

  /** Neither over nor refusing to be taken back. */
  get open(): InboundReport[] {
    return this.all.filter((one) => !isOver(one) && one.refused === undefined);
  }

  get hasGoods(): boolean {
    return this.live.some(({ progress }) => progress !== 'OPEN');
  }

  /** A delivery that is not all received yet is to bring something of the line. */
  isOnItsWay(line: string): boolean {
    const isToCome = ({ progress }: InboundReport): boolean => progress === 'OPEN' || progress === 'ARRIVED';
    return this.all.filter(isToCome).some(({ lines }) => lines.some((one) => one.purchaseOrderLine === line));
  }

  /** It is asked again: that it refused before is no answer to that. */
  forgetRefusals(): void {
    for (const [number, { refused: _, ...report }] of this.#reports) this.#reports.set(number, report);
  }
}

const isOver = ({ progress }: InboundReport): boolean =>
  progress === 'CLOSED' || progress === 'CANCELLED' || progress === 'CANCELLED_PARTIAL';
