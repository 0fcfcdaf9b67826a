import { startPlant } from '../setup/plant.js';
import { Gate } from './cancel-gate.js';
import { CANCEL_LANDSCAPE, tryCancels } from './cancel-tests.js';
import { productionTrade } from './cancel-production.js';

const gate = new Gate();
const plant = await startPlant({ overrides: CANCEL_LANDSCAPE, wrap: (connectors) => gate.wrap(connectors) });
gate.connect(plant.temporal.client);

await tryCancels(productionTrade(plant, gate));
