import type { Body } from '../../setup/plant.js';
import { asks, hasEnded } from '../../setup/desk-words.js';
import { buying } from '../../setup/purchasing.js';
import { linesOf, reconcilingAt, type ReconcilingPlant } from '../../setup/reconciling.js';
import { type SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';

/** Which run each play was about: what they are called follows from when they begin, and from what differs. */
export const stockRuns = new Map<string, string>();

type Keep = Parameters<ReconcilingPlant['keep']>[1];
type Kind = { abc?: 'A' | 'B' | 'C'; cost?: string; lots?: true };

const words = (at: SalesPlant): ReconcilingPlant => reconcilingAt({ ...buying(at), ...at });

const itemOf = (orderNo: string): string => `ST-${orderNo}`;

/** An item of its own, and how it lies. */
function given(
  plant: ReconcilingPlant,
  orderNo: string,
  { abc = 'C', cost = '2.50', lots }: Kind,
  ...all: Keep[]
): string {
  const item = itemOf(orderNo);
  plant.sap.addItem({ item, baseUom: 'EA', standardCost: cost, abc, ...(lots && { lotControl: true }) });
  for (const one of all) plant.keep(item, one);
  return item;
}

/** Found by a run; @returns its case */
async function found(plant: ReconcilingPlant, orderNo: string): Promise<string> {
  const runId = await plant.begin();
  const hasCase = (view: Body) => linesOf(view, itemOf(orderNo)).some(({ caseNo }) => caseNo !== undefined);
  const view = await plant.runUntil(runId, (one) => hasEnded(one) && hasCase(one));
  const found = plant.caseOf(view, itemOf(orderNo));
  stockRuns.set(orderNo, found);
  return found;
}

/** Counted by somebody who finds so much. */
async function counted(plant: ReconcilingPlant, item: string, quantity: string, by = 'COUNTER-1'): Promise<void> {
  await plant.happened(`a count of ${item}`, () => plant.openCount(item) !== '');
  plant.wms.count(plant.openCount(item), quantity, by);
}

const pumps: Kind = { abc: 'A', cost: '120.00' };

async function run(
  at: SalesPlant,
  orderNo: string,
  prepare: (plant: ReconcilingPlant) => void,
): Promise<ReconcilingPlant> {
  const plant = words(at);
  prepare(plant);
  stockRuns.set(orderNo, await plant.begin());
  return plant;
}

export const inventoryReconciliations = {
  'reported': async (at, orderNo) =>
    void (await run(at, orderNo, (plant) => given(plant, orderNo, {}, { books: '400', warehouse: '397' }))),

  async 'gone-on-without-the-rest'(at, orderNo) {
    const plant = await run(at, orderNo, ({ wms }) => wms.snapshots.trouble({ lostLines: 1 }));
    const runId = stockRuns.get(orderNo) ?? '';
    await plant.runUntil(runId, asks('B-REC-SNAPSHOT'));
    await plant.decideOn(runId, 'GO_ON');
  },

  async 'aborted'(at, orderNo) {
    const plant = await run(at, orderNo, ({ wms }) => wms.snapshots.trouble({ lostLines: 1 }));
    const runId = stockRuns.get(orderNo) ?? '';
    await plant.runUntil(runId, asks('B-REC-SNAPSHOT'));
    await plant.decideOn(runId, 'ABORT');
  },

  async 'place-unknown'(at, orderNo) {
    const plant = await run(at, orderNo, (here) => {
      given(here, orderNo, {}, { books: '10', warehouse: '9' });
      const other = given(here, `${orderNo}-2`, {});
      here.wms.stock.open(other, 'NOWHERE', '5');
    });
    const runId = stockRuns.get(orderNo) ?? '';
    await plant.runUntil(runId, hasEnded);
    plant.wms.stock.move({
      item: itemOf(`${orderNo}-2`),
      quantity: '5',
      from: 'NOWHERE',
      reason: 'PLAY',
      document: '',
    });
  },
} satisfies Plays<'inventory-reconciliation'>;

export const reconciliationCases = {
  async 'corrected-by-itself'(at, orderNo) {
    const plant = words(at);
    given(plant, orderNo, {}, { books: '400', warehouse: '397' });
    await found(plant, orderNo);
  },

  async 'count-requested'(at, orderNo) {
    const plant = words(at);
    given(plant, orderNo, pumps, { books: '100', warehouse: '98' });
    await found(plant, orderNo);
  },

  'counted-then-approved': async (at, orderNo) => void (await approved(words(at), orderNo)),

  async 'counted-as-in-the-books'(at, orderNo) {
    const plant = words(at);
    const item = given(plant, orderNo, pumps, { books: '100', warehouse: '98' });
    await found(plant, orderNo);
    await counted(plant, item, '100');
  },

  async 'counted-then-tolerated'(at, orderNo) {
    const plant = words(at);
    const item = given(plant, orderNo, { abc: 'A', cost: '1.00' }, { books: '10000', warehouse: '9900' });
    await found(plant, orderNo);
    await counted(plant, item, '9990');
  },

  async 'counted-once-more'(at, orderNo) {
    const plant = words(at);
    const item = given(plant, orderNo, pumps, { books: '100', warehouse: '98' });
    const run = await found(plant, orderNo);
    await counted(plant, item, '98');
    await plant.runUntil(run, asks('B-REC-APPROVE'));
    await plant.decideOn(run, 'RECOUNT');
    await counted(plant, item, '98', 'COUNTER-2');
    await plant.runUntil(run, asks('B-REC-APPROVE'));
  },

  async 'finance-asked'(at, orderNo) {
    const plant = words(at);
    const item = given(plant, orderNo, pumps, { books: '100', warehouse: '50' });
    const run = await found(plant, orderNo);
    await counted(plant, item, '50');
    await plant.runUntil(run, asks('B-REC-APPROVE-FINANCE'));
  },

  async 'lots-rejected'(at, orderNo) {
    const plant = words(at);
    const lots = [
      { lot: 'L1', books: '80', warehouse: '30' },
      { lot: 'L2', books: '60', warehouse: '110' },
    ];
    given(plant, orderNo, { abc: 'B', cost: '18.00', lots: true }, ...lots);
    const run = await found(plant, orderNo);
    await plant.runUntil(run, asks('B-REC-APPROVE-QUALITY'));
    await plant.decideOn(run, 'REJECT');
  },

  async 'mended-by-hand'(at, orderNo) {
    const plant = words(at);
    const run = await inOtherStock(plant, orderNo);
    const move = { item: itemOf(orderNo), quantity: '5', from: 'FG', to: 'FG', reason: 'PLAY', document: '' };
    plant.wms.stock.move({ ...move, status: 'QUALITY', toStatus: 'UNRESTRICTED' });
    await plant.decideOn(run, 'MENDED');
  },

  async 'left-as-it-is'(at, orderNo) {
    const plant = words(at);
    await plant.decideOn(await inOtherStock(plant, orderNo), 'LEAVE');
  },

  async 'differs-then-accepted'(at, orderNo) {
    const plant = words(at);
    await plant.decideOn(await differing(plant, orderNo), 'ACCEPT');
  },

  async 'cancelled-while-counted'(at, orderNo) {
    const plant = words(at);
    const item = given(plant, orderNo, pumps, { books: '100', warehouse: '98' });
    const run = await found(plant, orderNo);
    await plant.happened(`a count of ${item}`, () => plant.openCount(item) !== '');
    await plant.runUntil(run, (view) => view.condition === 'WAITING');
    await plant.callOff(run);
  },

  async 'cancelled-when-posted'(at, orderNo) {
    const plant = words(at);
    await plant.callOff(await differing(plant, orderNo));
  },
} satisfies Plays<'reconciliation-case'>;

async function approved(plant: ReconcilingPlant, orderNo: string): Promise<string> {
  const item = given(plant, orderNo, pumps, { books: '100', warehouse: '98' });
  const run = await found(plant, orderNo);
  await counted(plant, item, '98');
  await plant.runUntil(run, asks('B-REC-APPROVE'));
  await plant.decideOn(run, 'APPROVE');
  return run;
}

/** Five are in inspection for the warehouse, and free for the books: no document of the ERP's own makes that right. */
async function inOtherStock(plant: ReconcilingPlant, orderNo: string): Promise<string> {
  const item = given(plant, orderNo, { cost: '1.00' }, { books: '500', warehouse: '495' });
  plant.wms.stock.open(item, 'FG', '5', { status: 'QUALITY' });
  const run = await found(plant, orderNo);
  await plant.runUntil(run, asks('B-REC-BY-HAND'));
  return run;
}

/** While it is being posted, something else moves: the warehouse has one more then. */
async function differing(plant: ReconcilingPlant, orderNo: string): Promise<string> {
  const item = given(plant, orderNo, pumps, { books: '100', warehouse: '98' });
  const run = await found(plant, orderNo);
  await counted(plant, item, '98');
  await plant.runUntil(run, asks('B-REC-APPROVE'));
  const slow = { kind: 'hold-reply', method: 'POST', path: 'A_MaterialDocumentHeader', delayMs: 1_500 } as const;
  const fault = plant.sap.faults.ask({ ...slow, body: item });
  const decided = plant.decideOn(run, 'APPROVE');
  await plant.happened('the slow reply', () => fault.struck > 0);
  plant.wms.stock.open(item, 'FG', '1');
  await plant.runUntil(run, asks('B-REC-DIFFERS'));
  await decided.catch(() => undefined);
  return run;
}
