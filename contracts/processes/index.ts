import { engineeringChange } from './engineering-change.js';
import { inboundDelivery } from './inbound-delivery.js';
import { inventoryReconciliation } from './inventory-reconciliation.js';
import { orderToProduction } from './order-to-production.js';
import { outboundDelivery } from './outbound-delivery.js';
import type { ProcessContract } from './process.js';
import { procureToReceive } from './procure-to-receive.js';
import { productionToInventory } from './production-to-inventory.js';
import { reconciliationCase } from './reconciliation-case.js';
import { shipToCash } from './ship-to-cash.js';

/** Every process, by its name in ids and URLs. */
export const processes: Record<string, ProcessContract> = {
  [orderToProduction.process]: orderToProduction,
  [productionToInventory.process]: productionToInventory,
  [shipToCash.process]: shipToCash,
  [outboundDelivery.process]: outboundDelivery,
  [procureToReceive.process]: procureToReceive,
  [inboundDelivery.process]: inboundDelivery,
  [inventoryReconciliation.process]: inventoryReconciliation,
  [reconciliationCase.process]: reconciliationCase,
  [engineeringChange.process]: engineeringChange,
};
