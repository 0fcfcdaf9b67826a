import { defineConnector } from '../connector.js';
import { configSchema } from './config.js';
import { createPartner } from './partner.js';

/** Customers that take messages as signed webhooks. */
export default defineConnector({ capability: 'partner', config: configSchema, create: createPartner });
