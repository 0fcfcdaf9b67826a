import type { ErrorCode } from '../../contracts/errors.js';
import {
  NO_LOT,
  type ReconciledItem,
  type StatusMeaning,
  type StockKey,
  type StockSystem,
} from '../../contracts/entities/reconciliation.js';
import type { SnapshotLine, StockOwner } from '../../contracts/entities/stock-snapshot.js';

/** Why an item cannot be compared: a person mends the master data or the map, and the next run compares it. */
export interface StockProblem {
  code: Extract<ErrorCode, 'C-UOM' | 'C-MAPPING' | 'C-DUP-CONFLICT'>;
  system: string;
  item: string;
  text: string;
}

/** Stock that the other side never has. It keeps the system's own word, which is its explanation. */
export interface ApartKey {
  item: string;
  lot: string;
  locationGroup: string;
  word: string;
  owner: StockOwner;
}

export type Placed =
  | { is: 'stock'; key: StockKey }
  | { is: 'customer'; key: StockKey }
  | { is: 'apart'; key: ApartKey }
  | { is: 'nothing' }
  | { is: 'problem'; problem: StockProblem };

export type Items = Readonly<Record<string, ReconciledItem>>;

/** Which key a line of a system belongs to. A word that nobody has mapped is a problem, never left out in silence. */
export function placeOf(line: SnapshotLine, system: StockSystem, items: Items): Placed {
  const problem = (text: string): Placed => ({
    is: 'problem',
    problem: { code: 'C-MAPPING', system: system.system, item: line.item, text },
  });
  if (system.virtualLocations.includes(line.location)) return { is: 'nothing' };
  const item = ownEntry(items, line.item);
  if (!item) return problem(`${line.item} is not known`);
  const meaning = ownEntry<StatusMeaning>(system.statuses, line.status);
  if (!item.stocked || meaning === 'NOT_STOCK') return { is: 'nothing' };
  if (meaning === undefined) return problem(`status ${line.status} has no meaning`);
  const locationGroup = ownEntry(system.locations, line.location);
  if (locationGroup === undefined) return problem(`location ${line.location} belongs to no storage location`);
  const lot = item.lotControl && line.lot ? line.lot : NO_LOT;
  const place = { item: line.item, lot, locationGroup, owner: line.owner };
  if (meaning === 'APART') return { is: 'apart', key: { ...place, word: line.status } };
  return { is: line.owner === 'CUSTOMER' ? 'customer' : 'stock', key: { ...place, status: meaning } };
}

/** Names come from systems; one of them may be called `constructor`. */
export const ownEntry = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The same text for the same stock, and for no other. */
export const apartText = ({ item, lot, locationGroup, word, owner }: ApartKey): string =>
  JSON.stringify([item, lot, locationGroup, word, owner]);
