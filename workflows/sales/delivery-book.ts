import type { SalesOrder } from '../../contracts/entities/sales-order.js';
import type { DeliveryReport } from '../../contracts/processes/outbound-delivery.js';
import type { Fulfilment } from '../../contracts/view.js';
import { sum } from '../../decisions/arithmetic.js';
import { fulfilmentOf } from '../../decisions/fulfilment.js';
import { hasShipped, type OrderLineQuantity } from '../../decisions/open-lines.js';

/** How the deliveries of a sales order stand: each says so itself, and its latest word counts. */
export class DeliveryBook {
  readonly #reports = new Map<string, DeliveryReport>();
  /** Whose cancel, or whose refusal of a change, has been dealt with. */
  readonly #settled = { cancel: new Set<string>(), change: new Set<string>() };
  /** How many words have been heard. */
  heard = 0;

  /** Its last word is its last: what it has said before that, and comes later, does not open it again. */
  hear(report: DeliveryReport): void {
    const { deliveryNo, refused } = report;
    const before = this.#reports.get(deliveryNo);
    const isOver = before?.progress === 'CLOSED' || before?.progress === 'CANCELLED';
    // One that was cancelled before it was read does not know what it was to bring.
    const lines = report.lines.length > 0 ? report.lines : (before?.lines ?? []);
    this.#reports.set(deliveryNo, isOver ? { ...before, ...(refused && { refused }) } : { ...report, lines });
    this.heard += 1;
  }

  has(deliveryNo: string): boolean {
    return this.#reports.has(deliveryNo);
  }

  /** The oldest first. */
  get all(): DeliveryReport[] {
    return [...this.#reports.values()];
  }

  /** Those that bring something, or have. */
  get live(): DeliveryReport[] {
    return this.all.filter(({ progress }) => progress !== 'CANCELLED');
  }

  /** Each has said its last word. */
  get areClosed(): boolean {
    return this.live.every(({ progress }) => progress === 'CLOSED');
  }

  /** Neither closed, nor cancelled, nor refusing to be. */
  get open(): DeliveryReport[] {
    return this.live.filter(({ progress, refused }) => progress !== 'CLOSED' && refused?.what !== 'cancel');
  }

  get shipped(): DeliveryReport[] {
    return this.live.filter(hasShipped);
  }

  /** One that was cancelled for itself, and nobody has said what becomes of its goods. */
  get unsettledCancel(): DeliveryReport | undefined {
    return this.all.find(
      ({ progress, deliveryNo }) => progress === 'CANCELLED' && !this.#settled.cancel.has(deliveryNo),
    );
  }

  /** Nobody has to say what becomes of goods that are not wanted any more. */
  settleUnwanted(owed: readonly OrderLineQuantity[]): void {
    const isOwed = (line: string) => owed.some(({ salesOrderLine }) => salesOrderLine === line);
    for (const { progress, deliveryNo, lines } of this.all) {
      const isUnwanted = !lines.some(({ salesOrderLine }) => isOwed(salesOrderLine));
      if (progress === 'CANCELLED' && isUnwanted) this.settle('cancel', deliveryNo);
    }
  }

  get unsettledRefusal(): DeliveryReport | undefined {
    return this.live.find(
      ({ refused, deliveryNo }) => refused?.what === 'change' && !this.#settled.change.has(deliveryNo),
    );
  }

  settle(what: 'cancel' | 'change', deliveryNo: string): void {
    this.#settled[what].add(deliveryNo);
  }

  /** It is asked again: what it refused before is no answer to that. */
  forget(what: 'cancel' | 'change', deliveryNo: string): void {
    this.#settled[what].delete(deliveryNo);
    const { refused, ...report } = this.#reports.get(deliveryNo) ?? {};
    if (refused?.what === what) this.#reports.set(deliveryNo, report as DeliveryReport);
  }

  fulfilment({ lines }: SalesOrder): Fulfilment {
    const shippedOf = (line: string): string =>
      sum(
        ...this.all
          .flatMap((report) => report.lines.filter(({ salesOrderLine }) => salesOrderLine === line))
          .map(({ shipped }) => shipped.value),
      );
    const wanted = lines.filter(({ rejected }) => !rejected);
    return fulfilmentOf(
      wanted.map(({ line, quantity: ordered }) => {
        const shipped = shippedOf(line);
        return { ordered, picked: shipped, shipped };
      }),
    );
  }
}
