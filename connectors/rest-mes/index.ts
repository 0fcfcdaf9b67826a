import { defineConnector } from '../connector.js';
import { configSchema } from './config.js';
import { translate } from './events.js';
import { createMes } from './mes.js';

/** A manufacturing execution system with a versioned REST interface and CloudEvents. */
export default defineConnector({ capability: 'mes', config: configSchema, create: createMes, translate });
