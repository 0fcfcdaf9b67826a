import { defineConnector } from '../connector.js';
import { configSchema } from './config.js';
import { translate } from './events.js';
import { createWms } from './wms.js';

/** A warehouse management system with a REST interface and CloudEvents. */
export default defineConnector({ capability: 'wms', config: configSchema, create: createWms, translate });
