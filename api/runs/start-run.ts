import { createHash } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { PROCESS_QUEUE } from '../../contracts/events.js';
import { idSegment, runId, type RunKey } from '../../contracts/ids.js';
import type { ProcessContract } from '../../contracts/processes/process.js';
import { initialView, VIEW_MEMO, WORKFLOW_TASK_TIMEOUT } from '../../contracts/start.js';
import type { RunView } from '../../contracts/view.js';
import type { ApiContext } from '../context.js';
import type { Temporal } from '../temporal.js';
import { type DescribedRun, describeRun, START_MEMO, type StartMemo } from './describe-run.js';

export interface StartRequest {
  contract: ProcessContract;
  key: RunKey;
  /** What its workflow is given. */
  input: object;
  sourceVersion?: string;
  /** Names this request among all, so that one whose reply was lost is not taken for another's. */
  startId: string;
}

/**
 * `own`: begun by this very request, whose answer had been lost. `newer`: begun for an older version of the order, or
 * for one that was not named; the change has yet to be sent to it. `too-late`: that run has ended.
 */
export interface Started {
  runId: string;
  outcome: 'new' | 'own' | 'duplicate' | 'newer' | 'too-late';
  state: string;
  /** The version that the run carries. */
  sourceVersion?: string;
}

/** What the API remembers; the run's own checkpoints are above, and replace it. */
const BEFORE_THE_FIRST = 0;

/**
 * Starts a run, or finds the one that is or was there: one run for an order or delivery, for ever. A run that has
 * begun is remembered at once: it is listed and found by its number though no worker has come to it yet.
 * @throws what Temporal throws; when no answer came, the run may have begun, and the same request may be repeated
 */
export async function startRun({ temporal, store }: ApiContext, request: StartRequest): Promise<Started> {
  const id = runId(request.key);
  const { view, ...begun } = await begin(temporal, request);
  if (view && (begun.outcome === 'new' || begun.outcome === 'own'))
    await store.facts.record({ runId: id, checkpoint: BEFORE_THE_FIRST, view, facts: [] });
  return { runId: id, state: view?.state ?? 'unknown', ...begun };
}

type Begun = Pick<Started, 'outcome' | 'sourceVersion'> & { view: RunView | undefined };

async function begin(temporal: Temporal, request: StartRequest): Promise<Begun> {
  const { contract, key, input, startId, sourceVersion } = request;
  const start: StartMemo = { id: digest(startId), ...(sourceVersion !== undefined && { sourceVersion }) };
  const options = startOptions(contract, key, { [START_MEMO]: start });
  try {
    await temporal.call((client) =>
      client.workflow.start(contract.workflow, {
        ...options,
        args: [input],
        workflowIdConflictPolicy: 'FAIL',
      }),
    );
    return { outcome: 'new', view: options.memo[VIEW_MEMO] };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return existing(temporal, runId(key), start);
  }
}

async function existing(temporal: Temporal, id: string, start: StartMemo): Promise<Begun> {
  const found = await temporal.call((client) => describeRun(client, id));
  return {
    outcome: found ? outcomeOf(found, start) : 'duplicate',
    view: found?.view,
    ...(found?.start?.sourceVersion !== undefined && { sourceVersion: found.start.sourceVersion }),
  };
}

function outcomeOf({ start: first, isOpen }: DescribedRun, asked: StartMemo): Started['outcome'] {
  if (first?.id === asked.id) return 'own';
  const known = first?.sourceVersion;
  const isNewer = asked.sourceVersion !== undefined && (known === undefined || isHigher(asked.sourceVersion, known));
  if (!isNewer) return 'duplicate';
  if (isOpen) return 'newer';
  return known === undefined ? 'duplicate' : 'too-late';
}

/** Id, queue, and what a run shows before its first step. A closed run is never begun again. */
export function startOptions(contract: ProcessContract, key: RunKey, memo: Record<string, unknown> = {}) {
  const id = runId(key);
  const { process, company, plant } = key;
  const view = initialView(
    { process, company, plant, key: idSegment(key.key) },
    contract.firstState,
    new Date().toISOString(),
  );
  const attributes = {
    State: view.state,
    RunCondition: view.condition,
    Process: view.process,
    Company: company,
    Plant: plant,
  };
  return {
    workflowId: id,
    taskQueue: PROCESS_QUEUE,
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    memo: { [VIEW_MEMO]: view, ...memo },
    typedSearchAttributes: new TypedSearchAttributes(
      Object.entries(attributes).map(([name, value]) => ({ key: defineSearchAttributeKey(name, 'KEYWORD'), value })),
    ),
  };
}

/** Versions rise: numbers by their value, anything else (instants) by its characters. */
export function isHigher(version: string, than: string): boolean {
  const digits = /^\d+$/;
  return digits.test(version) && digits.test(than) ? BigInt(version) > BigInt(than) : version > than;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
