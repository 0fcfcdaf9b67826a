import { operations, type Supplier } from '../contracts/ports.js';
import { activitiesOf } from './system.js';

export const createSupplierActivities = (port: Supplier) => activitiesOf('supplier', operations.supplier, port);
