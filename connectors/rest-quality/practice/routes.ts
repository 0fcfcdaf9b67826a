import type { Express, Request } from 'express';
import type { EventTarget } from '../../../practice/event-sender.js';
import { bearer, keyedWrites, offerVerbs, refusals } from '../../../practice/rest-counterpart.js';
import type { Verdict } from './inspections.js';
import type { QualityPlant } from './quality-plant.js';

const idOf = (request: Request): string => String(request.params['id']);

/** What quality management offers to others. */
export function qualityRoutes(app: Express, plant: QualityPlant, token: string): void {
  const { inspections } = plant;
  const keyed = keyedWrites();
  app.use(bearer(token));
  app.put(
    '/inspections/:id',
    keyed((request, key) => {
      const answer = inspections.put(idOf(request), request.body, key);
      plant.asked(idOf(request));
      return answer;
    }),
  );
  app.get('/inspections/:id', (request, response) => void response.json(inspections.show(idOf(request)).body));
  laboratoryByHand(app, plant);
  app.use(refusals);
}

/** What a person says; each verb takes what it needs of it. */
interface LaboratoryCall extends Verdict, EventTarget {
  inspectionNo: string;
  eventId: string;
  subject: string;
  order: 'as it happened' | 'reversed';
  raw: unknown;
}

function laboratoryByHand(app: Express, plant: QualityPlant): void {
  const { events } = plant;
  offerVerbs<LaboratoryCall>(app, {
    'decide': ({ inspectionNo, ...verdict }) => plant.decide(inspectionNo, verdict),
    'decide-again': ({ inspectionNo, ...verdict }) => plant.decideAgain(inspectionNo, verdict),
    'resend': ({ eventId }) => plant.resend(eventId),
    'emit': async ({ raw }) => ({ status: await plant.emit(raw) }),
    'hold-events': ({ subject }) => events.hold(subject),
    'release-events': ({ subject, order }) => events.release(subject, order),
    'events-to': ({ url, secret }) => events.sendTo({ url, secret }),
  });
}
