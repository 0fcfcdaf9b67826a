import { startBuying } from '../setup/purchasing.js';
import { Gate } from './cancel-gate.js';
import { receivingTrade } from './cancel-receiving.js';
import { CANCEL_LANDSCAPE, tryCancels } from './cancel-tests.js';

const gate = new Gate();
const plant = await startBuying({ overrides: CANCEL_LANDSCAPE, wrap: (connectors) => gate.wrap(connectors) });
gate.connect(plant.temporal.client);

await tryCancels(receivingTrade(plant, gate));
