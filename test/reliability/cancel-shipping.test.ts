import { startSales } from '../setup/sales.js';
import { Gate } from './cancel-gate.js';
import { shippingTrade } from './cancel-shipping.js';
import { CANCEL_LANDSCAPE, tryCancels } from './cancel-tests.js';

const gate = new Gate();
const plant = await startSales({ overrides: CANCEL_LANDSCAPE, wrap: (connectors) => gate.wrap(connectors) });
gate.connect(plant.temporal.client);

await tryCancels(shippingTrade(plant, gate));
