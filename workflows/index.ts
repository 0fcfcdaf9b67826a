export { noticeReplay } from './notice-replay.js';
export { orderToProduction } from './order-to-production.js';
export { outboundDelivery } from './outbound-delivery.js';
export { productionToInventory } from './production-to-inventory.js';
export { shipToCash } from './ship-to-cash.js';
