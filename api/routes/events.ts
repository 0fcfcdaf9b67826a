import { z } from 'zod';
import type { ApiContext } from '../context.js';
import { parseJson } from '../http/json-body.js';
import { invalid } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { cloudEvent, eventTexts } from '../intake/cloud-event.js';
import { interpret } from '../intake/interpret.js';
import { senderOf } from '../intake/sender.js';
import type { Receipt } from '../../store/store.js';

/** Checked event by event: what is wrong with one must not keep the others out. */
const body = z.union([cloudEvent, z.array(cloudEvent)]);

const count = z.int();
const reply = z
  .object({ received: count, duplicates: count, conflicts: count, quarantined: count, ignored: count })
  .meta({ id: 'EventsTaken' });

export const eventRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'post',
    path: '/v1/events',
    summary: 'Events of the plant’s systems, single or in a batch; answered when they are on disk',
    access: 'signature',
    body,
    bodyChecked: false,
    bodyTypes: ['application/cloudevents+json', 'application/cloudevents-batch+json'],
    replies: { 202: { description: 'On disk; nothing needs to be sent again', body: reply } },
    async handle({ text, rawHeaders }) {
      const events = [parseJson(text)].flat();
      if (events.length === 0) throw invalid('', 'there is no event in it');
      const sender = senderOf(context.landscape, events, text, rawHeaders);
      const receivedAt = new Date().toISOString();
      const sent = [rawHeaders['webhook-id'] ?? ''].flat().join();
      const messages = eventTexts(text).map((raw, index) =>
        interpret(context, sender, raw, { receivedAt, fallbackId: `${sent}#${index}`.slice(-200) }),
      );
      const receipts = await context.store.messages.receive(messages);
      context.wake();
      return { status: 202, body: tally(receipts) };
    },
  }),
];

function tally(receipts: readonly Receipt[]): z.output<typeof reply> {
  const of = (test: (receipt: Receipt) => boolean): number => receipts.filter(test).length;
  return {
    received: of(({ outcome }) => outcome === 'new'),
    duplicates: of(({ outcome }) => outcome === 'duplicate'),
    conflicts: of(({ outcome }) => outcome === 'conflict'),
    quarantined: of(({ outcome, status }) => outcome === 'new' && status === 'quarantined'),
    ignored: of(({ outcome, status }) => outcome === 'new' && status === 'ignored'),
  };
}
