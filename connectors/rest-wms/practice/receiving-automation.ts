import { type InboundDelivery, inboundStatusOf } from './inbound-delivery.js';
import type { Receiving } from './receiving.js';

/** What happens at the dock by itself, and how long after the step before; without a time it waits to be told. */
export interface ReceivingAutomation {
  /** The truck comes, after it was announced. */
  arriveAfterMs?: number;
  /** Everything that was announced is counted, whole; of what nobody had announced, people say what it is. */
  countAfterMs?: number;
  /** After a count. */
  closeAfterMs?: number;
  putAwayAfterMs?: number;
  /** Brings back what is asked for. */
  bringBackAfterMs?: number;
}

/** Takes a delivery on from where it stands. */
export class AutomaticReceiving {
  readonly #receiving: Receiving;
  readonly #automation: ReceivingAutomation;

  constructor(receiving: Receiving, automation: ReceivingAutomation) {
    this.#receiving = receiving;
    this.#automation = automation;
    receiving.onStep = (delivery) => this.goOn(delivery);
  }

  /** Only the version that it is now, and only if nobody takes the step before. */
  goOn(delivery: InboundDelivery): void {
    const { inboundDeliveryNo: number, version } = delivery;
    const status = inboundStatusOf(delivery);
    const step = this.#steps(delivery)[status];
    if (step?.afterMs === undefined) return;
    setTimeout(() => {
      const now = this.#receiving.standing(number);
      const isStill = inboundStatusOf(now) === status && now.version === version;
      if (isStill && !now.bringBackTasks.some((task) => task.status === 'OPEN')) step.take(number);
    }, step.afterMs).unref();
  }

  bringBack(inboundDeliveryNo: string): void {
    const { bringBackAfterMs } = this.#automation;
    if (bringBackAfterMs === undefined) return;
    setTimeout(() => {
      const { bringBackTasks } = this.#receiving.standing(inboundDeliveryNo);
      if (bringBackTasks.some(({ status }) => status === 'OPEN')) this.#receiving.carryOutBringBack(inboundDeliveryNo);
    }, bringBackAfterMs).unref();
  }

  #steps({ lines }: InboundDelivery): Record<string, { afterMs?: number; take(number: string): void }> {
    const { arriveAfterMs, countAfterMs, closeAfterMs, putAwayAfterMs } = this.#automation;
    const receiving = this.#receiving;
    return {
      EXPECTED: { ...after(arriveAfterMs), take: (number) => void receiving.arrive(number) },
      ARRIVED: {
        ...after(lines.length > 0 ? countAfterMs : undefined),
        take: (number) => void receiving.count(number),
      },
      RECEIVING: { ...after(closeAfterMs), take: (number) => void receiving.close(number) },
      CLOSED: { ...after(putAwayAfterMs), take: (number) => void receiving.putAway(number) },
    };
  }
}

const after = (afterMs: number | undefined): { afterMs?: number } => (afterMs === undefined ? {} : { afterMs });
