import type { Money, Quantity } from '../../../contracts/quantity.js';
import { type Answer, checked, Refusal } from '../../../practice/rest-counterpart.js';
import { cancelBody, loadBody } from './bodies.js';
import { hasLeft, type PracticeLoad, shown, unknownLoad } from './load.js';

/** The loads of the TMS, and what it lets others do to them. A delivery travels on one load. */
export class LoadBook {
  readonly loads = new Map<string, PracticeLoad>();
  readonly #fee: Money | undefined;
  #last = 0;

  /** @param fee due for a load that is cancelled after a carrier has accepted it */
  constructor(fee?: Money) {
    this.#fee = fee;
  }

  /** @throws Refusal 404 */
  find(loadId: string): PracticeLoad {
    const load = this.loads.get(loadId);
    if (!load) throw unknownLoad(loadId);
    return load;
  }

  /** The load that stands for a delivery. @throws Error when none does */
  carrying(deliveryNo: string): PracticeLoad {
    const load = [...this.loads.values()].findLast((one) => stands(one) && carries(one, deliveryNo));
    if (!load) throw new Error(`no load for delivery ${deliveryNo}`);
    return load;
  }

  show(loadId: string): Answer {
    return { status: 200, body: shown(this.find(loadId)) };
  }

  /** Cancelled ones too. */
  of(deliveryNo: string, plant: string): Answer {
    const loads = [...this.loads.values()].filter((load) => carries(load, deliveryNo, plant));
    return { status: 200, body: { loads: loads.map(shown) } };
  }

  /** The load that stands for this delivery, whoever asks for it; a new one where none does. */
  plan(content: unknown, key: string): Answer {
    const { plant, deliveryNo, weight, pickup, delivery } = checked(loadBody, content);
    const before = [...this.loads.values()].find((load) => stands(load) && carries(load, deliveryNo, plant));
    if (before) return { status: 200, body: shown(before) };
    const load: PracticeLoad = {
      loadId: `L-${++this.#last}`,
      status: 'PLANNED',
      deliveries: [{ plant, deliveryNo, weight }],
      pickup,
      delivery,
      tenders: [],
      events: [],
      idempotencyKey: key,
      changes: [{ kind: 'PLAN', key }],
    };
    this.loads.set(load.loadId, load);
    return { status: 201, body: shown(load) };
  }

  /** Takes this delivery off its load; the last one's load is cancelled, with the offer that is open. */
  cancel(loadId: string, content: unknown, key: string): Answer {
    const { plant, deliveryNo } = checked(cancelBody, content);
    const load = this.find(loadId);
    if (!carries(load, deliveryNo, plant)) return { status: 200, body: shown(load) };
    if (hasLeft(load)) throw new Refusal(409, 'PICKED_UP', `Load ${loadId} is ${load.status}`, shown(load));
    if (load.status === 'CANCELLED') return { status: 200, body: shown(load) };
    const others = load.deliveries.filter((one) => one.deliveryNo !== deliveryNo || one.plant !== plant);
    if (others.length > 0) {
      load.deliveries = others;
      load.changes.push({ kind: 'TAKE_OFF', key });
      return { status: 200, body: shown(load) };
    }
    if (load.status === 'BOOKED' && this.#fee) load.cancellationFee = this.#fee;
    for (const tender of load.tenders.filter(({ status }) => status === 'OPEN')) {
      tender.status = 'WITHDRAWN';
      tender.changes.push({ kind: 'WITHDRAWN', key });
    }
    load.status = 'CANCELLED';
    load.changes.push({ kind: 'CANCEL', key });
    return { status: 200, body: shown(load) };
  }

  /** Another delivery goes on the same truck. @throws Error when it has a load of its own, or the truck has gone */
  consolidate(loadId: string, deliveryNo: string, weight: Quantity): void {
    const load = this.find(loadId);
    const own = [...this.loads.values()].find((one) => stands(one) && carries(one, deliveryNo));
    if (own) throw new Error(`delivery ${deliveryNo} is on load ${own.loadId}`);
    if (hasLeft(load) || !stands(load)) throw new Error(`load ${loadId} is ${load.status}`);
    const plant = load.deliveries[0]?.plant ?? '';
    load.deliveries.push({ plant, deliveryNo, weight });
    load.changes.push({ kind: 'CONSOLIDATE' });
  }

  /** @throws Error when it is the only one, or the truck has gone */
  takeOff(loadId: string, deliveryNo: string): void {
    const load = this.find(loadId);
    const others = load.deliveries.filter((one) => one.deliveryNo !== deliveryNo);
    if (hasLeft(load) || others.length === 0) throw new Error(`load ${loadId} is ${load.status}`);
    load.deliveries = others;
    load.changes.push({ kind: 'TAKE_OFF' });
  }
}

const stands = ({ status }: PracticeLoad): boolean => status !== 'CANCELLED';

const carries = ({ deliveries }: PracticeLoad, deliveryNo: string, plant?: string): boolean =>
  deliveries.some((one) => one.deliveryNo === deliveryNo && (plant === undefined || one.plant === plant));
