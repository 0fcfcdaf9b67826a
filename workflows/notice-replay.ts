import { ActivityCancellationType, defineQuery, proxyActivities, setHandler, sleep } from '@temporalio/workflow';
import { errorClass, type Trouble } from '../contracts/errors.js';
import {
  noticeReplay as contract,
  type NoticeReplayInput,
  type NoticeToReplay,
  type ReplayedNotice,
} from '../contracts/notice-replay.js';
import { servedBy } from '../contracts/policy.js';
import type { PostingInput } from '../contracts/posting.js';
import { waitBeforeRetry } from '../decisions/retry.js';
import { partner } from './kit/calls.js';
import { troubleOf } from './kit/travel.js';

/** Deliveries whose notices are sent side by side. */
const LANES = 8;
/** In one replay: keeps its history short, whoever is down. */
const FAILURES_MAX = 1_000;
const TEXT_MAX = 300;

const replayed = defineQuery<ReplayedNotice[]>(contract.query);

type Policy = NoticeReplayInput['policies'][string];

interface Patience {
  /** Of each notice. */
  tries: number;
  /** Of all that is sent side by side, so far. */
  failures: number;
}

/**
 * Sends notices once more under the keys that they were first sent with, those of a delivery one after the other in
 * their sequence. One that cannot be sent holds back those after it; one that is refused does not.
 */
export async function noticeReplay({ notices, policies, tries }: NoticeReplayInput): Promise<ReplayedNotice[]> {
  const results = new Map(notices.map((notice) => [notice.seq, pending(notice)]));
  const told = (): ReplayedNotice[] => [...results.values()];
  setHandler(replayed, told);
  const lanes = bySubject(notices);
  const patience: Patience = { tries, failures: 0 };
  const drain = async (): Promise<void> => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) await replayInOrder(lane, policies, results, patience);
  };
  await Promise.all(Array.from({ length: LANES }, drain));
  return told();
}

function bySubject(notices: NoticeToReplay[]): NoticeToReplay[][] {
  const lanes = new Map<string, NoticeToReplay[]>();
  for (const notice of notices) {
    const subject = `${notice.message.plant} ${notice.message.deliveryNo}`;
    lanes.set(subject, [...(lanes.get(subject) ?? []), notice]);
  }
  return [...lanes.values()].map((lane) => lane.sort((a, b) => a.message.sequence - b.message.sequence));
}

async function replayInOrder(
  lane: NoticeToReplay[],
  policies: NoticeReplayInput['policies'],
  results: Map<number, ReplayedNotice>,
  patience: Patience,
): Promise<void> {
  let unreachable: Trouble | undefined;
  for (const notice of lane) {
    const so = (result: ReplayedNotice['result'], why?: Trouble) =>
      results.set(notice.seq, { ...pending(notice), result, ...(why && reasonOf(why)) });
    const policy = policies[notice.message.plant];
    if (unreachable || !policy) so('given-up', unreachable);
    else {
      const trouble = await sendAgain(notice, policy, patience, (why) => so('pending', why));
      const refused = trouble && !isPassing(trouble);
      if (trouble && !refused) unreachable = trouble;
      so(trouble ? (refused ? 'refused' : 'given-up') : 'sent', trouble);
    }
  }
}

/** @returns why it could not be sent; undefined once it is */
async function sendAgain(
  { key, message }: NoticeToReplay,
  policy: Policy,
  patience: Patience,
  waiting: (why: Trouble) => void,
): Promise<Trouble | undefined> {
  const call = partner.sendShipNotice(message);
  const send = sender(policy);
  for (let failures = 1; ; failures += 1) {
    try {
      // Wanted once more on purpose: it is never looked up first.
      await send({ key, message, mayHaveBeenSent: false });
      return undefined;
    } catch (failure) {
      const trouble = troubleOf(failure, call);
      const wait = waitBeforeRetry(trouble.code, failures, call.class, policy.retry, trouble.retryAfterMs);
      patience.failures += 1;
      const isOver = failures >= patience.tries || patience.failures >= FAILURES_MAX;
      if (!isPassing(trouble) || wait === 'ask' || isOver) return trouble;
      waiting(trouble);
      await sleep(wait);
    }
  }
}

/** One attempt each, for a second one would look it up; in a queue that is held, it waits for its release. */
function sender({ calls, ...policy }: Policy): (input: PostingInput) => Promise<unknown> {
  const { 'partner.sendShipNotice': send } = proxyActivities<
    Record<'partner.sendShipNotice', (input: PostingInput) => Promise<unknown>>
  >({
    taskQueue: servedBy(policy, 'partner').queue,
    startToCloseTimeout: calls.keyedMs,
    heartbeatTimeout: calls.heartbeatMs,
    retry: { maximumAttempts: 1 },
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    allowEagerDispatch: false,
  });
  return send;
}

const isPassing = ({ code }: Trouble): boolean => ['T', 'U'].includes(errorClass(code));

const pending = ({ seq, message }: NoticeToReplay): ReplayedNotice => ({
  seq,
  plant: message.plant,
  deliveryNo: message.deliveryNo,
  sequence: message.sequence,
  result: 'pending',
});

const reasonOf = ({ code, text }: Trouble): Pick<ReplayedNotice, 'code' | 'text'> => ({
  code,
  text: text.slice(0, TEXT_MAX),
});
