import { orderToProduction } from './order-to-production.js';
import type { ProcessContract } from './process.js';
import { productionToInventory } from './production-to-inventory.js';

/** Every process, by its name in ids and URLs. */
export const processes: Record<string, ProcessContract> = {
  [orderToProduction.process]: orderToProduction,
  [productionToInventory.process]: productionToInventory,
};
