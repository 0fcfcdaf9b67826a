import type { WarehouseOrder } from '../../contracts/entities/warehouse-order.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { takeNews } from '../kit/news.js';
import type { About } from './about.js';

const ofWarehouse = ['PickingProgressed', 'ShipConfirmed'] as const;
/** Of single picks there may be hundreds: their order is read at most so often in the time of a look without an event. */
const LOOKS_PER_PROBE = 15;

/** When the warehouse order is to be read again: it is the whole order each time, and stays in the run's history. */
export class WarehouseNews {
  readonly #about: About;
  #known = '';
  #readAt = 0;
  #fruitless = 0;
  #looks = 0;

  constructor(about: About) {
    this.#about = about;
  }

  async take(): Promise<void> {
    await takeNews(this.#about.kit.run, ofWarehouse);
  }

  read(found: WarehouseOrder): void {
    const text = JSON.stringify(found);
    this.#fruitless = text === this.#known ? this.#fruitless + 1 : 0;
    this.#known = text;
    this.#readAt = Date.now();
  }

  /** What the process must answer at once: a shortage, goods that are back, packed or gone, a change of the order. */
  get isUrgent(): boolean {
    const { kit, change } = this.#about;
    const { inbox } = kit.run;
    if (change !== undefined || inbox.isBehind) return true;
    return inbox.has(ofWarehouse, ({ data }) => !('status' in data && data.status === 'PICKED'));
  }

  /** Milliseconds since 1970, where something was picked; ever more seldom. */
  nextLook(): number {
    const { warehouseProbeMs } = this.#about.policy.shipping;
    this.#looks += 1;
    return this.#readAt + recheckAfter(warehouseProbeMs / LOOKS_PER_PROBE, this.#looks);
  }

  /** An event, a change of the order, or the time to look without one. */
  async wait(): Promise<void> {
    const { inbox } = this.#about.kit.run;
    const { warehouseProbeMs } = this.#about.policy.shipping;
    const probeAt = this.#readAt + recheckAfter(warehouseProbeMs, this.#fruitless);
    await this.#rest(() => this.isUrgent || inbox.has(ofWarehouse), probeAt);
    if (this.isUrgent || !inbox.has(ofWarehouse)) return;
    await this.#rest(() => this.isUrgent, Math.min(this.nextLook(), this.#readAt + warehouseProbeMs));
  }

  /** Past the time at which it should be done, a person knows of it, and it is waited for all the same. */
  async #rest(ready: () => boolean, until: number): Promise<void> {
    const { kit, policy, packed, delivery } = this.#about;
    const { plannedGoodsIssue } = delivery;
    const lateAt = Date.parse(plannedGoodsIssue) - (packed ? 0 : policy.shipping.cutOffLeadMs);
    if (Date.now() >= lateAt) {
      const question = { code: 'B-PICK-LATE' as const, text: `goods issue is planned for ${plannedGoodsIssue}` };
      await kit.ask('late', question, { step: 'read warehouse order', until: ready, recheckAt: until });
      return;
    }
    kit.settle('late');
    await kit.pause(ready, {
      what: packed ? 'the loading' : 'the picking',
      from: policy.systems.wms.id,
      until: Math.min(until, lateAt),
      expectedBy: new Date(lateAt).toISOString(),
    });
  }
}
