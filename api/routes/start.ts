import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { runId } from '../../contracts/ids.js';
import { orderToProduction } from '../../contracts/processes/order-to-production.js';
import { processes } from '../../contracts/processes/index.js';
import { plantPolicy } from '../../landscape/landscape.js';
import { type ApiContext, audit } from '../context.js';
import { type Caller, sees } from '../http/access.js';
import { invalid, notFound, Problem } from '../http/problem.js';
import { type Reply, route, type Route } from '../http/route.js';
import { claimKey } from '../runs/claim-key.js';
import { freeOrphans } from '../forwarder/orphans.js';
import { type Started, startRun } from '../runs/start-run.js';
import { isUnanswered } from '../temporal.js';
import { idempotencyHeader, idempotencyKey, processName, segment } from '../shapes/texts.js';

const request = z
  .strictObject({
    company: segment,
    plant: segment.meta({ example: 'P100' }),
    orderNo: segment.meta({ description: 'As the ERP writes it, leading zeros kept.', example: '000001000123' }),
    sourceVersion: z.exactOptional(z.string().regex(/^[\x21-\x7e]{1,40}$/, 'must be 1 to 40 printable characters')),
    messageId: z
      .exactOptional(idempotencyKey)
      .meta({ description: 'Instead of the Idempotency-Key header, for callers that cannot set one.' }),
  })
  .meta({ id: 'StartRequest' });

const reply = z
  .object({ runId: z.string(), state: z.string(), duplicate: z.boolean(), sourceVersion: z.exactOptional(z.string()) })
  .meta({ id: 'Started' });

export const startRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'post',
    path: '/v1/runs/{process}',
    summary: 'Start the run of an order, or find the one it has',
    access: { roles: ['trigger', 'planner', 'supervisor', 'admin'] },
    params: z.strictObject({ process: processName }),
    headers: idempotencyHeader,
    body: request,
    replies: {
      202: { description: 'Started', body: reply, headers: { Location: 'The run' } },
      200: {
        description: 'It is or was there',
        body: reply,
        headers: { Location: 'The run', 'Idempotency-Replayed': '`true`' },
      },
    },
    problems: ['NOT_FOUND', 'STARTED_BY_EVENTS', 'KEY_REUSED', 'SOURCE_VERSION_NEWER', 'OUTCOME_UNKNOWN'],
    handle: ({ params, headers, body, caller }) =>
      start(context, params.process, { ...body, header: headers['idempotency-key'] }, caller),
  }),
];

type Wanted = z.output<typeof request> & { header: string | undefined };

async function start(context: ApiContext, process: string, wanted: Wanted, caller: Caller): Promise<Reply> {
  startable(process);
  const { company, plant, orderNo, sourceVersion, header, messageId } = wanted;
  if (!sees(caller, company, plant)) throw notFound();
  const policy = plantPolicy(context.landscape, plant);
  if (!policy) throw invalid('/plant', 'is no plant of the landscape');
  if (policy.company !== company) throw invalid('/company', `plant ${plant} belongs to company ${policy.company}`);

  const id = runId({ process, company, plant, key: orderNo });
  const key = header ?? messageId;
  const owner = `caller:${caller.actor.name}`;
  const content = { process, company, plant, orderNo, ...(sourceVersion !== undefined && { sourceVersion }) };
  if (key) await claimKey(context, { owner, key, type: 'run.start', content, company, plant, runId: id });

  const entry = { actor: caller.actor.name, subject: id, plant };
  try {
    const requested = {
      policy,
      orderNo,
      requestedBy: caller.actor.name,
      releasedAt: new Date().toISOString(),
      startId: `${owner} ${key ?? randomUUID()}`,
    };
    const started = await startRun(context, {
      ...requested,
      ...(sourceVersion !== undefined && { sourceVersion }),
    });
    await audit(context, { ...entry, ...told(started) });
    if (started.outcome === 'new' && (await freeOrphans(context, id)) > 0) context.wake();
    return replyTo(started);
  } catch (error) {
    if (!isUnanswered(error)) throw error;
    await audit(context, { ...entry, what: 'run.start', outcome: 'unknown' });
    throw new Problem('OUTCOME_UNKNOWN', 'Temporal did not answer: outcome unknown, ask again with the same key.');
  }
}

function startable(process: string): void {
  if (!Object.hasOwn(processes, process)) throw notFound();
  if (process === orderToProduction.process) return;
  throw new Problem(
    'STARTED_BY_EVENTS',
    `${process} is not started by callers: it begins with the first event for its order.`,
  );
}

/** A request that is repeated counts as a duplicate that was suppressed, as another's does. */
function told({ outcome, sourceVersion }: Started): { what: string; outcome: 'done' | 'refused'; details?: string } {
  if (outcome === 'new') return { what: 'run.start', outcome: 'done' };
  if (outcome === 'newer')
    return { what: 'run.start', outcome: 'refused', details: JSON.stringify({ running: sourceVersion }) };
  return { what: 'run.duplicate', outcome: 'done' };
}

function replyTo({ outcome, ...run }: Started): Reply {
  if (outcome === 'newer') {
    const detail = `The run carries version ${run.sourceVersion} of the order; changes to a running order are not carried yet.`;
    throw new Problem('SOURCE_VERSION_NEWER', detail);
  }
  const headers = { location: `/v1/runs/${run.runId}` };
  if (outcome === 'new') return { status: 202, headers, body: { ...run, duplicate: false } };
  return { status: 200, headers: { ...headers, 'idempotency-replayed': 'true' }, body: { ...run, duplicate: true } };
}
