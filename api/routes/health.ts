import { z } from 'zod';
import type { ApiContext } from '../context.js';
import { Problem } from '../http/problem.js';
import { route, type Route } from '../http/route.js';

const ready = z.object({ store: z.literal('ok'), temporal: z.enum(['ok', 'unreachable']) });

export const healthRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/healthz',
    summary: 'Whether this process lives',
    access: 'public',
    replies: { 200: { description: 'It does', body: z.object({ status: z.literal('ok') }) } },
    handle: async () => ({ status: 200, body: { status: 'ok' } }),
  }),
  route({
    method: 'get',
    path: '/readyz',
    summary: 'Whether it can take requests: with Temporal down it still takes events',
    access: 'public',
    replies: { 200: { description: 'It can', body: ready } },
    async handle() {
      await context.store.messages.list({ limit: 1 }).catch(() => {
        throw new Problem('STORE_UNAVAILABLE', 'The store does not answer.');
      });
      return { status: 200, body: { store: 'ok', temporal: await temporalState(context) } };
    },
  }),
];

async function temporalState({ temporal }: ApiContext): Promise<'ok' | 'unreachable'> {
  const { namespace } = temporal;
  try {
    await temporal.call((client) => client.workflowService.describeNamespace({ namespace }));
    return 'ok';
  } catch {
    return 'unreachable';
  }
}
