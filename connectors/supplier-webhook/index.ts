import { defineConnector } from '../connector.js';
import { configSchema } from './config.js';
import { translate } from './events.js';
import { createSupplier } from './supplier.js';

/** Suppliers that take messages as signed webhooks, and send theirs as such. */
export default defineConnector({ capability: 'supplier', config: configSchema, create: createSupplier, translate });
