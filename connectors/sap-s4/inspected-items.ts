import { fieldsOf, listOf } from './entities.js';
import { anyOf, services } from './odata.js';
import { plantQuality } from './purchase-entities.js';
import type { SapPurchaseItem } from './purchase-orders.js';
import type { SapSession } from './session.js';

/** So that the filter stays well below what web servers take as an address. */
const ITEMS_PER_CALL = 25;

/** Whether what a line brings goes into quality stock first. */
export type Inspected = (item: SapPurchaseItem) => boolean;

/**
 * The purchase order service does not show the kind of stock that a line is received into; the item's own data at the
 * plant say it: received into inspection stock, or a control key of quality management that the landscape names.
 */
export async function inspectedItems(
  sap: SapSession,
  items: SapPurchaseItem[],
  signal: AbortSignal,
): Promise<Inspected> {
  const wanted = [...new Set(items.map(({ Material }) => Material))];
  const inspected = new Set<string>();
  while (wanted.length > 0) {
    const parameters = {
      $filter: anyOf('Product', wanted.splice(0, ITEMS_PER_CALL)),
      $select: fieldsOf(plantQuality).join(','),
    };
    const shape = listOf(plantQuality);
    const found = await sap.read(services.product, 'A_ProductPlantQualityMgmt', parameters, shape, signal);
    for (const { Product, Plant, HasPostToInspectionStock, QualityMgmtCtrlKey } of found ?? []) {
      const isControlled = sap.config.inspectionControlKeys.includes(QualityMgmtCtrlKey);
      if (HasPostToInspectionStock || isControlled) inspected.add(keyOf(Product, Plant));
    }
  }
  return ({ Material, Plant }) => inspected.has(keyOf(Material, Plant));
}

const keyOf = (item: string, plant: string): string => JSON.stringify([item, plant]);
