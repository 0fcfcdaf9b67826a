import { vi } from 'vitest';
import { deliveryRun, orderRun, type SalesPlant } from '../setup/sales.js';
import { Course } from './cancel-course.js';
import type { Gate } from './cancel-gate.js';
import { shippingTrade } from './cancel-shipping.js';
import type { Trade } from './cancel-trade.js';
import { press } from './cancel-trial.js';
import { type CourseName, type ShippingCourse, shippingCourses } from './shipping-postings.js';

const PATIENCE_MS = 50_000;

/** Orders that go the courses in which every posting occurs. */
export const coursesTrade = (plant: SalesPlant, gate: Gate): Trade => shippingTrade(plant, gate, shippingCourses);

/**
 * Follows an order to its end.
 * @returns what is wrong with it: what was posted twice, is missing, is left, or over another amount
 */
export async function goThrough(
  trade: Trade,
  plant: SalesPlant,
  name: CourseName,
  { begun, patienceMs = PATIENCE_MS }: { begun?: (orderNo: string) => void; patienceMs?: number } = {},
): Promise<string[]> {
  const course = new Course(trade, name, patienceMs);
  const { orderNo } = course;
  const { takenBackWhen }: ShippingCourse = shippingCourses[name];
  begun?.(orderNo);
  await course.begin();
  try {
    if (takenBackWhen) {
      await vi.waitUntil(() => isAt(plant, orderNo, takenBackWhen), { timeout: patienceMs, interval: 50 });
      const { refusal } = await press(plant, takenBackRun(plant, orderNo, takenBackWhen));
      if (refusal) return [`the cancel is refused: ${refusal}`];
    }
    const { how } = await course.ended();
    const record = (await course.records()).find(({ part }) => part === 'delivery 1');
    const state = record?.timeline.at(-1);
    const end = takenBackWhen ? 'CANCELLED' : 'CLOSED';
    return [
      ...(how === 'done' && state?.type === 'ended' && state.state === end
        ? []
        : [`it is ${how}, ${JSON.stringify(state)}`]),
      ...trade.doubled(orderNo),
      ...(takenBackWhen ? trade.leftOver(orderNo, 'all undone', ['order', 'delivery 1']) : amiss(plant, orderNo, name)),
    ];
  } finally {
    course.stop();
  }
}

/** An order all of which is billed is over for the order; its delivery can still be taken back. */
const takenBackRun = (plant: SalesPlant, orderNo: string, when: 'accrued' | 'billed'): string =>
  when === 'accrued' ? orderRun(orderNo) : deliveryRun(deliveriesOf(plant, orderNo)[0] ?? '');

const deliveriesOf = ({ sap }: SalesPlant, orderNo: string): string[] =>
  sap
    .ledger()
    .deliveries.filter((one) => one.salesOrderNo === orderNo)
    .map(({ deliveryNo }) => deliveryNo);

function isAt(plant: SalesPlant, orderNo: string, when: 'accrued' | 'billed'): boolean {
  const [deliveryNo] = deliveriesOf(plant, orderNo);
  if (deliveryNo === undefined) return false;
  const { billed, accrued } = plant.sales(deliveryNo);
  return when === 'billed' ? billed.length > 0 : accrued.length > 0;
}

/** Of twenty pumps at 210.00, with a carrier at 640.00 or, where that one is silent, 690.00. */
const expected: Partial<Record<CourseName, { pieces: string; billed: string; freight: string }[]>> = {
  'delivered': [{ pieces: '20', billed: '4200.00', freight: '640.00' }],
  'corrected': [
    { pieces: '15', billed: '3150.00', freight: '690.00' },
    { pieces: '5', billed: '1050.00', freight: '640.00' },
  ],
};

function amiss(plant: SalesPlant, orderNo: string, name: CourseName): string[] {
  const stands = deliveriesOf(plant, orderNo).map((deliveryNo) => {
    const { issued, accrued, accrualBalance, billed } = plant.sales(deliveryNo);
    const notices = plant.customer.notices(deliveryNo).map(({ purpose }) => purpose);
    return { issued: issued.value, documents: issued.documents, accrued, accrualBalance, billed, notices };
  });
  const due = expected[name]?.map(({ pieces, billed, freight }) => ({
    ...{ issued: pieces, documents: 1, accrued: [freight], accrualBalance: freight },
    ...{ billed: [billed], notices: ['ORIGINAL'] },
  }));
  const [is, should] = [JSON.stringify(stands), JSON.stringify(due)];
  return is === should ? [] : [`it stands ${is}, not ${should}`];
}
