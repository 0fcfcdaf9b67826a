import { Decimal } from 'decimal.js';
import type { Fact, StockLineFact } from '../../contracts/facts.js';
import { cutOffOf } from '../../decisions/cut-off.js';
import { type Body, type PlantOptions } from './plant.js';
import { type BuyingPlant, buying } from './purchasing.js';
import { type SalesPlant, startSales } from './sales.js';
import { hasEnded } from './desk-words.js';

/** A plant whose stock is compared: the words in which tests of inventory reconciliation are written. */
export interface ReconcilingPlant extends SalesPlant, Omit<BuyingPlant, keyof SalesPlant> {
  /** The same in the books and in the warehouse, unless told otherwise; `location` 0001, and FG in the warehouse. */
  keep(item: string, both: { lot?: string; books: string; warehouse: string }): void;
  /** As of a moment from now; what is posted within it is in. @returns the run's id, and its view once it has ended */
  reconcile(): Promise<{ runId: string; view: Body }>;
  begin(): Promise<string>;
  caseOf(view: Body, item: string): string;
  /** What the ERP's ledger has posted of an item by counts and transfers: `702 3`. */
  corrections(item: string): string[];
  inBooks(item: string, lot?: string): string;
  openCount(item: string): string;
  /** As a person does it, who has read what it will undo. */
  callOff(runId: string): Promise<unknown>;
}

export const linesOf = (view: Pick<Body, 'timeline'>, item: string): StockLineFact[] =>
  view.timeline.flatMap((fact: Fact) => (fact.type === 'stock-line' && fact.line.key.item === item ? [fact.line] : []));

/** Which places belong together here; everything else of the warehouse is not compared. */
export const comparedPlaces = {
  reconciliation: {
    locations: { FG: '0001', DOCK: '0001', INBOUND: '0001' },
    notCompared: ['BULK', 'LINE', '0002'],
  },
};

export async function startReconciling(options: PlantOptions = {}): Promise<ReconcilingPlant> {
  const { overrides: more = {} } = options;
  const reconciliation = { ...comparedPlaces.reconciliation, ...more.reconciliation };
  const sales = await startSales({ ...options, overrides: { ...more, reconciliation } });
  return reconcilingAt({ ...buying(sales), ...sales });
}

export function reconcilingAt(plant: SalesPlant & BuyingPlant): ReconcilingPlant {
  const { sap, wms } = plant;
  const desk: ReconcilingPlant = {
    ...plant,
    keep(item, { lot, books, warehouse }) {
      const place = { location: '0001', ...(lot !== undefined && { batch: lot }) };
      if (Number(books) > 0) sap.receiveStock(item, books, place);
      if (Number(warehouse) > 0) wms.stock.open(item, 'FG', warehouse, { ...(lot !== undefined && { lot }) });
    },
    async begin() {
      const instant = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 1_000).toISOString();
      const asOf = `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
      if (cutOffOf(asOf) !== instant) throw new Error(`${asOf} is not ${instant}`);
      const body = { company: '1000', plant: 'P100', asOf };
      const started = await plant.call('POST', '/v1/runs/inventory-reconciliation', body, { as: 'planner' });
      if (started.status !== 202) throw new Error(`not started: ${started.status} ${JSON.stringify(started.body)}`);
      return started.body.runId;
    },
    async reconcile() {
      const runId = await desk.begin();
      return { runId, view: await plant.runUntil(runId, hasEnded) };
    },
    caseOf(view, item) {
      const [line] = linesOf(view, item).filter(({ caseNo }) => caseNo !== undefined);
      return `reconciliation-case/1000/P100/${line?.caseNo}`;
    },
    corrections: (item) =>
      sap
        .ledger()
        .materialDocuments.flatMap(({ movements }) => movements)
        .filter((one) => one.item === item && ['701', '702', '309', '311', '343', '344'].includes(one.type))
        .map(({ type, quantity }) => `${type} ${quantity}`),
    inBooks: (item, lot = '') =>
      Decimal.sum(
        0,
        ...sap
          .ledger()
          .stock.filter((one) => one.item === item && one.batch === lot && one.plant === 'P100')
          .map(({ quantity }) => quantity),
      ).toFixed(),
    async callOff(runId) {
      const plan = await plant.call('GET', `/v1/runs/${runId}/cancel-plan`);
      return plant.actOn(runId, 'cancel', { expectedRevision: plan.body.revision });
    },
    openCount: (item) =>
      Object.values(wms.ledger().countTasks).find((task) => task.item === item && task.status === 'OPEN')?.reference ??
      '',
  };
  return desk;
}
