import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { numberIn } from '../../contracts/events.js';
import { ALL_PLANTS, runId } from '../../contracts/ids.js';
import { processes } from '../../contracts/processes/index.js';
import { type ApiContext, audit } from '../context.js';
import { freeOrphans } from '../forwarder/orphans.js';
import { answersFor, type Caller } from '../http/access.js';
import { invalid, notFound, Problem } from '../http/problem.js';
import { type Reply, route, type Route } from '../http/route.js';
import { changeRun } from '../runs/change-run.js';
import { claimKey } from '../runs/claim-key.js';
import { startables, startRequest } from '../runs/startable.js';
import { type Started, startRun } from '../runs/start-run.js';
import { idempotencyHeader, processName } from '../shapes/texts.js';
import { isUnanswered } from '../temporal.js';

const access = { roles: ['trigger', 'planner', 'supervisor', 'admin'] } as const;

const reply = z
  .object({
    runId: z.string(),
    state: z.string(),
    duplicate: z.boolean(),
    changed: z
      .exactOptional(z.literal(true))
      .meta({ description: 'The run is there for an older version; it is told of the newer one.' }),
    sourceVersion: z
      .exactOptional(z.string())
      .meta({ description: 'The version that the run was started for, where one was named.' }),
  })
  .meta({ id: 'Started' });

/** One for each process that callers start, each with its own request. */
export const startRoutes = (context: ApiContext): Route[] => [
  ...startables.map(({ contract, body }) =>
    route({
      method: 'post',
      path: `/v1/runs/${contract.process}`,
      summary: `${contract.title}: start a run, or find the one that is there${contract.spansPlants ? '; takes a caller of all plants of the company' : ''}`,
      access,
      headers: idempotencyHeader,
      body,
      replies: {
        202: { description: 'Started', body: reply, headers: { Location: 'The run' } },
        200: {
          description: 'It is or was there',
          body: reply,
          headers: { Location: 'The run', 'Idempotency-Replayed': '`true`' },
        },
      },
      problems: ['NOT_FOUND', 'KEY_REUSED', 'SOURCE_VERSION_NEWER', 'OUTCOME_UNKNOWN'],
      handle: ({ headers, body: { messageId, ...order }, caller }) =>
        start(context, contract.process, order, headers['idempotency-key'] ?? messageId, caller),
    }),
  ),
  route({
    method: 'post',
    path: '/v1/runs/{process}',
    summary: 'Any other process is started by its events',
    access,
    params: z.strictObject({ process: processName }),
    replies: {},
    problems: ['NOT_FOUND', 'STARTED_BY_EVENTS'],
    handle: async ({ params: { process } }) => {
      if (!Object.hasOwn(processes, process)) throw notFound();
      const detail = `${process} is not started by callers: it begins with the first event for its order.`;
      throw new Problem('STARTED_BY_EVENTS', detail);
    },
  }),
];

interface Order {
  company: string;
  plant?: string;
  sourceVersion?: string;
}

async function start(
  context: ApiContext,
  process: string,
  order: Order,
  key: string | undefined,
  caller: Caller,
): Promise<Reply> {
  const { company, plant = ALL_PLANTS, sourceVersion } = order;
  if (!answersFor(context.landscape, caller, company, plant)) throw notFound();
  const by = caller.actor.name;
  const owner = `caller:${by}`;
  const request = startRequest(context.landscape, {
    ...{ process, company, plant, number: numberIn(order) ?? '', sourceVersion, requestedBy: by },
    ...{ releasedAt: new Date().toISOString(), startId: `${owner} ${key ?? randomUUID()}` },
  });
  if ('fault' in request) throw invalid(request.fault.pointer, request.fault.detail);

  const id = runId(request.key);
  const content = { process, ...order };
  if (key) await claimKey(context, { owner, key, type: 'run.start', content, company, plant, runId: id });

  const entry = { actor: by, subject: id, plant };
  try {
    const started = await startRun(context, request);
    if (started.outcome === 'newer' && sourceVersion !== undefined) {
      const { company: _, plant: __, ...data } = order;
      const change = { runId: id, process, company, plant, source: owner, data: { ...data, sourceVersion } };
      await changeRun(context, change);
    }
    await audit(context, { ...entry, ...told(started) });
    if (started.outcome === 'new' && (await freeOrphans(context, id)) > 0) context.wake();
    return replyTo(started);
  } catch (error) {
    if (!isUnanswered(error)) throw error;
    await audit(context, { ...entry, what: 'run.start', outcome: 'unknown' });
    throw new Problem('OUTCOME_UNKNOWN', 'Temporal did not answer: outcome unknown, ask again with the same key.');
  }
}

/** A request that is repeated counts as a duplicate that was suppressed, as another's does. */
function told({ outcome, sourceVersion }: Started): { what: string; outcome: 'done' | 'refused'; details?: string } {
  if (outcome === 'new') return { what: 'run.start', outcome: 'done' };
  const details = JSON.stringify({ startedFor: sourceVersion ?? null });
  if (outcome === 'newer') return { what: 'run.change', outcome: 'done', details };
  if (outcome === 'too-late') return { what: 'run.change', outcome: 'refused', details };
  return { what: 'run.duplicate', outcome: 'done' };
}

function replyTo({ outcome, ...run }: Started): Reply {
  if (outcome === 'too-late') {
    const detail = `The run has ended with version ${run.sourceVersion} of the order: nothing of it can be changed any more.`;
    throw new Problem('SOURCE_VERSION_NEWER', detail);
  }
  const headers = { location: `/v1/runs/${run.runId}` };
  if (outcome === 'new') return { status: 202, headers, body: { ...run, duplicate: false } };
  const changed = outcome === 'newer' ? { changed: true as const } : {};
  return {
    status: 200,
    headers: { ...headers, 'idempotency-replayed': 'true' },
    body: { ...run, duplicate: true, ...changed },
  };
}
