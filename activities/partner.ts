import { operations, type Partner } from '../contracts/ports.js';
import { activitiesOf } from './system.js';

export const createPartnerActivities = (port: Partner) => activitiesOf('partner', operations.partner, port);
