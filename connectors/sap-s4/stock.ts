import { Decimal } from 'decimal.js';
import type { StockBalance } from '../../contracts/entities/stock-balance.js';
import type { Erp } from '../../contracts/ports.js';
import { fieldsOf, listOf } from './entities.js';
import { quoted, services } from './odata.js';
import { stockLevel } from './sales-entities.js';
import type { SapSession } from './session.js';

/** SAP's stock types; those that belong to nobody's stock here (tied empties, blocked at receipt) are left out. */
export const statuses: Record<string, StockBalance['status']> = {
  '01': 'UNRESTRICTED',
  '02': 'QUALITY',
  '03': 'BLOCKED',
  '04': 'IN_TRANSIT',
  '05': 'IN_TRANSIT',
  '06': 'IN_TRANSIT',
  '07': 'BLOCKED',
  '08': 'BLOCKED',
};

/** The plant's own stock; special stock (a customer's, a project's, consignment) is somebody else's to count. */
export const readStock =
  (sap: SapSession): Erp['readStock'] =>
  async ({ plant, item }, { signal }) => {
    const parameters = {
      $filter: `Material eq ${quoted(item)} and Plant eq ${quoted(plant)}`,
      $select: fieldsOf(stockLevel).join(','),
    };
    const shape = listOf(stockLevel);
    const found = await sap.read(services.materialStock, 'A_MatlStkInAcctMod', parameters, shape, signal);
    const balances = new Map<string, StockBalance>();
    for (const level of found ?? []) {
      const status = statuses[level.InventoryStockType];
      if (!status || level.InventorySpecialStockType) continue;
      const key = [level.StorageLocation, level.Batch, status].join('|');
      const before = balances.get(key)?.quantity.value ?? '0';
      const value = new Decimal(before).plus(level.MatlWrhsStkQtyInMatlBaseUnit).toFixed();
      const place = { location: level.StorageLocation, ...(level.Batch && { lot: level.Batch }) };
      balances.set(key, { ...place, status, quantity: { value, uom: level.MaterialBaseUnit } });
    }
    return [...balances.values()].filter(({ quantity }) => !new Decimal(quantity.value).isZero());
  };
