export { orderToProduction } from './order-to-production.js';
export { productionToInventory } from './production-to-inventory.js';
