export { inboundDelivery } from './inbound-delivery.js';
export { noticeReplay } from './notice-replay.js';
export { orderToProduction } from './order-to-production.js';
export { outboundDelivery } from './outbound-delivery.js';
export { procureToReceive } from './procure-to-receive.js';
export { productionToInventory } from './production-to-inventory.js';
export { shipToCash } from './ship-to-cash.js';
