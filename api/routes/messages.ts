import { z } from 'zod';
import type { Role } from '../../contracts/roles.js';
import type { MessageFilter, StoredMessage } from '../../store/store.js';
import type { ApiContext } from '../context.js';
import { type Caller, isInScope, scopeOf } from '../http/access.js';
import { notFound } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { messageShape, messageStatuses } from '../shapes/message.js';
import { pageQuery } from '../shapes/texts.js';
import { paged } from './page.js';

const readers: Role[] = ['planner', 'operator', 'supervisor', 'master-data', 'admin'];
const rawReaders: Role[] = ['operator', 'admin'];

export const messageFilter = {
  status: z.exactOptional(z.enum(messageStatuses)),
  source: z.exactOptional(z.string().max(300)),
  target: z.exactOptional(z.string().max(300)),
};

export const messageRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/messages',
    summary: 'Messages received, newest first: also what could not be taken, and why',
    access: { roles: readers },
    query: z.strictObject({ ...messageFilter, ...pageQuery }),
    replies: {
      200: {
        description: 'A page',
        body: z.object({ messages: z.array(messageShape), next: z.exactOptional(z.string()) }),
      },
    },
    async handle({ query, caller }) {
      const filter: MessageFilter = { ...query, ...scopeOf(context.landscape, caller) };
      const { messages, next } = await paged(() => context.store.messages.list(filter));
      return { status: 200, body: { messages: messages.map((one) => shown(one)), ...(next && { next }) } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/messages/{seq}',
    summary: 'One message; with its raw payload for those who mend',
    access: { roles: readers },
    params: z.strictObject({ seq: z.coerce.number().int().positive() }),
    replies: { 200: { description: 'The message', body: messageShape } },
    problems: ['NOT_FOUND'],
    async handle({ params, caller }) {
      const message = await visibleMessage(context, caller, params.seq);
      if (!message) throw notFound();
      const raw = caller.actor.roles.some((role) => rawReaders.includes(role)) ? { raw: message.raw } : {};
      return { status: 200, body: { ...shown(message), ...raw } };
    },
  }),
];

/** Undefined for one that does not exist, or is another plant's. */
export async function visibleMessage(
  context: ApiContext,
  caller: Caller,
  seq: number,
): Promise<StoredMessage | undefined> {
  const message = await context.store.messages.get(seq);
  const scope = scopeOf(context.landscape, caller);
  return message && isInScope(scope, message.company, message.plant) ? message : undefined;
}

function shown({
  raw: _raw,
  event: _event,
  hash: _hash,
  ...message
}: StoredMessage): Omit<StoredMessage, 'raw' | 'event' | 'hash'> {
  return message;
}
