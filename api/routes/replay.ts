import { z } from 'zod';
import { isEventType, routes } from '../../contracts/events.js';
import { parseRunId } from '../../contracts/ids.js';
import { systemBySource } from '../../landscape/landscape.js';
import type { MessageStatus, StoredMessage } from '../../store/store.js';
import { type ApiContext, audit } from '../context.js';
import { type Caller, scopeOf } from '../http/access.js';
import { route, type Route } from '../http/route.js';
import { interpret } from '../intake/interpret.js';
import { messageFilter, visibleMessage } from './messages.js';
import { freeText } from '../shapes/texts.js';

const AT_ONCE_MAX = 200;
/** A forwarded message has reached its run, and a conflict needs a decision, not a repeat. */
const replayable: readonly MessageStatus[] = ['quarantined', 'dead', 'orphan', 'ignored'];

const notEmpty = z
  .strictObject(messageFilter)
  .refine(
    (filter) => Object.keys(filter).length > 0,
    'must name at least one condition: an empty filter does not mean everything',
  );

const request = z
  .strictObject({
    seqs: z.exactOptional(z.array(z.int().positive()).min(1).max(AT_ONCE_MAX)),
    filter: z.exactOptional(notEmpty),
    reasonCode: z.exactOptional(z.string().max(40)),
    text: z.exactOptional(freeText),
  })
  .refine(({ seqs, filter }) => (seqs === undefined) !== (filter === undefined), 'must have either seqs or filter')
  .meta({ id: 'ReplayRequest' });

const result = z.object({
  seq: z.int(),
  result: z.enum(['requeued', 'quarantined', 'ignored', 'refused']),
  reason: z.exactOptional(z.string()),
});

type Result = z.output<typeof result>;

export const replayRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'post',
    path: '/v1/messages/replay',
    summary: 'Read messages again with today’s mapping, and forward those that can now be taken',
    access: { roles: ['operator', 'supervisor', 'master-data', 'admin'] },
    body: request,
    replies: {
      200: {
        description: 'What became of each; `more` where the filter matches further ones',
        body: z.object({ results: z.array(result), more: z.boolean() }),
      },
    },
    async handle({ body, caller }) {
      const { seqs, filter, reasonCode, text } = body;
      const found = filter ? await matching(context, caller, filter) : { seqs: seqs ?? [], more: false };
      const why = { ...(reasonCode && { reasonCode }), ...(text && { text }) };
      const results: Result[] = [];
      for (const seq of new Set(found.seqs)) results.push(await replay(context, caller, seq, why));
      context.wake();
      return { status: 200, body: { results, more: found.more } };
    },
  }),
];

/** Only what can be replayed: a filter that matches much else must not keep it from its turn. */
async function matching(context: ApiContext, caller: Caller, filter: z.output<typeof notEmpty>) {
  const wanted = filter.status ? [filter.status] : replayable;
  const pages = await Promise.all(
    wanted.map((status) =>
      context.store.messages.list({ ...filter, status, ...scopeOf(context.landscape, caller), limit: AT_ONCE_MAX }),
    ),
  );
  const seqs = pages.flatMap(({ messages }) => messages.map(({ seq }) => seq)).sort((a, b) => a - b);
  return {
    seqs: seqs.slice(0, AT_ONCE_MAX),
    more: seqs.length > AT_ONCE_MAX || pages.some(({ next }) => next !== undefined),
  };
}

type Why = { reasonCode?: string; text?: string };

async function replay(context: ApiContext, caller: Caller, seq: number, why: Why): Promise<Result> {
  const message = await visibleMessage(context, caller, seq);
  if (!message) return { seq, result: 'refused', reason: 'there is no such message' };
  if (!replayable.includes(message.status)) return { seq, result: 'refused', reason: `it is ${message.status}` };
  const result = await readAgain(context, message);
  await audit(context, {
    actor: caller.actor.name,
    what: 'message.replay',
    subject: `message/${seq}`,
    plant: message.plant,
    ...why,
    outcome: result.result === 'requeued' ? 'done' : 'refused',
    details: JSON.stringify({ before: message.status, after: result }),
  });
  return result;
}

async function readAgain({ store, landscape, connectors }: ApiContext, message: StoredMessage): Promise<Result> {
  const { seq, source, type: known, raw, receivedAt, messageId, target = '' } = message;
  // Made by a fan-out for one run: it was understood before, and keeps its run.
  if (isEventType(known) && routes[known].route === 'fan-out' && parseRunId(target)) {
    await store.messages.requeue(seq);
    return { seq, result: 'requeued' };
  }
  const system = systemBySource(landscape, source);
  if (!system) return { seq, result: 'refused', reason: `no system of the landscape sends as ${source}` };
  const read = interpret({ landscape, connectors }, system, raw, { receivedAt, fallbackId: messageId });
  if (read.status === 'pending' && read.target && read.event) {
    const { type, company, plant, event } = read;
    await store.messages.requeue(seq, { target: read.target, event, type, company, plant });
    return { seq, result: 'requeued' };
  }
  if (read.status === 'ignored') return { seq, result: 'ignored', reason: 'nobody here uses this type' };
  const reason = read.reason ?? 'it cannot be taken';
  await store.messages.setStatus(seq, 'quarantined', reason);
  return { seq, result: 'quarantined', reason };
}
