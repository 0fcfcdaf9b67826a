import { operations, type Transport } from '../contracts/ports.js';
import { activitiesOf } from './system.js';

export const createTransportActivities = (port: Transport) => activitiesOf('transport', operations.transport, port);
