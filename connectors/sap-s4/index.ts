import { defineConnector } from '../connector.js';
import { bill, cancelBilling, readBillingDocument } from './billing.js';
import { configSchema } from './config.js';
import { cancelConfirmation } from './confirmation-cancellation.js';
import { postConfirmation, readConfirmation } from './confirmations.js';
import { readDelivery } from './deliveries.js';
import { changeDelivery, deleteDelivery } from './delivery-changes.js';
import { createDelivery, findDeliveries } from './delivery-creation.js';
import { cancelGoodsMovement } from './document-cancellation.js';
import { findOpenOrders, readEngineeringChange } from './engineering-changes.js';
import { translate } from './events.js';
import { accrueFreight, reverseFreightAccrual } from './freight-accruals.js';
import { postGoodsIssue, reverseGoodsIssue } from './goods-issue.js';
import { createInboundDelivery, deleteInboundDelivery } from './inbound-deliveries.js';
import { readItems } from './items.js';
import { postGoodsMovement } from './material-documents.js';
import { readLotUse } from './lot-use.js';
import { readOrder } from './orders.js';
import { setPicked } from './picking.js';
import { amendPurchaseOrder, setDeliveryComplete } from './purchase-order-changes.js';
import { readPurchaseOrder } from './purchase-orders.js';
import { rejectLines } from './rejections.js';
import { readSalesOrder } from './sales-orders.js';
import { SapSession } from './session.js';
import { completeTechnically, markDispatched } from './status.js';
import { readStock } from './stock.js';
import { readStockAsOf } from './stock-as-of.js';

/** SAP S/4HANA by its published services (OData V2; V4 and SOAP where there is nothing else) and business events. */
export default defineConnector({
  capability: 'erp',
  config: configSchema,
  create(id, config) {
    const sap = new SapSession(id, config);
    return {
      readOrder: readOrder(sap),
      readItems: readItems(sap),
      readConfirmation: readConfirmation(sap),
      markDispatched: markDispatched(sap),
      postConfirmation: postConfirmation(sap),
      cancelConfirmation: cancelConfirmation(sap),
      readLotUse: readLotUse(sap),
      postGoodsMovement: postGoodsMovement(sap),
      cancelGoodsMovement: cancelGoodsMovement(sap),
      completeTechnically: completeTechnically(sap),
      readSalesOrder: readSalesOrder(sap),
      findDeliveries: findDeliveries(sap),
      readDelivery: readDelivery(sap),
      createDelivery: createDelivery(sap),
      changeDelivery: changeDelivery(sap),
      setPicked: setPicked(sap),
      deleteDelivery: deleteDelivery(sap),
      postGoodsIssue: postGoodsIssue(sap),
      reverseGoodsIssue: reverseGoodsIssue(sap),
      accrueFreight: accrueFreight(sap),
      reverseFreightAccrual: reverseFreightAccrual(sap),
      bill: bill(sap),
      readBillingDocument: readBillingDocument(sap),
      cancelBilling: cancelBilling(sap),
      rejectLines: rejectLines(sap),
      readStock: readStock(sap),
      readStockAsOf: readStockAsOf(sap),
      readPurchaseOrder: readPurchaseOrder(sap),
      createInboundDelivery: createInboundDelivery(sap),
      deleteInboundDelivery: deleteInboundDelivery(sap),
      amendPurchaseOrder: amendPurchaseOrder(sap),
      setDeliveryComplete: setDeliveryComplete(sap),
      readEngineeringChange: readEngineeringChange(sap),
      findOpenOrders: findOpenOrders(sap),
    };
  },
  translate,
});
