import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { Item } from '../../contracts/entities/item.js';
import { ConnectorError } from '../../contracts/errors.js';
import { fieldsOf } from './entities.js';
import { readItems } from './items.js';
import { quoted, sameNumber, services } from './odata.js';
import { purchaseMovement, purchaseMovements } from './purchase-entities.js';
import type { SapPurchaseItem } from './purchase-orders.js';
import type { SapSession } from './session.js';

type PurchaseMovement = z.infer<typeof purchaseMovement>;

/**
 * The purchase order service shows no history. What stands is the sum of all movements for a line: a cancellation has
 * the opposite number, so that what is cancelled comes to nothing. 105 releases what was blocked at receipt.
 */
const SIGNS: Record<string, 1 | -1> = { '101': 1, '102': -1, '105': 1, '106': -1, '122': -1, '123': 1 };
/** As many as SAP keeps of a quantity. */
const DECIMALS = 3;

/** What a line has received by the books, in its order unit. */
export type Received = (item: SapPurchaseItem) => Decimal;

export async function receivedBy(
  sap: SapSession,
  purchaseOrderNo: string,
  items: SapPurchaseItem[],
  signal: AbortSignal,
): Promise<Received> {
  const parameters = {
    $filter: `PurchaseOrder eq ${quoted(purchaseOrderNo)}`,
    $select: fieldsOf(purchaseMovement).join(','),
  };
  const set = 'A_MaterialDocumentItem';
  const found = (await sap.read(services.materialDocument, set, parameters, purchaseMovements, signal)) ?? [];
  const movements = found.filter(({ GoodsMovementType }) => Object.hasOwn(SIGNS, GoodsMovementType));
  const masters = await mastersOf(sap, items, movements, signal);
  return (item) => {
    const own = movements.filter((one) => isOf(one, item));
    const quantities = own.map((one) => inOrderUnit(sap, item, one, masters).times(SIGNS[one.GoodsMovementType] ?? 0));
    return Decimal.sum(0, ...quantities).toDecimalPlaces(DECIMALS);
  };
}

const isOf = (movement: PurchaseMovement, { PurchaseOrderItem: line }: SapPurchaseItem): boolean =>
  sameNumber(movement.PurchaseOrderItem, line);

const isDirect = ({ EntryUnit, MaterialBaseUnit }: PurchaseMovement, uom: string): boolean =>
  EntryUnit === uom || MaterialBaseUnit === uom;

/** Only where something was received in a unit that must be converted by the item's own factors. */
async function mastersOf(
  sap: SapSession,
  items: SapPurchaseItem[],
  movements: PurchaseMovement[],
  signal: AbortSignal,
): Promise<Item[]> {
  const odd = items.filter((item) =>
    movements.some((one) => isOf(one, item) && !isDirect(one, item.PurchaseOrderQuantityUnit)),
  );
  const wanted = odd.map(({ Material }) => Material);
  return wanted.length > 0 ? readItems(sap)({ plant: odd[0]?.Plant ?? '', items: wanted }, { signal }) : [];
}

/** @throws ConnectorError C-UOM */
function inOrderUnit(
  { system }: SapSession,
  { Material, PurchaseOrderQuantityUnit: uom }: SapPurchaseItem,
  { EntryUnit, QuantityInEntryUnit, MaterialBaseUnit, QuantityInBaseUnit }: PurchaseMovement,
  masters: Item[],
): Decimal {
  if (EntryUnit === uom) return new Decimal(QuantityInEntryUnit);
  if (MaterialBaseUnit === uom) return new Decimal(QuantityInBaseUnit);
  const master = masters.find(({ item }) => item === Material);
  const unit = master?.alternativeUoms.find((one) => one.uom === uom);
  if (unit) return new Decimal(QuantityInBaseUnit).times(unit.denominator).div(unit.numerator);
  const text = `${system}: ${Material} is ordered in ${uom} and received in ${EntryUnit}, which has no known factor`;
  throw new ConnectorError({ code: 'C-UOM', text, applied: 'no', upstream: { system } });
}
