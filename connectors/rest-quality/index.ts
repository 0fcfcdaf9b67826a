import { defineConnector } from '../connector.js';
import { restConfig } from '../rest-client.js';
import { translate } from './events.js';
import { createQuality } from './quality.js';

/** A quality management or laboratory system with a REST interface and CloudEvents. */
export default defineConnector({ capability: 'quality', config: restConfig, create: createQuality, translate });
