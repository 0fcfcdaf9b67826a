import { changing, type ChangingPlant, changeRun, type Differing, itemOf } from '../../setup/changing.js';
import { asks } from '../../setup/desk-words.js';
import type { TestPlant } from '../../setup/plant.js';
import type { Plays } from './play.js';

const SOON = { inMs: 2_000 };

/** Engineering changes, to each of their ends. */
export const engineeringChanges = {
  async 'established'(at, orderNo) {
    const { plant, changeNo } = await inUse(at, orderNo);
    makeFirst(plant, changeNo);
  },

  'active': async (at, orderNo) => void (await inUse(at, orderNo)),

  async 'unknown'(at, orderNo) {
    await at.call('POST', '/v1/runs/engineering-change', { company: '1000', changeNo: numberOf(orderNo) });
  },

  'forbidden': async (at, orderNo) => void (await forbidden(at, orderNo)),

  async 'forbidden-left-out'(at, orderNo) {
    const { plant, run } = await forbidden(at, orderNo);
    await plant.decideOn(run, 'GO_ON_WITHOUT');
  },

  'approved': (at, orderNo) => decided(at, orderNo, 'APPROVE'),
  'rejected': (at, orderNo) => decided(at, orderNo, 'REJECT'),
  'approved-to-be-used-up': (at, orderNo) => disposed(at, orderNo, 'USE_UP'),
  'approved-for-its-day': (at, orderNo) => disposed(at, orderNo, 'RUN_OUT_DATE'),
  'declined': (at, orderNo) => disposed(at, orderNo, 'DECLINE'),

  async 'owner-not-ready'(at, orderNo) {
    begin(at, orderNo, { ready: false });
  },

  async 'used-up'(at, orderNo) {
    const { plant, changeNo, run } = draw(at, orderNo, { disposition: 'USE_UP' });
    const lot = { location: '0001', batch: 'L-OLD' };
    plant.sap.receiveStock(itemOf(changeNo), '5', lot);
    plant.sap.changes.release(changeNo);
    await plant.runUntil(run, (view) => view.state === 'STAGED');
    plant.sap.issueStock(itemOf(changeNo), '5', lot);
  },

  async 'refused'(at, orderNo) {
    begin(at, orderNo, { workCenter: 'WC-UNKNOWN' });
  },

  async 'refused-then-left'(at, orderNo) {
    const { plant, run } = begin(at, orderNo, { workCenter: 'WC-UNKNOWN' });
    await plant.runUntil(run, asks('B-CHANGE-REJECTED'));
    await plant.decideOn(run, 'LEAVE');
  },

  async 'refused-then-sent-without'(at, orderNo) {
    const fields = [{ name: 'RM-20', from: '2', to: '3' }];
    const id = itemOf(numberOf(orderNo));
    const definitions = [{ entity: 'bom' as const, id, from: 'B', fields, extensions: { 'X-UNKNOWN': '1' } }];
    const { plant, run } = begin(at, orderNo, { definitions });
    await plant.runUntil(run, asks('B-CHANGE-REJECTED'));
    await plant.decideOn(run, 'WITHOUT_EXTENSIONS');
  },

  async 'refused-as-older'(at, orderNo) {
    const { plant, changeNo } = draw(at, orderNo, {});
    const body = { plant: 'P100', version: 'C', change: { no: changeNo, version: 9 }, content: {}, hash: 'of another' };
    const later = { ...body, effectiveFrom: '2028-01-01T00:00:00Z' };
    plant.mes.changes.put('bom', itemOf(changeNo), later, 'given');
    plant.sap.changes.release(changeNo);
  },

  'partly-active': async (at, orderNo) => void (await partlyActive(at, orderNo)),

  async 'partly-established'(at, orderNo) {
    const { plant, run, changeNo } = await partlyActive(at, orderNo);
    await plant.decideOn(run, 'LEAVE');
    makeFirst(plant, changeNo);
  },

  async 'different-then-taken'(at, orderNo) {
    const id = itemOf(numberOf(orderNo));
    at.mes.changes.lost.add('LOST');
    const definitions = [{ entity: 'bom' as const, id, from: 'B', fields: [{ name: 'LOST', to: '1' }] }];
    const { plant, run } = begin(at, orderNo, { ...SOON, definitions });
    // Once as it is sent, and once as it is put into use.
    for (const state of ['REJECTED_BY_TARGET', 'ACTIVATING']) {
      await plant.runUntil(run, (view) => view.state === state && asks('C-DIFFERENT')(view));
      await plant.decideOn(run, 'TAKE');
    }
  },

  async 'newer-version'(at, orderNo) {
    const { plant, changeNo, run } = begin(at, orderNo);
    await plant.runUntil(run, (view) => view.state === 'AWAITING_EFFECTIVITY');
    plant.draw(changeNo, { version: 2 });
    plant.sap.changes.tellChanged(changeNo);
    await plant.happened('its newer version', () => plant.standing('P100', 'mes', changeNo)?.version === 2);
  },

  async 'cancelled'(at, orderNo) {
    const { plant, changeNo, run } = begin(at, orderNo);
    await plant.runUntil(run, (view) => view.state === 'AWAITING_EFFECTIVITY');
    plant.sap.changes.requestCancel(changeNo);
  },

  async 'superseded'(at, orderNo) {
    const { plant, changeNo, run } = begin(at, orderNo);
    await plant.runUntil(run, (view) => view.state === 'AWAITING_EFFECTIVITY');
    plant.sap.changes.end(changeNo, 'SUPERSEDED', 'ECO-9');
  },

  async 'rolled-back'(at, orderNo) {
    const { plant, changeNo } = await inUse(at, orderNo);
    await plant.takeBack(changeNo);
  },

  async 'made-before-rolled-back'(at, orderNo) {
    const { plant, changeNo } = await inUse(at, orderNo);
    plant.mes.changes.produced(itemOf(changeNo), 'C', 'L-C');
    await plant.takeBack(changeNo);
  },
} satisfies Plays<'engineering-change'>;

