import { createHash, randomUUID } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { PROCESS_QUEUE } from '../../contracts/events.js';
import { ALL_PLANTS } from '../../contracts/ids.js';
import { noticeReplay, type NoticeReplayInput, type ReplayedNotice, TRIES_MAX } from '../../contracts/notice-replay.js';
import { plantPolicy } from '../../landscape/landscape.js';
import type { SentNotice } from '../../store/store.js';
import { type ApiContext, audit } from '../context.js';
import { type Caller, isInScope, scopeOf } from '../http/access.js';
import { claimKey } from '../runs/claim-key.js';
import { isNotFound, isUnanswered } from '../temporal.js';
import { type ReplayRequest, select } from './select.js';

const MEMO = 'replay';

/** What is told of a replay without asking it. */
interface ReplayMemo {
  by: string;
  at: string;
  notices: number;
  next?: number;
  of: { company: string; plant: string }[];
}

export interface BegunReplay {
  replayId: string;
  notices: number;
  next?: number;
  /** Begun by the same request before. */
  isRepeat: boolean;
}

const workflowIdOf = (replayId: string): string => `notice-replay/${replayId}`;

/**
 * Begins to send notices again, or finds the replay that this key began.
 * @throws Problem NOT_FOUND, INVALID, KEY_REUSED, OUTCOME_UNKNOWN
 */
export async function beginReplay(
  context: ApiContext,
  { messageId, ...request }: ReplayRequest,
  caller: Caller,
): Promise<BegunReplay> {
  const { temporal } = context;
  const owner = `caller:${caller.actor.name}`;
  const replayId = createHash('sha256')
    .update(`${owner} ${messageId ?? randomUUID()}`)
    .digest('base64url')
    .slice(0, 22);
  const workflowId = workflowIdOf(replayId);
  const { notices, next } = await select(context, request, caller);
  const of = placesOf(context, notices);
  const [place] = of;
  const where = { company: place?.company ?? '-', plant: of.length === 1 && place ? place.plant : ALL_PLANTS };
  const claim = { owner, type: 'notice.replay', content: request, ...where, runId: workflowId } as const;
  if (messageId !== undefined) await claimKey(context, { ...claim, key: messageId });

  const at = new Date().toISOString();
  const memo: ReplayMemo = { by: caller.actor.name, at, notices: notices.length, ...(next && { next }), of };
  const { reasonCode, text } = request;
  const entry = {
    actor: caller.actor.name,
    what: 'notice.replay',
    subject: workflowId,
    plant: where.plant,
    ...(reasonCode !== undefined && { reasonCode }),
    ...(text !== undefined && { text }),
    details: JSON.stringify({ notices: notices.map(({ seq }) => seq) }),
  };
  try {
    await temporal.command((client) =>
      client.workflow.start(noticeReplay.workflow, {
        workflowId,
        taskQueue: PROCESS_QUEUE,
        args: [inputOf(context, notices)],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        memo: { [MEMO]: memo },
      }),
    );
    await audit(context, { ...entry, outcome: 'done' });
    return { replayId, notices: notices.length, ...(next && { next }), isRepeat: false };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return repeated(context, replayId);
    await audit(context, { ...entry, outcome: 'unknown' });
    throw error;
  }
}

async function repeated({ temporal }: ApiContext, replayId: string): Promise<BegunReplay> {
  const { memo } = await temporal.read((client) => client.workflow.getHandle(workflowIdOf(replayId)).describe());
  const { notices = 0, next } = (memo?.[MEMO] ?? {}) as Partial<ReplayMemo>;
  return { replayId, notices, ...(next && { next }), isRepeat: true };
}

function placesOf({ landscape }: ApiContext, notices: SentNotice[]): ReplayMemo['of'] {
  const plants = [...new Set(notices.map(({ message }) => message.plant))];
  return plants.map((plant) => ({ company: plantPolicy(landscape, plant)?.company ?? '-', plant }));
}

function inputOf({ landscape }: ApiContext, notices: SentNotice[]): NoticeReplayInput {
  const policies: NoticeReplayInput['policies'] = {};
  for (const { message } of notices) {
    const policy = plantPolicy(landscape, message.plant);
    if (!policy) continue;
    const { plant, systems, calls, retry } = policy;
    policies[message.plant] = { plant, systems, calls, retry };
  }
  return { notices: notices.map(({ seq, key, message }) => ({ seq, key, message })), policies, tries: TRIES_MAX };
}

/** How far a replay is; undefined where there is none, or one with notices of another's plant. */
export async function readReplay({ temporal, landscape }: ApiContext, replayId: string, caller: Caller) {
  const handle = temporal.client.workflow.getHandle(workflowIdOf(replayId));
  const described = await temporal.read(async () => {
    try {
      return await handle.describe();
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  });
  const memo = described?.memo?.[MEMO] as ReplayMemo | undefined;
  const scope = scopeOf(landscape, caller);
  if (!described || !memo?.of.every(({ company, plant }) => isInScope(scope, company, plant))) return undefined;
  const { by, at, notices } = memo;
  const about = { replayId, by, at, notices };
  const status = described.status.name;
  if (status === 'COMPLETED') {
    const results = await temporal.read(() => handle.result() as Promise<ReplayedNotice[]>);
    return { ...about, state: 'DONE' as const, results: results.map(shown) };
  }
  if (status !== 'RUNNING') return { ...about, state: 'ENDED' as const, note: `it was ended: ${status}` };
  const state = 'RUNNING' as const;
  try {
    const results = await temporal.call(() => handle.query<ReplayedNotice[]>(noticeReplay.query));
    return { ...about, state, results: results.map(shown) };
  } catch (error) {
    const note = isUnanswered(error) ? 'it does not answer: is there a worker for the processes?' : String(error);
    return { ...about, state, note };
  }
}

const shown = ({ seq, deliveryNo, ...same }: ReplayedNotice) => ({ id: seq, subject: deliveryNo, ...same });
