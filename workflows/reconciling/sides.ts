import {
  type InFlightMovement,
  type ReconciledItem,
  type StockSystem,
  usualStatuses,
} from '../../contracts/entities/reconciliation.js';
import type { Item } from '../../contracts/entities/item.js';
import type { StockBalance } from '../../contracts/entities/stock-balance.js';
import type { SnapshotLine, StockSnapshot } from '../../contracts/entities/stock-snapshot.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import { compareStock, type Comparison } from '../../decisions/reconciliation/compare.js';
import { movementsOf } from '../../decisions/reconciliation/movements.js';
import { normalise } from '../../decisions/reconciliation/normalise.js';
import type { Items } from '../../decisions/reconciliation/place.js';
import { now } from '../kit/index.js';
import { readUnderWay } from './stores.js';

/** The ERP's storage locations that the warehouse has to do with. */
export const groupsOf = ({ reconciliation }: PlantPolicy): string[] => [
  ...new Set(Object.values(reconciliation.locations)),
];

/** How the words of both systems are read. */
export function systemsOf(policy: PlantPolicy): { book: StockSystem; physical: StockSystem } {
  const { locations, notCompared } = policy.reconciliation;
  const own = Object.fromEntries(groupsOf(policy).map((group) => [group, group]));
  const statuses = usualStatuses;
  return {
    book: { system: policy.systems.erp.id, side: 'BOOK', locations: own, virtualLocations: [], statuses },
    physical: {
      ...{ system: policy.systems.wms.id, side: 'PHYSICAL', locations, virtualLocations: notCompared, statuses },
    },
  };
}

/** Nobody has said how closely it is watched: it is treated most strictly. */
export const reconciled = (item: Item, { reconciliation }: PlantPolicy): ReconciledItem => ({
  ...item,
  abc: item.abc ?? 'A',
  regulated: reconciliation.regulated.includes(item.item),
  stocked: item.stocked ?? true,
});

/** What is under way, as far as it touches what is compared. */
export async function underWayAt(
  policy: PlantPolicy,
  since: string,
): Promise<{ movements: InFlightMovement[]; truncated: boolean }> {
  const { movements, truncated } = await readUnderWay({ plant: policy.plant, erp: policy.systems.erp.id, since });
  const groups = groupsOf(policy);
  const here = movements
    .map((one) => ({ ...one, changes: one.changes.filter(({ location }) => groups.includes(location)) }))
    .filter(({ changes }) => changes.length > 0);
  return { movements: here, truncated };
}

export function compared(
  policy: PlantPolicy,
  items: Items,
  { book, physical }: { book: StockSnapshot; physical: StockSnapshot },
  movements: readonly InFlightMovement[],
): Comparison {
  const systems = systemsOf(policy);
  return compareStock(
    normalise(book, systems.book, items),
    normalise(physical, systems.physical, items),
    movementsOf(movements, [systems.book, systems.physical], items),
  );
}

/** How a process reads one item in each system: under its own steps. */
export interface Readers {
  inBooks(item: string): Promise<StockBalance[]>;
  inWarehouse(item: string): Promise<StockBalance[]>;
}

/** Some items again, with what is under way now (domain: re-read only differing keys). */
export async function comparedAgain(
  policy: PlantPolicy,
  items: Items,
  names: readonly string[],
  since: string,
  { inBooks, inWarehouse }: Readers,
): Promise<Comparison> {
  const groups = groupsOf(policy);
  const book: SnapshotLine[] = [];
  const physical: SnapshotLine[] = [];
  for (const item of names) {
    physical.push(...(await inWarehouse(item)).map((balance) => lineOf(item, balance)));
    book.push(...(await inBooks(item)).map((balance) => lineOf(item, balance)));
  }
  const asOf = now();
  const { movements } = await underWayAt(policy, since);
  const snapshot = (system: string, lines: SnapshotLine[]): StockSnapshot => ({
    ...{ snapshotId: `${system} ${asOf}`, system, plant: policy.plant, asOf, basis: 'NOW', complete: true, lines },
  });
  const sides = {
    book: snapshot(
      policy.systems.erp.id,
      book.filter(({ location }) => groups.includes(location)),
    ),
    physical: snapshot(policy.systems.wms.id, physical),
  };
  const ofThese = movements.filter(({ changes }) => changes.some(({ item }) => names.includes(item)));
  return compared(policy, items, sides, ofThese);
}

const lineOf = (item: string, { location, lot, status, quantity }: StockBalance): SnapshotLine => ({
  ...{ item, location, status, owner: 'OWN', quantity },
  ...(lot !== undefined && { lot }),
});
