import { operations, type Mes } from '../contracts/ports.js';
import { activitiesOf } from './system.js';

export const createMesActivities = (port: Mes) => activitiesOf('mes', operations.mes, port);
