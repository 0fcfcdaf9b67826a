import type { Express } from 'express';
import type { HandReceipt } from './purchase-desk.js';
import type { NewPurchaseOrder, PurchaseOrderChange } from './purchase-orders.js';
import type { SapPlant } from './sap-plant.js';

/** What people of purchasing and stores do, for someone with curl. */
export function purchasePeopleRoutes(app: Express, plant: SapPlant): void {
  app.post('/practice/purchase-orders', (request, response) => {
    response.status(201).json({ purchaseOrderNo: plant.addPurchaseOrder(request.body as NewPurchaseOrder) });
  });
  app.post('/practice/purchase-orders/:no/release', (request, response) => {
    plant.releasePurchaseOrder(request.params.no);
    response.status(202).end();
  });
  app.post('/practice/purchase-orders/:no/change', (request, response) => {
    plant.changePurchaseOrder(request.params.no, request.body as PurchaseOrderChange);
    response.status(202).end();
  });
  app.post('/practice/purchase-orders/:no/cancel', (request, response) => {
    plant.requestPurchaseOrderCancel(request.params.no);
    response.status(202).end();
  });
  app.post('/practice/purchase-orders/:no/receive', (request, response) => {
    const { quantity, ...receipt } = request.body as HandReceipt & { quantity: string };
    response.status(201).json({ materialDocument: plant.receivePurchase(request.params.no, quantity, receipt) });
  });
  app.post('/practice/items/:item/inspection', (request, response) => {
    plant.setInspected(request.params.item, (request.body as { inspected?: boolean }).inspected);
    response.status(204).end();
  });
  app.post('/practice/material-documents/:number/cancel', (request, response) => {
    plant.cancelMaterialDocument(request.params.number);
    response.status(202).end();
  });
}
