import { operations, type Erp } from '../contracts/ports.js';
import { activitiesOf } from './system.js';

export const createErpActivities = (port: Erp) => activitiesOf('erp', operations.erp, port);
