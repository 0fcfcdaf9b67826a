import type { Express } from 'express';
import type { EventTarget } from '../../../practice/event-sender.js';
import { offerVerbs } from '../../../practice/rest-counterpart.js';
import type { Announcement } from './dispatch.js';
import type { OrderAnswer, Suppliers } from './suppliers.js';

/** What a person says; each verb takes what it needs of it. */
interface SupplierCall extends EventTarget, Announcement {
  packingSlip: string;
  answer: OrderAnswer;
  text?: string;
  secrets: string[];
  closed: boolean;
  eventId: string;
  subject: string;
  order: 'as it happened' | 'reversed';
  raw: unknown;
}

/** Suppliers by hand. */
export function supplierVerbs(app: Express, suppliers: Suppliers): void {
  const { events, inbox } = suppliers;
  offerVerbs<SupplierCall>(app, {
    'answer': ({ purchaseOrderNo, answer, text }) => suppliers.answer(purchaseOrderNo, answer, text),
    'announce': (notice) => suppliers.announce(notice),
    'announce-again': ({ packingSlip }) => suppliers.announceAgain(packingSlip),
    'call-off': ({ packingSlip }) => suppliers.callOff(packingSlip),
    'knows-by': ({ secrets }) => inbox.knowsBy(secrets),
    'close': ({ closed }) => inbox.close(closed),
    'resend': ({ eventId }) => suppliers.resend(eventId),
    'emit': async ({ raw }) => ({ status: await suppliers.emit(raw) }),
    'hold-events': ({ subject }) => events.hold(subject),
    'release-events': ({ subject, order }) => events.release(subject, order),
    'events-to': ({ url, secret }) => events.sendTo({ url, secret }),
  });
}
