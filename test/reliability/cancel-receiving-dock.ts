import type { CountedGoods } from '../../connectors/rest-wms/practice/counting.js';
import { inboundStatusOf } from '../../connectors/rest-wms/practice/inbound-delivery.js';
import type { BuyingPlant } from '../setup/purchasing.js';

export interface ReceivingScenario {
  /** So many of the twenty that are ordered are counted. */
  counted?: string;
  /** Quality management decides, and does not take all of it. */
  inspected?: true;
  /** So many of them are damaged. */
  damaged?: string;
}

export const scenarios: Record<string, ReceivingScenario> = {
  'received': {},
  'too much': { counted: '25' },
  'inspected': { inspected: true },
  'partly damaged': { damaged: '3' },
};

export const ITEM = 'RM-10';
export const INSPECTED_ITEM = 'RM-12';
export const ORDERED = '20';

/** A batch has ten characters. */
export const lotOf = (orderNo: string): string => `L${orderNo.slice(-6)}`;

/** In rounds of looking: what is done is seen before the next is. */
const HANDLED_EVERY = 6;
/** A truck that is called off is not announced without end. */
const NOTICES_MAX = 2;

/** Supplier, dock and laboratory of one order, who all do what is next by themselves. */
export class ReceivingDock {
  readonly #plant: BuyingPlant;
  readonly #orderNo: string;
  readonly #scenario: ReceivingScenario;
  #rounds = 0;
  #notices = 0;

  constructor(plant: BuyingPlant, orderNo: string, scenario: ReceivingScenario) {
    this.#plant = plant;
    this.#orderNo = orderNo;
    this.#scenario = scenario;
  }

  live(inbounds: string[]): void {
    if (this.#rounds++ % HANDLED_EVERY !== 0) return;
    if (inbounds.length === this.#notices && inbounds.every((inbound) => this.#isOff(inbound))) this.#announce();
    for (const inbound of inbounds) {
      this.#decide(inbound);
      this.#receive(inbound);
    }
  }

  /** It was called off, or brought back; or deleted before the warehouse has heard of it. */
  #isOff(inbound: string): boolean {
    const isDeleted = this.#plant.sap.inboundDeliveries.some((one) => one.deliveryNo === inbound && one.deleted);
    return this.#status(inbound) === 'CANCELLED' || isDeleted;
  }

  /** Ledgers are long, and everybody looks all the time. */
  #status(inbound: string): string | undefined {
    const delivery = this.#plant.wms.inboundDeliveries.deliveries.get(inbound);
    return delivery && inboundStatusOf(delivery);
  }

  #announce(): void {
    const word = this.#plant.suppliers.lastWord(this.#orderNo);
    if (this.#notices === NOTICES_MAX || word === undefined || word === 'CANCELLATION') return;
    this.#notices += 1;
    const item = this.#scenario.inspected ? INSPECTED_ITEM : ITEM;
    const packingSlip = `PS-${this.#orderNo}-${this.#notices}`;
    this.#plant.tell(this.#orderNo, { packingSlip, lines: [{ quantity: ORDERED, item }] });
  }

  #receive(inbound: string): void {
    const { receiving, inboundDeliveries } = this.#plant.wms;
    const status = this.#status(inbound);
    const tasks = inboundDeliveries.deliveries.get(inbound)?.bringBackTasks ?? [];
    if (status === undefined || status === 'CANCELLED') return;
    if (tasks.some((task) => task.status === 'OPEN')) receiving.carryOutBringBack(inbound);
    else if (status === 'EXPECTED') receiving.arrive(inbound);
    else if (status === 'ARRIVED') receiving.count(inbound, { lines: this.#goods() });
    else if (status === 'RECEIVING') receiving.close(inbound);
    else if (status === 'CLOSED' && this.#isPosted(inbound)) receiving.putAway(inbound);
  }

  #goods(): CountedGoods[] {
    const { counted = ORDERED, damaged, inspected } = this.#scenario;
    const of = { item: inspected ? INSPECTED_ITEM : ITEM, line: '000010', lot: lotOf(this.#orderNo) };
    if (damaged === undefined) return [{ ...of, quantity: counted }];
    const whole = String(Number(counted) - Number(damaged));
    return [
      { ...of, quantity: whole },
      { ...of, quantity: damaged, condition: 'DAMAGED' },
    ];
  }

  /** People put away what the books have, and quality has decided. */
  #isPosted(inbound: string): boolean {
    if (this.#plant.receivedOf(this.#orderNo) === '0') return false;
    if (this.#scenario.inspected) return this.#inspections(inbound).some(({ decisions }) => decisions.length > 0);
    return this.#plant.lying(ITEM, lotOf(this.#orderNo))['EXCESS_HOLD'] === undefined;
  }

  #inspections(inbound: string) {
    const all = [...this.#plant.quality.inspections.inspections.values()];
    return all.filter(({ inspectionNo }) => inspectionNo.startsWith(inbound));
  }

  #decide(inbound: string): void {
    for (const { inspectionNo, decisions } of this.#inspections(inbound)) {
      if (decisions.length > 0) continue;
      this.#plant.quality.decide(inspectionNo, { accepted: '15', rejected: '4', destroyed: '1' });
    }
  }
}
