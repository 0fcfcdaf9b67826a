import type { Express, Request } from 'express';
import type { EventTarget } from '../../../practice/event-sender.js';
import { changeRoutes } from '../../../practice/change-book.js';
import { bearer, keyedWrites, offerVerbs, queried, refusals } from '../../../practice/rest-counterpart.js';
import type { Report } from './confirmation.js';
import type { MesPlant, Signal } from './mes-plant.js';

const orderOf = (request: Request): string => String(request.params.no);

/** What the MES offers to others. */
export function mesRoutes(app: Express, plant: MesPlant, token: string): void {
  const { book, definitions, reports } = plant;
  const keyed = keyedWrites();
  app.use(bearer(token));
  app.put(
    '/production-orders/:no',
    keyed((request, key) => {
      const answer = book.put(orderOf(request), request.body, key);
      plant.received(book.known(orderOf(request)));
      return answer;
    }),
  );
  app.post(
    '/production-orders/:no/cancel',
    keyed((request, key) => book.cancel(orderOf(request), key)),
  );
  app.post(
    '/production-orders/:no/short-close',
    keyed((request, key) => {
      const { answer, stopped } = book.shortClose(orderOf(request), key);
      if (stopped) plant.complete(orderOf(request));
      return answer;
    }),
  );
  app.get('/production-orders/:no', (request, response) => void response.json(book.show(orderOf(request)).body));
  app.get('/production-orders/:no/events', (request, response) => {
    const orderNo = orderOf(request);
    book.show(orderNo);
    response.json({ events: reports.after(orderNo, Number(queried(request, 'afterSeq')) || 0) });
  });
  app.get('/definitions/boms/:item', (request, response) => {
    response.json(definitions.show('bom', request.params.item, queried(request, 'revision')).body);
  });
  app.get('/definitions/routings/:item', (request, response) => {
    response.json(definitions.show('routing', request.params.item, queried(request, 'version')).body);
  });
  changeRoutes(app, plant.changes, keyed);
  shopFloor(app, plant);
  app.use(refusals);
}

/** What a person says; each verb takes what it needs of it. */
interface ShopFloorCall extends Report, Signal, EventTarget {
  reverses: string;
  reason?: string;
  orderNo: string;
  revision: string;
  version: string;
  uom: string;
  code: string;
  text: string;
  eventId: string;
  subject: string;
  order: 'as it happened' | 'reversed';
  raw: unknown;
}

/** The shop floor by hand. */
function shopFloor(app: Express, plant: MesPlant): void {
  offerVerbs<ShopFloorCall>(app, {
    bom: ({ item, revision }) => plant.addBom(item, revision),
    routing: ({ item, version }) => plant.addRouting(item, version),
    open: ({ orderNo, item, quantity, uom }) => plant.openLocally(orderNo, { item, quantity, uom }),
    accept: ({ orderNo }) => plant.accept(orderNo),
    reject: ({ orderNo, code, text }) => plant.reject(orderNo, code, text),
    start: ({ orderNo }) => plant.start(orderNo),
    confirm: ({ orderNo, ...report }) => plant.confirm(orderNo, report),
    reverse: ({ orderNo, reverses, ...how }) => plant.reverse(orderNo, reverses, how),
    kanban: ({ orderNo, ...signal }) => plant.kanban(orderNo, signal),
    'skip-number': ({ orderNo }) => ({ seq: plant.reports.skip(orderNo) }),
    complete: ({ orderNo }) => plant.complete(orderNo),
    resend: ({ eventId }) => plant.resend(eventId),
    emit: async ({ raw }) => ({ status: await plant.emit(raw) }),
    'hold-events': ({ subject }) => plant.events.hold(subject),
    'release-events': ({ subject, order }) => plant.events.release(subject, order),
    'events-to': ({ url, secret }) => plant.events.sendTo({ url, secret }),
  });
}
