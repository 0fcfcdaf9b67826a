import { operations, type Quality } from '../contracts/ports.js';
import { activitiesOf } from './system.js';

export const createQualityActivities = (port: Quality) => activitiesOf('quality', operations.quality, port);
