import type { TestPlant } from '../../setup/plant.js';
import { type Plays, posted, restock, scarce, start } from './play.js';
import { makeLocally } from './report-decisions.js';

/** The mailbox begins anew after this many reports. */
export const EVENTS_PER_RUN = 10;

/** A run takes a hundred along. */
const BURST = 120;

const confirmations = { method: 'POST', path: '/ProdnOrdConf2' };
const lookUps = (orderNo: string) =>
  ({ kind: 'status', method: 'GET', path: `ProdnOrdConf2.*${orderNo}`, status: 500, times: 10_000 }) as const;

/** In execution, with a component of which there is not enough. */
async function makeWithTooLittle(plant: TestPlant, orderNo: string, cost?: string): Promise<void> {
  await start(plant, orderNo, scarce(plant, orderNo, cost));
}

const parked = (plant: TestPlant, orderNo: string) =>
  plant.until('inventory', orderNo, (view) => view.state === 'PARKED_LINES');

const nothingOpen = (plant: TestPlant, orderNo: string) =>
  plant.until('inventory', orderNo, (view) => view.state === 'IDLE' && view.exceptionCount === 0);

async function beginAnew(plant: TestPlant, orderNo: string): Promise<void> {
  await makeWithTooLittle(plant, orderNo);
  for (let index = 0; index <= EVENTS_PER_RUN; index += 1) {
    plant.mes.confirm(orderNo, { yield: '10' });
    await plant.until('inventory', orderNo, (view) => view.progress?.yield === String(10 * (index + 1)));
  }
}

/** Reports whose postings are short, lost or cut in two. */
export const reportPostings = {
  async 'parked-line'(plant, orderNo) {
    await makeWithTooLittle(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '100' });
  },

  async 'parked-line-resumed-by-stock'(plant, orderNo) {
    await makeWithTooLittle(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '100' });
    await parked(plant, orderNo);
    restock(plant, orderNo, '100');
    await nothingOpen(plant, orderNo);
  },

  async 'parked-line-amended'(plant, orderNo) {
    await makeWithTooLittle(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '100' });
    await parked(plant, orderNo);
    plant.sap.receiveStock(`RM-${orderNo}`, '100', { location: 'LIN2' });
    await plant.act('inventory', orderNo, 'retry');
    await plant.act('inventory', orderNo, 'amend', { payload: { message: { location: 'LIN2' } } });
    await nothingOpen(plant, orderNo);
  },

  async 'parked-lines-over-the-limit'(plant, orderNo) {
    await makeWithTooLittle(plant, orderNo, '1000.00');
    plant.mes.confirm(orderNo, { yield: '26' });
  },

  async 'final-after-parked-line'(plant, orderNo) {
    await makeWithTooLittle(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '100' });
    await parked(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '400', final: true });
    plant.mes.complete(orderNo);
    await plant.until('inventory', orderNo, (view) => view.state === 'BLOCKED');
    restock(plant, orderNo, '1000');
  },

  async 'final-short-of-stock'(plant, orderNo) {
    await makeWithTooLittle(plant, orderNo);
    plant.mes.confirm(orderNo, { yield: '500', final: true });
    plant.mes.complete(orderNo);
    await plant.until('inventory', orderNo, (view) => view.state === 'BLOCKED');
    restock(plant, orderNo, '500');
  },

  async 'consumption-parked-then-resumed'(plant, orderNo) {
    await makeWithTooLittle(plant, orderNo);
    const consumption = [{ item: `RM-${orderNo}`, mode: 'ACTUAL' as const, qty: { value: '100', uom: 'EA' } }];
    plant.mes.confirm(orderNo, { yield: '100', consumption });
    await parked(plant, orderNo);
    restock(plant, orderNo, '100');
    await nothingOpen(plant, orderNo);
  },

  async 'movement-failed-then-mended'(plant, orderNo) {
    await makeWithTooLittle(plant, orderNo);
    plant.sap.setAsideMovementsOf(`RM-${orderNo}`);
    plant.mes.confirm(orderNo, { yield: '100' });
    await parked(plant, orderNo);
    await plant.act('inventory', orderNo, 'retry');
    plant.sap.receiveStock(`RM-${orderNo}`, '100');
    plant.sap.reprocessFailedMovements();
    await plant.act('inventory', orderNo, 'retry');
    await nothingOpen(plant, orderNo);
  },

  'continued-as-new': beginAnew,
  'begun-anew': beginAnew,

  /** More than a run takes along when it begins anew. */
  async 'rest-of-a-burst-fetched'(plant, orderNo) {
    plant.mes.openLocally(orderNo, { item: 'FG-1000', quantity: '500', uom: 'EA' });
    for (let index = 0; index < BURST; index += 1) plant.mes.confirm(orderNo, { yield: '1' });
    await plant.until('inventory', orderNo, (view) => view.state === 'ORPHAN');
    await plant.mes.events.settled();
    plant.order(orderNo);
    for (let made = 10; made <= BURST; made += 10) {
      await plant.until('inventory', orderNo, (view) => Number(view.progress?.yield) >= made);
    }
  },

  async 'doubt-found'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.sap.faults.ask({ kind: 'commit-then-cut', ...confirmations, body: orderNo });
    plant.mes.confirm(orderNo, { yield: '60' });
    await posted(plant, orderNo, '60');
  },

  async 'unknown-outcome'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.sap.faults.ask({ kind: 'commit-then-cut', ...confirmations, body: orderNo });
    plant.sap.faults.ask(lookUps(orderNo));
    plant.mes.confirm(orderNo, { yield: '60' });
  },

  async 'doubt-resolved-by-a-person'(plant, orderNo) {
    makeLocally(plant, orderNo);
    plant.sap.faults.ask({ kind: 'cut-before', ...confirmations, body: orderNo });
    const mute = plant.sap.faults.ask(lookUps(orderNo));
    plant.mes.confirm(orderNo, { yield: '60' });
    await plant.until('inventory', orderNo, (view) => view.condition === 'UNKNOWN_OUTCOME');
    await plant.act('inventory', orderNo, 'resolve', { payload: { posted: false } });
    mute.left = 0;
    await posted(plant, orderNo, '60');
  },

  async 'system-down-then-up'(plant, orderNo) {
    makeLocally(plant, orderNo);
    const down = { kind: 'status', status: 503, retryAfterS: 1, times: 3 } as const;
    plant.sap.faults.ask({ ...down, ...confirmations, body: orderNo });
    plant.mes.confirm(orderNo, { yield: '60' });
    await posted(plant, orderNo, '60');
  },
} satisfies Partial<Plays<'production-to-inventory'>>;
