import { z } from 'zod';
import type { ApiContext } from '../context.js';
import { scopeOf } from '../http/access.js';
import { route, type Route } from '../http/route.js';
import { instant, pageQuery } from '../shapes/texts.js';
import { paged } from './page.js';

const text = z.string();

const entry = z
  .object({
    seq: z.int(),
    at: instant,
    actor: text,
    what: text,
    subject: text,
    plant: text,
    reasonCode: z.exactOptional(text),
    text: z.exactOptional(text),
    outcome: z.enum(['attempted', 'done', 'refused', 'unknown']),
    details: z.exactOptional(text),
  })
  .meta({ id: 'AuditEntry' });

export const auditRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/audit',
    summary: 'Who did what, newest first',
    access: { roles: ['supervisor', 'admin'] },
    query: z.strictObject({ subject: z.exactOptional(z.string().max(200)), ...pageQuery }),
    replies: {
      200: { description: 'A page', body: z.object({ entries: z.array(entry), next: z.exactOptional(z.string()) }) },
    },
    async handle({ query, caller }) {
      const page = await paged(() => context.store.audit.list({ ...query, ...scopeOf(context.landscape, caller) }));
      return { status: 200, body: page };
    },
  }),
];
