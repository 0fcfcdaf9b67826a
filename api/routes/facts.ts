import { z } from 'zod';
import { roles } from '../../contracts/roles.js';
import type { FedFact } from '../../store/store.js';
import type { ApiContext } from '../context.js';
import { scopeOf } from '../http/access.js';
import { route, type Route } from '../http/route.js';
import { fedFact, VOID } from '../shapes/fact.js';
import { pageQuery } from '../shapes/texts.js';
import { paged } from './page.js';

const query = z.strictObject({
  after: pageQuery.cursor.meta({
    description: '`next` of the page before, however long ago; the beginning without it.',
  }),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

export const factRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/facts',
    summary: 'What has happened in all runs, in the order in which it was recorded: for copies elsewhere',
    access: { roles },
    query,
    replies: {
      200: {
        description: 'A page; it may be empty and yet have more behind it',
        body: z.object({
          facts: z.array(fedFact),
          next: z
            .string()
            .meta({ description: 'Go on from here, now or when there is more. Opaque; it does not expire.' }),
          more: z.boolean().meta({ description: 'There is more at once.' }),
        }),
      },
    },
    async handle({ query: wanted, caller }) {
      const scope = scopeOf(context.landscape, caller);
      const { facts, ...rest } = await paged(() => context.store.facts.feed({ ...wanted, ...scope }), '/query/after');
      return { status: 200, body: { facts: facts.map(shown), ...rest } };
    },
  }),
];

const shown = ({ fact, recordedAt, ...place }: FedFact) => ({
  ...place,
  type: fact?.type ?? VOID,
  at: fact?.at ?? recordedAt,
  recordedAt,
  ...(fact && { fact }),
});
