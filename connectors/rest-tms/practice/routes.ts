import type { Express, Request } from 'express';
import type { ProofOfDelivery } from '../../../contracts/entities/load.js';
import type { Quantity } from '../../../contracts/quantity.js';
import type { EventTarget } from '../../../practice/event-sender.js';
import { bearer, keyedWrites, offerVerbs, queried, refusals } from '../../../practice/rest-counterpart.js';
import type { CarrierOptions } from './carriers.js';
import type { Report } from './journeys.js';
import { shownTender } from './load.js';
import type { TmsPlant } from './tms-plant.js';

const idOf = (request: Request): string => String(request.params['id']);

/** What the TMS offers to others. */
export function tmsRoutes(app: Express, plant: TmsPlant, token: string): void {
  const { book, tenders } = plant;
  const keyed = keyedWrites();
  app.use(bearer(token));
  app.post(
    '/loads',
    keyed((request, key) => book.plan(request.body, key)),
  );
  app.get('/loads', (request, response) => {
    response.json(book.of(queried(request, 'deliveryNo'), queried(request, 'plant')).body);
  });
  app.get('/loads/:id', (request, response) => void response.json(book.show(idOf(request)).body));
  app.get('/loads/:id/rates', (request, response) => {
    book.find(idOf(request));
    response.json({ rates: plant.carriers.rates() });
  });
  app.get('/loads/:id/events', (request, response) => {
    response.json({ events: book.find(idOf(request)).events });
  });
  app.post(
    '/loads/:id/tenders',
    keyed((request, key) => {
      const tender = tenders.offer(idOf(request), request.body, key, plant.carriers.names);
      plant.carriers.asked(tender);
      return { status: 201, body: shownTender(tender) };
    }),
  );
  app.delete(
    '/tenders/:id',
    keyed((request, key) => tenders.withdraw(idOf(request), key)),
  );
  app.post(
    '/loads/:id/cancel',
    keyed((request, key) => book.cancel(idOf(request), request.body, key)),
  );
  carriersByHand(app, plant);
  journeysByHand(app, plant);
  app.use(refusals);
}

/** What a person says; each verb takes what it needs of it. */
interface CarrierCall extends CarrierOptions {
  tenderId?: string;
  deliveryNo: string;
  reason?: string;
  carrier: string;
  loadId: string;
  weight: Quantity;
}

function carriersByHand(app: Express, plant: TmsPlant): void {
  offerVerbs<CarrierCall>(app, {
    'accept': ({ tenderId, deliveryNo }) => plant.accept(tenderId ?? deliveryNo),
    'decline': ({ tenderId, deliveryNo, reason }) => plant.decline(tenderId ?? deliveryNo, reason),
    'back-out': ({ tenderId, deliveryNo, reason }) => plant.backOut(tenderId ?? deliveryNo, reason),
    'expire': ({ tenderId, deliveryNo }) => plant.expire(tenderId ?? deliveryNo),
    'accept-on-withdrawal': ({ deliveryNo }) => plant.acceptOnWithdrawal(deliveryNo),
    'accept-after-withdrawal': ({ deliveryNo }) => plant.acceptAfterWithdrawal(deliveryNo),
    'carrier': ({ carrier, ...changed }) => plant.carriers.set(carrier, changed),
    'consolidate': ({ loadId, deliveryNo, weight }) => plant.consolidate(loadId, deliveryNo, weight),
    'take-off': ({ loadId, deliveryNo }) => plant.book.takeOff(loadId, deliveryNo),
  });
}

interface JourneyCall extends Report, ProofOfDelivery, EventTarget {
  deliveryNo: string;
  text: string;
  eta: string;
  position: string;
  code: string;
  amount: string;
  eventId: string;
  subject: string;
  order: 'as it happened' | 'reversed';
  raw: unknown;
}

function journeysByHand(app: Express, plant: TmsPlant): void {
  const { journeys, events } = plant;
  offerVerbs<JourneyCall>(app, {
    'pick-up': ({ deliveryNo, ...report }) => journeys.pickUp(deliveryNo, report),
    'depart': ({ deliveryNo, ...report }) => journeys.depart(deliveryNo, report),
    'arrive': ({ deliveryNo, ...report }) => journeys.arrive(deliveryNo, report),
    'deliver': ({ deliveryNo, ...report }) => journeys.deliver(deliveryNo, report),
    'eta': ({ deliveryNo, eta, ...report }) => journeys.eta(deliveryNo, eta, report),
    'exception': ({ deliveryNo, text, ...report }) => journeys.exception(deliveryNo, text, report),
    'ping': ({ deliveryNo, position }) => journeys.ping(deliveryNo, position),
    'record': ({ deliveryNo, code, ...report }) => journeys.record(deliveryNo, code, report),
    'invoice': ({ deliveryNo, amount }) => journeys.invoice(deliveryNo, amount),
    'resend': ({ eventId }) => plant.resend(eventId),
    'emit': async ({ raw }) => ({ status: await plant.emit(raw) }),
    'hold-events': ({ subject }) => events.hold(subject),
    'release-events': ({ subject, order }) => events.release(subject, order),
    'events-to': ({ url, secret }) => events.sendTo({ url, secret }),
  });
}
