import { defineConnector } from '../connector.js';
import { configSchema } from './config.js';
import { translate } from './events.js';
import { createTms } from './tms.js';

/** A transport management system with a REST interface and CloudEvents. */
export default defineConnector({ capability: 'transport', config: configSchema, create: createTms, translate });
