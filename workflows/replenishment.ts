import type { MovementLine } from '../contracts/entities/documents.js';
import type { EventType, InboundEvent } from '../contracts/events.js';
import type { Quantity } from '../contracts/quantity.js';
import { toBaseUnit } from '../decisions/arithmetic.js';
import { plantDay } from '../decisions/plant-time.js';
import { erp, lookUp, now, Rejected, wms } from './kit/index.js';
import type { ParkedLines } from './parked-lines.js';
import type { About, Kit, Meanwhile } from './short-lines.js';

export const replenishmentSignals = ['ReplenishmentRequested', 'ReplenishmentDelivered'] as const;
type Signal = InboundEvent<(typeof replenishmentSignals)[number]>;
type Delivery = InboundEvent<'ReplenishmentDelivered'>;

/** A signal older than this many would be looked up in the ERP, which is done anyway. */
const REMEMBERED = 500;

/**
 * Material that a place at the line asks for: one task in the warehouse for a signal, and when it was brought, one
 * transfer in the ERP. It goes on while reports wait: what it brings may be what they wait for.
 */
export class Replenishment implements Meanwhile {
  readonly #kit: Kit;
  readonly #about: About;
  readonly #parked: ParkedLines;
  /** Signals whose material was brought, newest last. */
  readonly #brought: Set<string>;

  constructor(kit: Kit, about: About, parked: ParkedLines, brought: string[] = []) {
    this.#kit = kit;
    this.#about = about;
    this.#parked = parked;
    this.#brought = new Set(brought);
  }

  get brought(): string[] {
    return [...this.#brought].slice(-REMEMBERED);
  }

  due(): boolean {
    return this.#kit.run.inbox.has(replenishmentSignals);
  }

  async serve(): Promise<void> {
    const { inbox } = this.#kit.run;
    for (let signal = inbox.take(replenishmentSignals); signal; signal = inbox.take(replenishmentSignals))
      await this.handle(signal);
  }

  async handle(signal: Signal): Promise<void> {
    await (isDelivery(signal) ? this.#transfer(signal) : this.#request(signal));
  }

  /** Its number is the task's key in the warehouse: told again, it changes nothing. */
  async #request({ data }: Signal): Promise<void> {
    const { plant, orderNo } = this.#about;
    const { signalNo, item, quantity } = data;
    const location = (data as InboundEvent<'ReplenishmentRequested'>['data']).location;
    const message = { plant, orderNo, signalNo, item, quantity, location };
    await this.#kit.step('replenish', wms.replenish(message), { entity: signalNo });
    this.#kit.note({ type: 'number', at: now(), kind: 'replenishment', number: signalNo });
  }

  async #transfer(delivery: Delivery): Promise<void> {
    const { signalNo, item, fromLocation: location, toLocation, lot } = delivery.data;
    if (this.#brought.has(signalNo)) return this.#again(delivery);
    const quantity = await this.#inBaseUnit(signalNo, item, delivery.data.quantity);
    const movement: MovementLine = {
      line: 'transfer',
      type: 'TRANSFER',
      item,
      quantity,
      location,
      toLocation,
      ...(lot && { lot }),
    };
    if (await this.#post(delivery, movement)) await this.#parked.retryAt(item, toLocation);
    this.#brought.add(signalNo);
  }

  #again({ messageId, data }: Delivery): void {
    const event: EventType = 'ReplenishmentDelivered';
    this.#kit.note({ type: 'duplicate', at: now(), event, messageId, of: data.signalNo });
  }

  /** @returns whether it stands in the ERP now; else its line is parked */
  async #post(delivery: Delivery, movement: MovementLine): Promise<boolean> {
    const { plant, orderNo, policy } = this.#about;
    const { signalNo } = delivery.data;
    const day = plantDay(delivery.occurredAt, policy.zone);
    const posting = { plant, orderNo, documentDate: day, postingDate: day, text: signalNo, movements: [movement] };
    const call = erp.postGoodsMovement(posting);
    const known = await this.#kit.step('look up posting', lookUp(call), {
      entity: signalNo,
      postingOf: 'post transfer',
    });
    if (known.found) {
      this.#again(delivery);
      return true;
    }
    try {
      await this.#kit.step('post transfer', call, { entity: signalNo, catches: ['B-STOCK-SHORT'] });
      return true;
    } catch (failure) {
      if (!(failure instanceof Rejected)) throw failure;
      this.#parked.add({ reference: signalNo, movement, postingDate: day, trouble: failure.trouble });
      return false;
    }
  }

  async #inBaseUnit(signalNo: string, item: string, quantity: Quantity): Promise<Quantity> {
    const id = `replenishment ${signalNo}`;
    for (;;) {
      const [found] = await this.#kit.step('read items', erp.readItems({ plant: this.#about.plant, items: [item] }));
      try {
        if (!found) throw new RangeError(`${item} is not known in the ERP`);
        const inBase = toBaseUnit(quantity, found);
        this.#kit.settle(id);
        return inBase;
      } catch (failure) {
        if (!(failure instanceof RangeError)) throw failure;
        this.#kit.enter('BLOCKED');
        await this.#kit.ask(id, { code: 'C-UOM', text: failure.message }, { step: 'post transfer' });
      }
    }
  }
}

const isDelivery = (signal: Signal): signal is Delivery => signal.type === 'ReplenishmentDelivered';
