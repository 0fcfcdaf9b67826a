import { operations, type Wms } from '../contracts/ports.js';
import { activitiesOf } from './system.js';

export const createWmsActivities = (port: Wms) => activitiesOf('wms', operations.wms, port);
