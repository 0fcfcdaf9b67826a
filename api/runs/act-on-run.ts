import { ApplicationFailure } from '@temporalio/common';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import {
  type ActionReceipt,
  type ActionRequest,
  type Refusal,
  refusals,
  type RefusalType,
} from '../../contracts/actions.js';
import { ACT_UPDATE } from '../../contracts/events.js';
import { type ApiContext, audit } from '../context.js';
import { notFound, Problem, type ProblemCode } from '../http/problem.js';
import { isNotFound, type Temporal } from '../temporal.js';
import { describeRun } from './describe-run.js';

const problemOf: Record<RefusalType, ProblemCode> = {
  ACTION_NOT_ALLOWED: 'ACTION_NOT_ALLOWED',
  ACTION_NOT_PERMITTED: 'ACTION_NOT_PERMITTED',
  STALE_REVISION: 'STALE_REVISION',
  EXCEPTION_NOT_FOUND: 'EXCEPTION_NOT_FOUND',
  PAYLOAD_INVALID: 'PAYLOAD_INVALID',
};

/**
 * Hands an action to its run, and tells how the run took it. The audit has it before the run does.
 * @throws Problem with the run's refusal, RUN_CLOSED, NOT_FOUND, or OUTCOME_UNKNOWN when no answer came in time
 */
export async function actOnRun(
  context: ApiContext,
  runId: string,
  plant: string,
  request: ActionRequest,
): Promise<ActionReceipt> {
  const { actor, action, reasonCode, text, actionId, exceptionId, payload, expectedRevision } = request;
  const entry = { actor: actor.name, what: `action.${action}`, subject: runId, plant, reasonCode, text };
  const details = JSON.stringify({ actionId, exceptionId, payload, expectedRevision });
  await audit(context, { ...entry, outcome: 'attempted', details });
  try {
    const receipt = await update(context.temporal, runId, request);
    await audit(context, { ...entry, outcome: 'done', details });
    return receipt;
  } catch (error) {
    const problem = error instanceof Problem ? error : undefined;
    const refused = problem !== undefined && problem.status < 500;
    await audit(context, {
      ...entry,
      outcome: refused ? 'refused' : 'unknown',
      details: JSON.stringify({ actionId, code: problem?.code }),
    });
    throw error;
  }
}

async function update(temporal: Temporal, runId: string, request: ActionRequest): Promise<ActionReceipt> {
  try {
    return await temporal.command((client) =>
      client.workflow
        .getHandle(runId)
        .executeUpdate<ActionReceipt, [ActionRequest]>(ACT_UPDATE, { args: [request], updateId: request.actionId }),
    );
  } catch (error) {
    if (isNotFound(error)) {
      const known = await temporal.command((client) => describeRun(client, runId));
      throw known ? closed() : notFound();
    }
    throw refusalOf(error) ?? error;
  }
}

/** What the run said, if it was the run that refused. */
export function refusalOf(error: unknown): Problem | undefined {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure)) return undefined;
  if (cause.type === 'AcceptedUpdateCompletedWorkflow') return closed();
  const type = refusals.find((one) => one === cause.type);
  if (!type) return undefined;
  const [refusal] = (cause.details ?? []) as (Refusal | undefined)[];
  return new Problem(
    problemOf[type],
    cause.message,
    refusal && { allowed: [...new Set(refusal.allowed)], revision: refusal.revision },
  );
}

const closed = (): Problem => new Problem('RUN_CLOSED', 'The run is closed: nothing can be done to it any more.');