export const numberOf = (orderNo: string): string => `ECO-${orderNo}`;

interface Begun {
  plant: ChangingPlant;
  changeNo: string;
  run: string;
}

function draw(at: TestPlant, orderNo: string, differing: Differing): Begun {
  const plant = changing(at);
  const changeNo = numberOf(orderNo);
  plant.draw(changeNo, differing);
  return { plant, changeNo, run: changeRun(changeNo) };
}

function begin(at: TestPlant, orderNo: string, differing: Differing = {}): Begun {
  const begun = draw(at, orderNo, differing);
  begun.plant.sap.changes.release(begun.changeNo);
  return begun;
}

async function inUse(at: TestPlant, orderNo: string): Promise<Begun> {
  const begun = begin(at, orderNo, SOON);
  await begun.plant.runUntil(begun.run, (view) => view.state === 'ACTIVE' && view.condition === 'WAITING');
  return begun;
}

/** Serial numbers from now on, and a BOM. */
const controlled = (orderNo: string): NonNullable<Differing['definitions']> => {
  const id = itemOf(numberOf(orderNo));
  return [
    { entity: 'lot-rule', id, from: 'B', fields: [{ name: 'serialControl', from: 'NONE', to: 'ALWAYS' }] },
    { entity: 'bom', id, from: 'B', fields: [{ name: 'RM-20', from: '2', to: '3' }] },
  ];
};

async function forbidden(at: TestPlant, orderNo: string): Promise<Begun> {
  const drawn = draw(at, orderNo, { definitions: controlled(orderNo) });
  drawn.plant.sap.receiveStock(itemOf(drawn.changeNo), '5', { location: '0001', batch: 'L-OLD' });
  drawn.plant.sap.changes.release(drawn.changeNo);
  await drawn.plant.runUntil(drawn.run, asks('B-MD-FORBIDDEN'));
  return drawn;
}

async function decided(at: TestPlant, orderNo: string, choice: string): Promise<void> {
  const { plant, run } = begin(at, orderNo, { definitions: controlled(orderNo) });
  await plant.runUntil(run, asks('B-CHANGE-APPROVAL'));
  await plant.decideOn(run, choice);
}

/** Its owner has not said what becomes of stock. */
async function disposed(at: TestPlant, orderNo: string, choice: string): Promise<void> {
  const { plant, run, changeNo } = draw(at, orderNo, { undisposed: true });
  plant.sap.receiveStock(itemOf(changeNo), '5', { location: '0001', batch: 'L-OLD' });
  plant.sap.changes.release(changeNo);
  await plant.runUntil(run, asks('B-CHANGE-APPROVAL'));
  await plant.decideOn(run, choice);
}

async function partlyActive(at: TestPlant, orderNo: string): Promise<Begun> {
  const workCenter = `WC-${orderNo}`;
  at.practice.mes.P200.changes.unknownWorkCenters.add(workCenter);
  const begun = begin(at, orderNo, { ...SOON, plants: ['P100', 'P200'], workCenter });
  await begun.plant.runUntil(begun.run, (view) => view.state === 'PARTIALLY_ACTIVE');
  return begun;
}

function makeFirst({ mes }: ChangingPlant, changeNo: string): void {
  mes.changes.produced(itemOf(changeNo), 'C', 'L-C');
  mes.events.tell('RevisionFirstProduced', changeNo, { changeNo, orderNo: '1', lot: 'L-C' });
}
