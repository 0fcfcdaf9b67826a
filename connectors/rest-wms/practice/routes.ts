import type { Express, Request, RequestHandler } from 'express';
import { changeRoutes } from '../../../practice/change-book.js';
import { type Answer, bearer, keyedWrites, queried, refusals } from '../../../practice/rest-counterpart.js';
import { balances, movementsAfter } from './stock-answers.js';
import { warehouseVerbs } from './verbs.js';
import type { WmsPlant } from './wms-plant.js';

const idOf = (request: Request): string => String(request.params.id);

type Keyed = ReturnType<typeof keyedWrites>;

const reading =
  (read: (request: Request) => Answer): RequestHandler =>
  (request, response) =>
    void response.json(read(request).body);

/** What the WMS offers to others. */
export function wmsRoutes(app: Express, plant: WmsPlant, token: string): void {
  const keyed = keyedWrites();
  app.use(bearer(token));
  forProduction(app, plant, keyed);
  forShipping(app, plant, keyed);
  forReceiving(app, plant, keyed);
  changeRoutes(app, plant.changes, keyed);
  forReconciliation(app, plant, keyed);
  app.get(
    '/stock',
    reading((request) => balances(plant.stock, queried(request, 'item'))),
  );
  app.get(
    '/movements',
    reading((request) => movementsAfter(plant.stock, queried(request, 'afterId'))),
  );
  warehouseVerbs(app, plant);
  app.use(refusals);
}

function forProduction(app: Express, plant: WmsPlant, keyed: Keyed): void {
  const { staging, returns, receipts, replenishments, automatic } = plant;
  const stagingRequest = '/staging-requests/:id';
  app.put(
    stagingRequest,
    keyed((request, key) =>
      followedBy(staging.put(idOf(request), request.body, key), () => automatic.stage(idOf(request))),
    ),
  );
  app.post(
    `${stagingRequest}/cancel`,
    keyed((request, key) => staging.cancel(idOf(request), key)),
  );
  app.get(
    stagingRequest,
    reading((request) => staging.show(idOf(request))),
  );
  app.post(
    '/return-tasks',
    keyed((request, key) => returns.post(request.body, key)),
  );
  app.get(
    '/return-tasks',
    reading((request) => returns.of(queried(request, 'orderNo'))),
  );
  const receipt = '/production-receipts/:id';
  app.put(
    receipt,
    keyed((request, key) =>
      followedBy(receipts.put(idOf(request), request.body, key), () => automatic.putAway(idOf(request))),
    ),
  );
  app.get(
    receipt,
    reading((request) => receipts.show(idOf(request))),
  );
  app.post(
    `${receipt}/take-back`,
    keyed((request, key) =>
      followedBy(receipts.takeBack(idOf(request), request.body, key), () => automatic.takeBack(idOf(request))),
    ),
  );
  app.get(
    `${receipt}/take-back-tasks`,
    reading((request) => receipts.takeBackTasks(idOf(request))),
  );
  const replenishment = '/replenishment-orders/:id';
  app.put(
    replenishment,
    keyed((request, key) =>
      followedBy(replenishments.put(idOf(request), request.body, key), () => automatic.replenish(idOf(request))),
    ),
  );
  app.get(
    replenishment,
    reading((request) => replenishments.show(idOf(request))),
  );
}

function forShipping(app: Express, { outboundOrders, automatic }: WmsPlant, keyed: Keyed): void {
  const order = '/outbound-orders/:id';
  app.put(
    order,
    keyed((request, key) =>
      followedBy(outboundOrders.put(idOf(request), request.body, key), () => automatic.release(idOf(request))),
    ),
  );
  app.post(
    `${order}/cancel`,
    keyed((request, key) => outboundOrders.cancel(idOf(request), key)),
  );
  app.post(
    `${order}/unpick`,
    keyed((request, key) =>
      followedBy(outboundOrders.requestUnpick(idOf(request), request.body, key), () => automatic.unpick(idOf(request))),
    ),
  );
  app.get(
    order,
    reading((request) => outboundOrders.show(idOf(request))),
  );
  app.get(
    `${order}/unpick-tasks`,
    reading((request) => outboundOrders.unpickTasks(idOf(request))),
  );
}

function forReceiving(app: Express, plant: WmsPlant, keyed: Keyed): void {
  const { inboundDeliveries: deliveries, receiving, automaticReceiving, statusChanges } = plant;
  const delivery = '/inbound-deliveries/:id';
  app.put(
    delivery,
    keyed((request, key) =>
      followedBy(deliveries.put(idOf(request), request.body, key), () =>
        automaticReceiving.goOn(receiving.standing(idOf(request))),
      ),
    ),
  );
  app.post(
    `${delivery}/cancel`,
    keyed((request, key) => deliveries.cancel(idOf(request), key)),
  );
  app.post(
    `${delivery}/bring-back`,
    keyed((request, key) =>
      followedBy(deliveries.bringBack(idOf(request), request.body, key), () =>
        automaticReceiving.bringBack(idOf(request)),
      ),
    ),
  );
  app.get(
    delivery,
    reading((request) => deliveries.show(idOf(request))),
  );
  app.get(
    `${delivery}/bring-back-tasks`,
    reading((request) => deliveries.bringBackTasks(idOf(request))),
  );
  app.post(
    '/stock-status-changes',
    keyed((request, key) => statusChanges.post(request.body, key, (change) => plant.statusChanged(change))),
  );
  app.get(
    '/stock-status-changes',
    reading((request) => statusChanges.of(queried(request, 'reference'))),
  );
}

function forReconciliation(app: Express, { snapshots, countTasks }: WmsPlant, keyed: Keyed): void {
  app.post(
    '/stock-snapshots',
    keyed((request, key) => snapshots.post(request.body, key)),
  );
  app.get(
    '/stock-snapshots',
    reading((request) => snapshots.of(queried(request, 'asOf'))),
  );
  app.get(
    '/stock-snapshots/:id',
    reading((request) => snapshots.show(idOf(request))),
  );
  app.get(
    '/stock-snapshots/:id/lines',
    reading((request) => snapshots.page(idOf(request), queried(request, 'cursor'))),
  );
  app.post(
    '/count-tasks',
    keyed((request, key) => countTasks.post(request.body, key)),
  );
  app.post(
    '/count-tasks/:id/cancel',
    keyed((request) => countTasks.cancel(idOf(request))),
  );
  app.get(
    '/count-tasks/:id',
    reading((request) => countTasks.show(idOf(request))),
  );
}

/** The warehouse begins once the answer is settled. */
function followedBy(answer: Answer, begin: () => void): Answer {
  begin();
  return answer;
}
