import type { Express } from 'express';
import type { NewSalesOrder, SalesOrderChange } from './sales-orders.js';
import type { Accounting } from './sales-state.js';
import type { SapPlant } from './sap-plant.js';

/** What people of sales, shipping and finance do, for someone with curl. */
export function salesPeopleRoutes(app: Express, plant: SapPlant): void {
  app.post('/practice/sales-orders', (request, response) => {
    response.status(201).json({ salesOrderNo: plant.addSalesOrder(request.body as NewSalesOrder) });
  });
  app.post('/practice/sales-orders/:no/change', (request, response) => {
    plant.changeSalesOrder(request.params.no, request.body as SalesOrderChange);
    response.status(202).end();
  });
  const verbs: Record<string, (no: string) => void> = {
    release: (no) => plant.releaseSalesOrder(no),
    cancel: (no) => plant.requestSalesOrderCancel(no),
    'block-credit': (no) => plant.blockCredit(no),
    'release-credit': (no) => plant.releaseCredit(no),
    'block-export': (no) => plant.blockExport(no),
    'release-export': (no) => plant.releaseExport(no),
  };
  for (const [verb, act] of Object.entries(verbs)) {
    app.post(`/practice/sales-orders/:no/${verb}`, (request, response) => {
      act(request.params.no);
      response.status(202).end();
    });
  }
  app.post('/practice/sales-orders/:no/blocks', (request, response) => {
    const { delivery, billing } = request.body as { delivery?: string; billing?: string };
    if (delivery !== undefined) plant.setDeliveryBlock(request.params.no, delivery);
    if (billing !== undefined) plant.setBillingBlock(request.params.no, billing);
    response.status(202).end();
  });
  app.post('/practice/sales-orders/:no/deliveries', (request, response) => {
    const { quantities } = request.body as { quantities?: Record<string, string> };
    response.status(201).json({ deliveryNo: plant.createDelivery(request.params.no, quantities) });
  });
  app.post('/practice/deliveries/:no/post-less', (request, response) => {
    plant.postLess(request.params.no, (request.body as { quantity: string }).quantity);
    response.status(202).end();
  });
  app.post('/practice/accounting', (request, response) => {
    plant.setAccounting((request.body as { mode: Accounting }).mode);
    response.status(204).end();
  });
  app.post('/practice/accounting/release', (_, response) => {
    plant.releaseAccounting();
    response.status(204).end();
  });
}
