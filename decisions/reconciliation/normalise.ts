import type { StockKey, StockSystem } from '../../contracts/entities/reconciliation.js';
import type { SnapshotLine, StockSnapshot, Watermark } from '../../contracts/entities/stock-snapshot.js';
import type { Decimal } from '../../contracts/quantity.js';
import { inBaseUnit } from './base-quantity.js';
import { byText, keyText } from './key.js';
import { type ApartKey, apartText, type Items, ownEntry, placeOf, type StockProblem } from './place.js';
import { gapsOf } from './snapshot-gaps.js';

export interface Keyed<K> {
  key: K;
  uom: string;
  value: Decimal;
  rounding: Decimal;
  /** Sorted; absent where the system does not give them for all of it. */
  serials?: string[];
}

export type KeyedStock = Keyed<StockKey>;

/** One system's stock in the words and units that all sides share. */
export interface NormalisedStock {
  system: string;
  snapshotId: string;
  asOf: string;
  watermark?: Watermark;
  /** It is true of when it was read, which is not the instant that was asked for. */
  onlyNow: boolean;
  gaps: string[];
  /** The storage locations that it can have stock of. */
  covers: string[];
  stock: KeyedStock[];
  apart: Keyed<ApartKey>[];
  /** Never compared; it can be what somebody took for ours. */
  customerOwned: KeyedStock[];
  problems: StockProblem[];
}

/** A snapshot by stock key, in base units (domain: reconciliation, step 2). */
export function normalise(snapshot: StockSnapshot, system: StockSystem, items: Items): NormalisedStock {
  const groups = groupLines(snapshot.lines, system, items);
  const { problems } = groups;
  const inBase = <K extends { item: string }>(lines: Map<string, Group<K>>): Keyed<K>[] =>
    [...lines]
      .sort(([one], [other]) => byText(one, other))
      .flatMap(([, group]) => {
        const keyed = inBaseUnits(group, system.system, items);
        if ('value' in keyed) return [keyed];
        problems.push(keyed);
        return [];
      });
  return {
    system: system.system,
    snapshotId: snapshot.snapshotId,
    asOf: snapshot.asOf,
    ...(snapshot.watermark && { watermark: snapshot.watermark }),
    onlyNow: snapshot.basis === 'NOW',
    gaps: gapsOf(snapshot),
    covers: [...new Set(Object.values(system.locations))].sort(byText),
    stock: inBase(groups.stock),
    apart: inBase(groups.apart),
    customerOwned: inBase(groups.customer),
    problems,
  };
}

interface Group<K> {
  key: K;
  lines: SnapshotLine[];
}

function groupLines(lines: readonly SnapshotLine[], system: StockSystem, items: Items) {
  const stock = new Map<string, Group<StockKey>>();
  const customer = new Map<string, Group<StockKey>>();
  const apart = new Map<string, Group<ApartKey>>();
  const problems: StockProblem[] = [];
  for (const line of lines) {
    const placed = placeOf(line, system, items);
    if (placed.is === 'stock') add(stock, keyText(placed.key), placed.key, line);
    else if (placed.is === 'customer') add(customer, keyText(placed.key), placed.key, line);
    else if (placed.is === 'apart') add(apart, apartText(placed.key), placed.key, line);
    else if (placed.is === 'problem') problems.push(placed.problem);
  }
  return { stock, customer, apart, problems };
}

function add<K>(groups: Map<string, Group<K>>, text: string, key: K, line: SnapshotLine): void {
  const group = groups.get(text);
  if (group) group.lines.push(line);
  else groups.set(text, { key, lines: [line] });
}

/** What the lines of one key come to. */
export function inBaseUnits<K extends { item: string }>(
  { key, lines }: Group<K>,
  system: string,
  items: Items,
): Keyed<K> | StockProblem {
  const item = ownEntry(items, key.item);
  if (!item) return { code: 'C-MAPPING', system, item: key.item, text: `${key.item} is not known` };
  const quantities = lines.map(({ quantity }) => quantity);
  const total = inBaseUnit(quantities, item);
  if ('problem' in total) return { code: 'C-UOM', system, item: key.item, text: total.problem };
  const serials = serialsOf(lines);
  return { key, uom: item.baseUom, ...total, ...(serials && { serials }) };
}

function serialsOf(lines: readonly SnapshotLine[]): string[] | undefined {
  const kept = lines.map(({ serials }) => serials);
  if (kept.some((serials) => serials === undefined)) return undefined;
  return [...new Set(kept.flatMap((serials) => serials ?? []))].sort(byText);
}
