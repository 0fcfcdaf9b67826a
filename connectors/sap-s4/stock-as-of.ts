import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { SnapshotLine, StockSnapshot } from '../../contracts/entities/stock-snapshot.js';
import type { Erp } from '../../contracts/ports.js';
import { fieldsOf, selectOf } from './entities.js';
import { effectOf, namedStock } from './movement-effects.js';
import { anyOf, dayLiteral, quoted, services } from './odata.js';
import type { SapSession } from './session.js';
import { statuses } from './stock.js';
import { movedDocument, movedExpansion, type movedItem, stockLine, whole } from './stock-entities.js';
import { clockOf, instantOf } from './times.js';

type Moved = z.infer<typeof movedDocument>;
type Item = z.infer<typeof movedItem>;
type Level = z.infer<typeof stockLine>;

const LEVELS_MAX = 20_000;
const DOCUMENTS_MAX = 5_000;
/** While documents are being posted, what is read of stock and of documents may not belong together. */
const READS_MAX = 3;

/**
 * SAP tells only what it has now. Every change of stock has a document, though: what was posted since the instant is taken
 * off again. Between two looks at the documents that show the same ones, nothing was posted that is in the stock and not
 * among them. Where that does not come about, or a document moves stock in a way that is not known, it is of now.
 */
export const readStockAsOf =
  (sap: SapSession): Erp['readStockAsOf'] =>
  async ({ plant, asOf, locations }, { signal }) => {
    for (let reads = 1; ; reads += 1) {
      const before = await documentsSince(sap, plant, asOf, signal);
      const levels = await levelsOf(sap, plant, locations, signal);
      const readAt = new Date().toISOString();
      const after = await documentsSince(sap, plant, asOf, signal);
      const isQuiet = String(before.map(numberOf)) === String(after.map(numberOf));
      if (!isQuiet && reads < READS_MAX) continue;
      const undone = isQuiet ? undoing(after, plant, locations) : undefined;
      const lines = balances([...levels.map(lineOf).filter((line) => line !== undefined), ...(undone ?? [])]);
      const basis = undone ? 'ROLLED_BACK' : 'NOW';
      const last = after.map(numberOf).at(-1) ?? 'none';
      return {
        ...{ snapshotId: `${sap.system}-${readAt}-${last}`, system: sap.system, plant, basis, lines },
        ...{ asOf: undone ? asOf : readAt, complete: true },
      } satisfies StockSnapshot;
    }
  };

const numberOf = ({ MaterialDocument, MaterialDocumentYear }: Moved): string =>
  `${MaterialDocument}/${MaterialDocumentYear}`;

/** SAP writes down the second: what was posted in that of the instant counts as after it. */
async function documentsSince(sap: SapSession, plant: string, asOf: string, signal: AbortSignal): Promise<Moved[]> {
  const zone = sap.config.systemZone;
  const { day } = clockOf(asOf, zone);
  const parameters = {
    $filter: `CreationDate ge ${dayLiteral(day)}`,
    ...selectOf(movedDocument, movedExpansion),
    $top: String(DOCUMENTS_MAX),
  };
  const shape = whole(movedDocument, DOCUMENTS_MAX - 1);
  const found = await sap.read(services.materialDocument, 'A_MaterialDocumentHeader', parameters, shape, signal);
  const instant = Math.floor(Date.parse(asOf) / 1_000) * 1_000;
  return (found ?? [])
    .filter((one) => one.to_MaterialDocumentItem.some(({ Plant }) => Plant === plant))
    .filter((one) => Date.parse(instantOf(one.CreationDate, one.CreationTime, zone)) >= instant)
    .sort((one, other) => (numberOf(one) < numberOf(other) ? -1 : 1));
}

async function levelsOf(
  sap: SapSession,
  plant: string,
  locations: readonly string[],
  signal: AbortSignal,
): Promise<Level[]> {
  if (locations.length === 0) return [];
  const parameters = {
    $filter: `Plant eq ${quoted(plant)} and (${anyOf('StorageLocation', locations)})`,
    $select: fieldsOf(stockLine).join(','),
    $top: String(LEVELS_MAX),
  };
  const shape = whole(stockLine, LEVELS_MAX - 1);
  return (await sap.read(services.materialStock, 'A_MatlStkInAcctMod', parameters, shape, signal)) ?? [];
}

/** Special stock (a customer's, a project's, consignment) is somebody else's to count. */
function lineOf(level: Level): SnapshotLine | undefined {
  const status = statuses[level.InventoryStockType];
  if (!status || level.InventorySpecialStockType) return undefined;
  return {
    ...{ item: level.Material, location: level.StorageLocation, status, owner: 'OWN' },
    ...(level.Batch && { lot: level.Batch }),
    quantity: { value: level.MatlWrhsStkQtyInMatlBaseUnit, uom: level.MaterialBaseUnit },
  };
}

/** What takes the documents' movements off again; undefined where one of them is not known to us. */
function undoing(documents: readonly Moved[], plant: string, locations: readonly string[]): SnapshotLine[] | undefined {
  const lines: SnapshotLine[] = [];
  for (const item of documents.flatMap((one) => one.to_MaterialDocumentItem)) {
    if (item.Plant !== plant || item.InventorySpecialStockType) continue;
    const effect = effectOf(item.GoodsMovementType);
    const named = namedStock(item.InventoryUsabilityCode);
    const isElsewhere = item.IssuingOrReceivingPlant !== '' && item.IssuingOrReceivingPlant !== plant;
    if (!effect || !named || isElsewhere) return undefined;
    const at = (status: 'UNRESTRICTED' | 'QUALITY' | 'BLOCKED' | 'NAMED') => (status === 'NAMED' ? named : status);
    if (effect.from) lines.push(moved(item, at(effect.from), item.QuantityInBaseUnit));
    if (effect.to)
      lines.push(moved(where(item, effect.from !== undefined), at(effect.to), `-${item.QuantityInBaseUnit}`));
  }
  return lines.filter(({ location }) => locations.includes(location));
}

/** Where what is moved within the plant arrives. */
function where(item: Item, isTransfer: boolean): Item {
  if (!isTransfer) return item;
  return {
    ...item,
    StorageLocation: item.IssuingOrReceivingStorageLoc || item.StorageLocation,
    Batch: item.IssgOrRcvgBatch || item.Batch,
  };
}

const moved = (
  { Material, StorageLocation, Batch, MaterialBaseUnit }: Item,
  status: string,
  value: string,
): SnapshotLine => ({
  ...{ item: Material, location: StorageLocation, status, owner: 'OWN' },
  ...(Batch && { lot: Batch }),
  quantity: { value, uom: MaterialBaseUnit },
});

function balances(lines: readonly SnapshotLine[]): SnapshotLine[] {
  const found = new Map<string, SnapshotLine>();
  for (const line of lines) {
    const key = JSON.stringify([line.item, line.lot ?? '', line.location, line.status]);
    const before = found.get(key)?.quantity.value ?? '0';
    const value = new Decimal(before).plus(line.quantity.value).toFixed();
    found.set(key, { ...line, quantity: { ...line.quantity, value } });
  }
  return [...found.values()].filter(({ quantity }) => !new Decimal(quantity.value).isZero());
}
