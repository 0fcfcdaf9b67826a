import { setMaxListeners } from 'node:events';
import type { PracticePlant } from './plant.js';
import { ShiftCourse, type Trouble } from './shift-course.js';
import type { ShiftOrder } from './shift-orders.js';
import type { ShiftSale } from './shift-sales.js';
import { ShippingFloor } from './shipping-shift.js';
import { ShopFloor } from './shop-floor.js';

export interface ShiftOptions {
  orders?: readonly ShiftOrder[];
  sales?: readonly ShiftSale[];
  /** How long the ERP is down; 0 for not at all. */
  outageMs?: number;
  /** What happens beside the orders themselves, in a sentence. */
  tell(happening: string): void;
}

/**
 * What shop floors, warehouses, carriers and the ERP's people do in a shift. Nothing here knows of Headrace: it only
 * sees its calls arrive.
 */
export interface Shift {
  /** Resolves when everything is made, reported and delivered; rejects with what the stand-ins refused. */
  done: Promise<void>;
  /** Business numbers of what may wait for a person, whose cause has gone: the person can say how it goes on. */
  cleared: ReadonlySet<string>;
  /** What goes wrong on purpose. */
  troubles(): Trouble[];
  stop(): void;
}

const BETWEEN_RELEASES_MS = 700;
const OUTAGE = 'SAP is down';
/** After this time of the shift the ERP goes down: some orders are under way, others not yet released. */
const OUTAGE_AFTER_MS = 5_000;

export function startShift(plant: PracticePlant, options: ShiftOptions): Shift {
  const { orders = [], sales = [], outageMs = 0, tell } = options;
  const ending = new AbortController();
  // Every order of the shift sleeps now and then.
  setMaxListeners(0, ending.signal);
  const course = new ShiftCourse(plant, tell, ending.signal);
  const shopFloor = new ShopFloor(course);
  const shipping = new ShippingFloor(course);
  for (const order of orders) shopFloor.plan(order);
  for (const sale of sales) shipping.plan(sale);
  const work = [
    ...orders.map((order, index) => shopFloor.make(order, index * BETWEEN_RELEASES_MS)),
    ...sales.map((sale, index) => shipping.sell(sale, index * BETWEEN_RELEASES_MS)),
    ...(outageMs > 0 ? [outage(course, outageMs)] : []),
  ];
  const done = Promise.race([Promise.all(work), shipping.serve()]).then(() => undefined);
  return {
    done: done.catch((failure: unknown) => {
      if (!course.isOver) throw failure;
    }),
    cleared: course.cleared,
    troubles: () => course.troubles(),
    stop: () => ending.abort(),
  };
}

async function outage(course: ShiftCourse, forMs: number): Promise<void> {
  const { standIn } = course.plant.sap;
  course.plan(OUTAGE);
  await course.sleep(OUTAGE_AFTER_MS);
  await standIn.stop();
  course.count(OUTAGE, () => 1);
  course.tell(`SAP is down for ${forMs / 1_000} s: what is posted to it has to wait`);
  try {
    await course.sleep(forMs);
  } finally {
    await standIn.start();
  }
  course.tell('SAP is up again');
}
