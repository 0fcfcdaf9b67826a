import { z } from 'zod';
import { roles } from '../../contracts/roles.js';
import type { ApiContext } from '../context.js';
import { scopeOf } from '../http/access.js';
import { notFound } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { instant } from '../shapes/texts.js';
import { LotTrace, type Made, type Moved } from '../trace/trace.js';

const text = z.string();
const name = z.string().regex(/^[^\0-\x1f\x7f]{1,40}$/, 'must be 1 to 40 characters, none of them a control character');
const lotRef = z.object({ item: text, lot: z.exactOptional(text), quantity: text, uom: text });

const made: z.ZodType<Made> = z.object({
  runId: text,
  plant: text,
  at: instant,
  confirmationId: text,
  distance: z.int().meta({ description: '1: made from this very lot, or this very lot.' }),
  output: lotRef,
  inputs: z.array(lotRef),
  errors: z
    .array(z.object({ at: instant, by: text, quantity: z.exactOptional(z.object({ value: text, uom: text })) }))
    .meta({ description: 'Declared afterwards: it was not so; with a quantity, that much of the output was not.' }),
});

const moved: z.ZodType<Moved> = z.object({
  item: text,
  lot: text,
  runId: text,
  plant: text,
  at: instant,
  process: text.meta({ example: 'outbound-delivery' }),
  number: text.meta({ description: 'The delivery’s.' }),
  quantity: text.meta({ description: 'Below zero: it has left.' }),
  uom: text,
});

export const traceRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/trace/lot/{item}/{lot}',
    summary: 'What a lot was made from, what was made from it, and which deliveries brought or took any of that',
    access: { roles },
    params: z.strictObject({ item: name, lot: name }),
    replies: {
      200: {
        description: 'As the runs have told it, at the plants that the caller sees',
        body: z.object({
          item: text,
          lot: text,
          up: z.array(made),
          down: z.array(made),
          moved: z.array(moved),
          truncated: z.boolean().meta({ description: 'There is more than is shown; ask for the lots at the end.' }),
        }),
      },
    },
    problems: ['NOT_FOUND'],
    async handle({ params, caller }) {
      const trace = await new LotTrace(context.store.facts, scopeOf(context.landscape, caller)).of(params);
      if (trace.up.length + trace.down.length + trace.moved.length === 0) throw notFound();
      return { status: 200, body: trace };
    },
  }),
];
