import type { ReceivingAutomation } from './receiving-automation.js';
import type { WmsPlant } from './wms-plant.js';

/** What the warehouse does by itself, and how long after it was asked; without a time it waits to be told. */
export interface Automation {
  /** Stages once there is enough in the bulk store. */
  stageAfterMs?: number;
  /** Puts announced receipts away, at once unless told. */
  putAwayAfterMs?: number | 'by hand';
  /** Takes out of stock again what production asks back. */
  takeBackAfterMs?: number;
  /** Picks what there is, and more as it comes; packs what is picked in full. */
  pickAfterMs?: number;
  /** Ships what is picked in full. */
  shipAfterMs?: number;
  /** Brings back what is asked for. */
  unpickAfterMs?: number;
  /** Brings material to the line once there is enough in the bulk store. */
  replenishAfterMs?: number;
  /** Receives what suppliers bring. */
  receiving?: ReceivingAutomation;
}

const RECHECK_MS = 20;

/** Carries out what has come, again and again while stock is short. */
export class Automatic {
  readonly #plant: WmsPlant;
  readonly #automation: Automation;

  constructor(plant: WmsPlant, automation: Automation) {
    this.#plant = plant;
    this.#automation = automation;
  }

  stage(orderNo: string): void {
    const { staging } = this.#plant;
    const { version } = staging.known(orderNo);
    this.#repeat(this.#automation.stageAfterMs, () => {
      const request = staging.requests.get(orderNo);
      if (request?.status !== 'REQUESTED' || request.version !== version) return true;
      if (!staging.pick(orderNo)) return false;
      this.#plant.stage(orderNo);
      return true;
    });
  }

  putAway(receiptId: string): void {
    const { putAwayAfterMs = 0 } = this.#automation;
    if (putAwayAfterMs === 0) this.#plant.putAway(receiptId);
    else if (putAwayAfterMs !== 'by hand') setTimeout(() => this.#plant.putAway(receiptId), putAwayAfterMs).unref();
  }

  takeBack(receiptId: string): void {
    const { takeBackAfterMs } = this.#automation;
    if (takeBackAfterMs === undefined) return;
    setTimeout(() => {
      if (this.#plant.receipts.isAskedBack(receiptId)) this.#plant.takeBack(receiptId);
    }, takeBackAfterMs).unref();
  }

  replenish(signalNo: string): void {
    const { replenishments } = this.#plant;
    this.#repeat(this.#automation.replenishAfterMs, () => {
      if (replenishments.ready(signalNo)) this.#plant.bring(signalNo);
      return replenishments.tasks.get(signalNo)?.status === 'DONE';
    });
  }

  /** Picks it until that is all, and ships it when it is; a later version begins anew. */
  release(deliveryNo: string): void {
    const { outbound, outboundOrders: orders } = this.#plant;
    const { version } = orders.known(deliveryNo);
    this.#repeat(this.#automation.pickAfterMs, () => {
      if (orders.isOver(deliveryNo, version)) return true;
      if (orders.isToBePicked(deliveryNo)) outbound.pickAll(deliveryNo);
      if (orders.isToBePacked(deliveryNo)) outbound.pack(deliveryNo);
      return !orders.isToBePicked(deliveryNo);
    });
    let wasReady = false;
    this.#repeat(this.#automation.shipAfterMs, () => {
      if (orders.isOver(deliveryNo, version)) return true;
      const ready = orders.isReady(deliveryNo);
      if (ready && wasReady) outbound.ship(deliveryNo);
      wasReady = ready;
      return false;
    });
  }

  unpick(deliveryNo: string): void {
    const { unpickAfterMs } = this.#automation;
    if (unpickAfterMs === undefined) return;
    const { outbound, outboundOrders } = this.#plant;
    setTimeout(() => {
      if (outboundOrders.hasOpenTasks(deliveryNo)) outbound.unpicked(deliveryNo);
    }, unpickAfterMs).unref();
  }

  /** Tries after this time, and then again until it is done. */
  #repeat(afterMs: number | undefined, attempt: () => boolean): void {
    if (afterMs === undefined) return;
    const tryLater = (): void => {
      setTimeout(() => !attempt() && tryLater(), Math.max(afterMs, RECHECK_MS)).unref();
    };
    tryLater();
  }
}
