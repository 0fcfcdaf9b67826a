import type { Item } from '../../contracts/entities/item.js';
import type { StockBalance } from '../../contracts/entities/stock-balance.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import type { Money } from '../../contracts/quantity.js';
import { sum, valueOf } from '../../decisions/arithmetic.js';
import type { Systems } from '../systems/systems.js';
import { expectAnswer } from './parts.js';

/** The item as its ERP has it. @throws Problem NOT_FOUND, SYSTEMS_UNAVAILABLE */
export async function readItem(systems: Systems, policy: PlantPolicy, item: string) {
  const { plant } = policy;
  const part = await systems.ask(policy, 'erp', async (erp, context) => {
    const items = await erp.readItems({ plant, items: [item] }, context);
    return items.find((one) => one.item === item) ?? null;
  });
  expectAnswer([part]);
  return { plant, item: part };
}

export interface BookStock {
  balances: StockBalance[];
  /** Of all of it at standard cost; absent where the ERP gives none. */
  value?: Money;
}

/**
 * Stock as the books have it, and as it lies there. The two differ while postings are under way: neither is corrected
 * by the other here.
 * @throws Problem NOT_FOUND, SYSTEMS_UNAVAILABLE
 */
export async function readInventory(systems: Systems, policy: PlantPolicy, item: string) {
  const { plant } = policy;
  const [book, physical] = await Promise.all([
    systems.ask(policy, 'erp', async (erp, context): Promise<BookStock | null> => {
      const asked = [
        erp.readItems({ plant, items: [item] }, context),
        erp.readStock({ plant, item }, context),
      ] as const;
      const [items, balances] = await Promise.all(asked);
      const known = items.find((one) => one.item === item);
      if (!known && balances.length === 0) return null;
      const value = worth(balances, known);
      return { balances, ...(value && { value }) };
    }),
    systems.ask(policy, 'wms', (wms, context) => wms.readStock({ plant, item }, context)),
  ]);
  expectAnswer([book, physical]);
  return { plant, item, book, physical };
}

function worth(balances: StockBalance[], item: Item | undefined): Money | undefined {
  if (balances.some(({ quantity }) => quantity.uom !== item?.baseUom)) return undefined;
  return valueOf(sum(...balances.map(({ quantity }) => quantity.value)), item);
}
