import type { CallClass } from './ports/calls.js';
import type { ChangeOwner } from './ports/change-owner.js';
import type { ChangeTarget } from './ports/changes.js';
import type { Mes } from './ports/mes.js';
import type { Partner } from './ports/partner.js';
import type { ProductionErp } from './ports/production-erp.js';
import type { ProductionWms } from './ports/production-wms.js';
import type { PurchaseErp } from './ports/purchase-erp.js';
import type { Quality } from './ports/quality.js';
import type { ReconciliationErp } from './ports/reconciliation-erp.js';
import type { ReconciliationWms } from './ports/reconciliation-wms.js';
import type { ReceivingWms } from './ports/receiving-wms.js';
import type { SalesErp } from './ports/sales-erp.js';
import type { ShippingWms } from './ports/shipping-wms.js';
import type { Supplier } from './ports/supplier.js';
import type { Transport } from './ports/transport.js';

export type * from './ports/calls.js';
export type * from './ports/change-owner.js';
export type * from './ports/changes.js';
export type * from './ports/mes.js';
export type * from './ports/partner.js';
export type * from './ports/production-erp.js';
export type * from './ports/production-wms.js';
export type * from './ports/purchase-erp.js';
export type * from './ports/quality.js';
export type * from './ports/reconciliation-erp.js';
export type * from './ports/reconciliation-wms.js';
export type * from './ports/receiving-wms.js';
export type * from './ports/sales-erp.js';
export type * from './ports/shipping-wms.js';
export type * from './ports/supplier.js';
export type * from './ports/transport.js';

/** Financial truth and planning. */
export interface Erp extends ProductionErp, SalesErp, PurchaseErp, ChangeOwner, ReconciliationErp {}

/** Physical stock. */
export interface Wms extends ProductionWms, ShippingWms, ReceivingWms, ChangeTarget, ReconciliationWms {}

export const operations = {
  erp: {
    readOrder: 'read',
    readItems: 'read',
    readConfirmation: 'read',
    markDispatched: 'keyed',
    postConfirmation: 'unkeyed',
    cancelConfirmation: 'unkeyed',
    readLotUse: 'read',
    postGoodsMovement: 'unkeyed',
    cancelGoodsMovement: 'unkeyed',
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
    readPurchaseOrder: 'read',
    createInboundDelivery: 'unkeyed',
    deleteInboundDelivery: 'keyed',
    amendPurchaseOrder: 'keyed',
    setDeliveryComplete: 'keyed',
    readStockAsOf: 'read',
    readEngineeringChange: 'read',
    findOpenOrders: 'read',
  },
  mes: {
    readDefinitions: 'read',
    readOrder: 'read',
    readReports: 'read',
    dispatch: 'keyed',
    cancelOrder: 'keyed',
    shortClose: 'keyed',
    readChange: 'read',
    distributeDefinition: 'keyed',
    activateChange: 'keyed',
    withdrawChange: 'keyed',
  },
  wms: {
    requestStaging: 'keyed',
    cancelStaging: 'keyed',
    returnStaged: 'keyed',
    expectReceipt: 'keyed',
    takeBackReceipt: 'keyed',
    readProductionReceipt: 'read',
    replenish: 'keyed',
    releaseOutbound: 'keyed',
    cancelOutbound: 'keyed',
    requestUnpick: 'keyed',
    readOutbound: 'read',
    readStock: 'read',
    expectInbound: 'keyed',
    cancelInbound: 'keyed',
    bringBackInbound: 'keyed',
    readInbound: 'read',
    changeStockStatus: 'keyed',
    requestSnapshot: 'keyed',
    readSnapshot: 'read',
    readSnapshotLines: 'read',
    requestCount: 'keyed',
    cancelCount: 'keyed',
    readCount: 'read',
    readChange: 'read',
    distributeDefinition: 'keyed',
    activateChange: 'keyed',
    withdrawChange: 'keyed',
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
  supplier: { sendPurchaseOrder: 'keyed', sendReceivingAdvice: 'keyed' },
  quality: { requestInspection: 'keyed', readInspection: 'read' },
} as const satisfies { [C in Capability]: Record<keyof Ports[C], CallClass> };

export interface Ports {
  erp: Erp;
  mes: Mes;
  wms: Wms;
  transport: Transport;
  partner: Partner;
  supplier: Supplier;
  quality: Quality;
}

export type Capability = keyof Ports;

/** The activity behind an operation: `erp.readOrder`. */
export type ActivityName<C extends Capability = Capability> = `${C}.${string & keyof Ports[C]}`;
