import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ActionName, type ActionRequest, actionRoles, mayAct } from '../../contracts/actions.js';
import { roles } from '../../contracts/roles.js';
import type { ApiContext } from '../context.js';
import { answersFor, type Caller } from '../http/access.js';
import { invalid, notFound, Problem } from '../http/problem.js';
import { type Reply, route, type Route } from '../http/route.js';
import { actOnRun } from '../runs/act-on-run.js';
import { actionState } from '../runs/action-state.js';
import { claimKey } from '../runs/claim-key.js';
import { actionName, role } from '../shapes/run.js';
import { freeText, idempotencyHeader, idempotencyKey, instant, runParams } from '../shapes/texts.js';
import { type AddressedRun, runOf } from './run-of.js';

const request = z
  .strictObject({
    action: actionName,
    exceptionId: z.exactOptional(z.string().min(1).max(200)),
    reasonCode: z.string().regex(/^[A-Z0-9_-]{1,40}$/, 'must be 1 to 40 of A-Z, 0-9, _ and -'),
    text: freeText,
    payload: z
      .strictObject({
        choice: z.exactOptional(z.string().max(100)),
        message: z.exactOptional(z.record(z.string().max(100), z.unknown())),
        posted: z.exactOptional(z.boolean()),
        owner: z.exactOptional(role),
      })
      .default({}),
    expectedRevision: z.exactOptional(z.int().nonnegative()),
  })
  .meta({ id: 'ActionRequest' });

const actor = Object.values(actionRoles).flat();

export const actionRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'post',
    path: '/v1/runs/{process}/{company}/{plant}/{key}/actions',
    summary:
      'Act on a run: retry, skip, amend, reassign, cancel, hold, release, resolve, decide. One that spans plants (`-`) takes a caller of all of them',
    access: { roles: roles.filter((one) => actor.includes(one)) },
    params: runParams,
    headers: idempotencyHeader,
    body: request,
    replies: {
      202: {
        description: 'The run has taken it; how it ends is under the action',
        body: z.object({ actionId: z.string(), revision: z.int() }),
        headers: { Location: 'The action' },
      },
    },
    problems: [
      'NOT_FOUND',
      'ACTION_NOT_PERMITTED',
      'EXCEPTION_NOT_FOUND',
      'ACTION_NOT_ALLOWED',
      'STALE_REVISION',
      'RUN_CLOSED',
      'KEY_REUSED',
      'PAYLOAD_INVALID',
      'OUTCOME_UNKNOWN',
    ],
    handle: ({ params, headers, body, caller }) =>
      act(context, runOf(context, params, caller), body, headers['idempotency-key'], caller),
  }),
  route({
    method: 'get',
    path: '/v1/runs/{process}/{company}/{plant}/{key}/actions/{actionId}',
    summary: 'How an action ended; waits for it if asked to',
    access: { roles },
    params: runParams.extend({ actionId: idempotencyKey }),
    query: z.strictObject({ wait: z.coerce.number().min(0).max(30).default(0).meta({ description: 'Seconds.' }) }),
    replies: {
      200: {
        description: 'As far as it is known',
        body: z.object({
          actionId: z.string(),
          state: z.enum(['accepted', 'refused', 'done', 'failed', 'failed-again', 'superseded']),
          text: z.exactOptional(z.string()),
          at: z.exactOptional(instant),
        }),
      },
    },
    problems: ['NOT_FOUND', 'OUTCOME_UNKNOWN'],
    async handle({ params: { actionId, ...params }, query, caller }) {
      const state = await actionState(context, runOf(context, params, caller).id, actionId, query.wait * 1_000);
      if (!state) throw notFound();
      return { status: 200, body: state };
    },
  }),
];

async function act(
  context: ApiContext,
  { id, company, plant }: AddressedRun,
  wanted: z.output<typeof request>,
  key: string | undefined,
  caller: Caller,
): Promise<Reply> {
  const { action, expectedRevision } = wanted;
  if (!mayAct(caller.actor.roles, action)) throw notYours(action);
  if (!answersFor(context.landscape, caller, company, plant)) throw notAllYours(company);
  if (action === 'cancel' && expectedRevision === undefined) {
    throw invalid(
      '/expectedRevision',
      'a cancel names the revision of the cancel plan that was read: GET …/cancel-plan',
    );
  }
  const actionId = key ?? randomUUID();
  const owner = `run:${id}`;
  const content = { by: caller.actor.name, ...wanted };
  if (key) await claimKey(context, { owner, key, type: 'run.action', content, company, plant, runId: id });
  const asked: ActionRequest = { ...wanted, actionId, actor: caller.actor };
  const receipt = await actOnRun(context, id, plant, asked);
  return { status: 202, headers: { location: `/v1/runs/${id}/actions/${actionId}` }, body: receipt };
}

const notAllYours = (company: string): Problem =>
  new Problem(
    'ACTION_NOT_PERMITTED',
    `The run spans all plants of company ${company}: this needs someone who answers for all of them.`,
  );

const notYours = (action: ActionName): Problem =>
  new Problem('ACTION_NOT_PERMITTED', `${action} needs one of the roles ${actionRoles[action].join(', ')}.`);
