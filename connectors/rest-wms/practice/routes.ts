import type { Express, Request } from 'express';
import type { EventTarget } from '../../../practice/event-sender.js';
import { bearer, keyedWrites, offerVerbs, queried, refusals } from '../../../practice/rest-counterpart.js';
import type { WmsPlant } from './wms-plant.js';

const idOf = (request: Request): string => String(request.params.id);

/** What the WMS offers to others. */
export function wmsRoutes(app: Express, plant: WmsPlant, token: string): void {
  const { staging, returns, receipts } = plant;
  const keyed = keyedWrites();
  app.use(bearer(token));
  app.put(
    '/staging-requests/:id',
    keyed((request, key) => {
      const answer = staging.put(idOf(request), request.body, key);
      plant.requested(idOf(request), staging.known(idOf(request)).version);
      return answer;
    }),
  );
  app.post(
    '/staging-requests/:id/cancel',
    keyed((request, key) => staging.cancel(idOf(request), key)),
  );
  app.get('/staging-requests/:id', (request, response) => void response.json(staging.show(idOf(request)).body));
  app.post(
    '/return-tasks',
    keyed((request, key) => returns.post(request.body, key)),
  );
  app.get('/return-tasks', (request, response) => void response.json(returns.of(queried(request, 'orderNo')).body));
  app.put(
    '/production-receipts/:id',
    keyed((request, key) => {
      const answer = receipts.put(idOf(request), request.body, key);
      plant.announced(idOf(request));
      return answer;
    }),
  );
  app.get('/production-receipts/:id', (request, response) => void response.json(receipts.show(idOf(request)).body));
  warehouse(app, plant);
  app.use(refusals);
}

/** What a person says; each verb takes what it needs of it. */
interface WarehouseCall extends EventTarget {
  orderNo: string;
  item: string;
  quantity: string;
  uom?: string;
  location: string;
  from?: string;
  taskId: string;
  receiptId: string;
  eventId: string;
  raw: unknown;
}

/** The warehouse by hand. */
function warehouse(app: Express, plant: WmsPlant): void {
  offerVerbs<WarehouseCall>(app, {
    stock: ({ item, location, quantity }) => plant.stock.open(item, location, quantity),
    pick: ({ orderNo }) => plant.pick(orderNo),
    stage: ({ orderNo }) => plant.stage(orderNo),
    transfer: ({ item, quantity, location, from, uom }) =>
      plant.transfer(item, quantity, location, { ...(from && { from }), ...(uom && { uom }) }),
    return: ({ taskId }) => plant.carryOutReturn(taskId),
    'put-away': ({ receiptId }) => plant.putAway(receiptId),
    resend: ({ eventId }) => plant.resend(eventId),
    emit: async ({ raw }) => ({ status: await plant.emit(raw) }),
    'events-to': ({ url, secret }) => plant.events.sendTo({ url, secret }),
  });
}
