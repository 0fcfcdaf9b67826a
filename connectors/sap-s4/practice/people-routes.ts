import type { Express } from 'express';
import type { NewChange } from './changes.js';
import type { NewOrder } from './orders.js';
import type { SapPlant } from './sap-plant.js';

/** What people do at the plant, for someone with curl. */
export function peopleRoutes(app: Express, plant: SapPlant): void {
  app.post('/practice/orders', (request, response) => {
    plant.addOrder(request.body as NewOrder);
    response.status(201).end();
  });
  app.post('/practice/orders/:orderNo/release', (request, response) => {
    plant.release(request.params.orderNo);
    response.status(202).end();
  });
  app.post('/practice/orders/:orderNo/change', (request, response) => {
    plant.changeOrder(request.params.orderNo, request.body as Partial<NewOrder>);
    plant.tellChanged(request.params.orderNo);
    response.status(202).end();
  });
  app.post('/practice/orders/:orderNo/cancel', (request, response) => {
    plant.requestCancel(request.params.orderNo);
    response.status(202).end();
  });
  app.post('/practice/stock', (request, response) => {
    const { item, quantity, ...place } = request.body as {
      item: string;
      quantity: string;
      plant?: string;
      location?: string;
      batch?: string;
    };
    plant.receiveStock(item, quantity, place);
    response.status(201).end();
  });
  app.post('/practice/engineering-changes', (request, response) => {
    const { changeNo } = plant.changes.put(request.body as NewChange);
    plant.changes.release(changeNo);
    response.status(202).end();
  });
  app.post('/practice/cogi', (request, response) => {
    plant.setAsideMovementsOf(...(request.body as { items: string[] }).items);
    response.status(204).end();
  });
  app.post('/practice/cogi/reprocess', (_, response) => {
    plant.reprocessFailedMovements();
    response.status(204).end();
  });
}
