import { z } from 'zod';
import { roles } from '../../contracts/roles.js';
import { systemById, type SystemConfig } from '../../landscape/landscape.js';
import { type ApiContext, audit } from '../context.js';
import { type Caller, sees } from '../http/access.js';
import { notFound, Problem } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { freeText } from '../shapes/texts.js';
import { limitSystem, type QueueState, readQueue } from '../systems/queue-limit.js';

const text = z.string();

const queueState: z.ZodType<QueueState> = z.object({
  held: z.boolean(),
  ratePerSecond: z.nullable(z.number()),
  reason: z.exactOptional(text),
  by: z.exactOptional(text),
  since: z.exactOptional(text),
  backlog: z.int(),
  backlogAgeMs: z.int(),
  pollers: z.int(),
});

const system = z
  .object({ id: text, capability: text, queue: text, plants: z.array(text) })
  .and(queueState)
  .meta({ id: 'System' });

const reason = { reasonCode: z.string().min(1).max(40), text: freeText };
const params = z.strictObject({ id: z.string().min(1).max(60) });
const holders = { roles: ['operator', 'supervisor', 'admin'] } as const;
const problems = ['NOT_FOUND', 'ROLE_MISSING', 'OUTCOME_UNKNOWN'] as const;
const changed = { 200: { description: 'As it is now', body: system } };

export const systemRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/systems',
    summary: 'The external systems: held or limited, by whom and why, and what waits for them',
    access: { roles },
    replies: { 200: { description: 'All that serve your plants', body: z.object({ systems: z.array(system) }) } },
    problems: ['ENGINE_UNREACHABLE'],
    async handle({ caller }) {
      const visible = context.landscape.systems.filter(({ id }) =>
        plantsOf(context, id).some((plant) => isSeen(caller, plant)),
      );
      return { status: 200, body: { systems: await Promise.all(visible.map((one) => shown(context, one))) } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/systems/{id}/hold',
    summary: 'Hold all calls to a system; what is under way may end',
    access: holders,
    params,
    body: z.strictObject(reason),
    replies: changed,
    problems: [...problems],
    async handle({ params: { id }, body, caller }) {
      const held = owned(context, id, caller);
      return {
        status: 200,
        body: await limit(context, held, caller, { what: 'system.hold', ratePerSecond: 0, ...body }),
      };
    },
  }),
  route({
    method: 'post',
    path: '/v1/systems/{id}/release',
    summary: 'Let calls to a system go on, at once or at a rate',
    access: holders,
    params,
    body: z.strictObject({ ...reason, ratePerSecond: z.exactOptional(z.number().positive().max(10_000)) }),
    replies: changed,
    problems: [...problems],
    async handle({ params: { id }, body: { ratePerSecond = null, ...why }, caller }) {
      const held = owned(context, id, caller);
      return {
        status: 200,
        body: await limit(context, held, caller, { what: 'system.release', ratePerSecond, ...why }),
      };
    },
  }),
];

const plantsOf = ({ landscape }: ApiContext, id: string) =>
  landscape.plants.filter(({ systems }) => Object.values(systems).some((one) => one.id === id));

const isSeen = (caller: Caller, { company, plant }: { company: string; plant: string }): boolean =>
  sees(caller, company, plant);

/** A hold stops every plant that the system serves, so it takes someone who answers for all of them. */
function owned(context: ApiContext, id: string, caller: Caller): SystemConfig {
  const found = systemById(context.landscape, id);
  const plants = plantsOf(context, id);
  if (!found || !plants.some((plant) => isSeen(caller, plant))) throw notFound();
  if (plants.every((plant) => isSeen(caller, plant))) return found;
  throw new Problem(
    'ROLE_MISSING',
    `${id} serves plants beyond yours: this needs someone who answers for all of them.`,
  );
}

async function shown(context: ApiContext, { id, capability, queue }: SystemConfig) {
  const state = await context.temporal.read((client) => readQueue(client, queue));
  return { id, capability, queue, plants: plantsOf(context, id).map(({ plant }) => plant), ...state };
}

interface Limit {
  what: 'system.hold' | 'system.release';
  /** Null: no limit. */
  ratePerSecond: number | null;
  reasonCode: string;
  text: string;
}

async function limit(
  context: ApiContext,
  held: SystemConfig,
  { actor }: Caller,
  { what, ratePerSecond, ...why }: Limit,
) {
  const plants = plantsOf(context, held.id).map(({ plant }) => plant);
  const entry = {
    actor: actor.name,
    what,
    subject: `system/${held.id}`,
    plant: plants.length === 1 ? (plants[0] ?? '-') : '-',
    ...why,
  };
  const details = JSON.stringify({ ratePerSecond });
  await audit(context, { ...entry, outcome: 'attempted', details });
  try {
    const reason = `${why.reasonCode}: ${why.text}`;
    await context.temporal.command((client) =>
      limitSystem(client, held.queue, { ratePerSecond, reason, by: actor.name }),
    );
    await audit(context, { ...entry, outcome: 'done', details });
  } catch (error) {
    await audit(context, { ...entry, outcome: 'unknown', details });
    throw error;
  }
  return shown(context, held);
}
