import type { CallClass } from './ports/calls.js';
import type { Mes } from './ports/mes.js';
import type { Partner } from './ports/partner.js';
import type { ProductionErp } from './ports/production-erp.js';
import type { ProductionWms } from './ports/production-wms.js';
import type { SalesErp } from './ports/sales-erp.js';
import type { ShippingWms } from './ports/shipping-wms.js';
import type { Transport } from './ports/transport.js';

export type * from './ports/calls.js';
export type * from './ports/mes.js';
export type * from './ports/partner.js';
export type * from './ports/production-erp.js';
export type * from './ports/production-wms.js';
export type * from './ports/sales-erp.js';
export type * from './ports/shipping-wms.js';
export type * from './ports/transport.js';

/** Financial truth and planning. */
export interface Erp extends ProductionErp, SalesErp {}

/** Physical stock. */
export interface Wms extends ProductionWms, ShippingWms {}

export const operations = {
  erp: {
    readOrder: 'read',
    readItems: 'read',
    readConfirmation: 'read',
    markDispatched: 'keyed',
    postConfirmation: 'unkeyed',
    postGoodsMovement: 'unkeyed',
    completeTechnically: 'unkeyed',
    readSalesOrder: 'read',
    findDeliveries: 'read',
    readDelivery: 'read',
    createDelivery: 'unkeyed',
    changeDelivery: 'keyed',
    setPicked: 'keyed',
    deleteDelivery: 'keyed',
    postGoodsIssue: 'unkeyed',
    reverseGoodsIssue: 'unkeyed',
    accrueFreight: 'unkeyed',
    reverseFreightAccrual: 'unkeyed',
    bill: 'unkeyed',
    readBillingDocument: 'read',
    cancelBilling: 'unkeyed',
    rejectLines: 'keyed',
    readStock: 'read',
  },
  mes: {
    readDefinitions: 'read',
    readOrder: 'read',
    readReports: 'read',
    dispatch: 'keyed',
    cancelOrder: 'keyed',
    shortClose: 'keyed',
  },
  wms: {
    requestStaging: 'keyed',
    cancelStaging: 'keyed',
    returnStaged: 'keyed',
    expectReceipt: 'keyed',
    replenish: 'keyed',
    releaseOutbound: 'keyed',
    cancelOutbound: 'keyed',
    requestUnpick: 'keyed',
    readOutbound: 'read',
    readStock: 'read',
  },
  transport: {
    planLoad: 'keyed',
    readLoad: 'read',
    findLoad: 'read',
    readRates: 'read',
    tender: 'keyed',
    withdrawTender: 'keyed',
    cancelLoad: 'keyed',
    readTracking: 'read',
  },
  partner: { sendShipNotice: 'keyed' },
} as const satisfies { [C in Capability]: Record<keyof Ports[C], CallClass> };

export interface Ports {
  erp: Erp;
  mes: Mes;
  wms: Wms;
  transport: Transport;
  partner: Partner;
}

export type Capability = keyof Ports;

/** The activity behind an operation: `erp.readOrder`. */
export type ActivityName<C extends Capability = Capability> = `${C}.${string & keyof Ports[C]}`;
