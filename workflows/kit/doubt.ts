import type { Trouble } from '../../contracts/errors.js';
import { servedBy } from '../../contracts/policy.js';
import type { Found } from '../../contracts/posting.js';
import { backoff } from '../../decisions/retry.js';
import type { Call } from './calls.js';
import type { Run } from './run.js';
import { troubleOf } from './travel.js';

/** So many probes come soon; after that the system is down, and a run must not fill its history with asking. */
const SOON = 10;

type Settled<R> = { found: true; result: R } | { found: false; byPerson: boolean };

/**
 * Finds out whether a posting in doubt was made, by reading. "Absent" counts only when it was read long enough after
 * the last moment at which a send may have been under way: a commit can land late. Until it is known nothing is sent;
 * a person who knows better can say so, and "posted" is looked up, not believed.
 * @param doubtSince milliseconds since 1970
 */
export async function settleDoubt<R>(
  run: Run,
  id: string,
  step: string,
  call: Call<R>,
  doubtSince: number,
  ask: () => Promise<Found<R>>,
): Promise<Settled<R>> {
  const policy = call.at ?? run.policy;
  const system = servedBy(policy, call.capability).id;
  const sureAt = doubtSince + policy.calls.absentGapMs;
  for (let probes = 1; ; probes += 1) {
    const askedAt = Date.now();
    const answer = await lookUp(call, ask);
    if ('found' in answer && answer.found) {
      run.desk.answer(id, 'done', `it stands in ${system}`);
      return answer;
    }
    const absent = 'found' in answer;
    if (absent && askedAt >= sureAt) return { found: false, byPerson: false };
    const nextAt = absent
      ? Math.max(sureAt, Date.now() + 1)
      : Date.now() + backoff(probes > SOON ? policy.retry.outage : policy.retry.read, probes);
    const text = absent
      ? `${system} shows nothing under our reference yet; that counts from ${new Date(sureAt).toISOString()}`
      : `${system} cannot say: ${answer.text}`;
    run.desk.answer(id, 'failed-again', text);
    run.raise(id, step, { code: 'U-IN-DOUBT', text }, { actions: ['resolve', 'reassign'], attempts: probes });
    await run.rest(
      {
        condition: 'UNKNOWN_OUTCOME',
        nextTryAt: new Date(nextAt).toISOString(),
        attempts: probes,
        ...(!absent && { blockedOn: system }),
      },
      () => run.desk.hasDecision(id),
      nextAt,
    );
    const decision = run.desk.decision(id);
    if (decision?.payload.posted === false) {
      run.desk.answer(id, 'done', 'taken as not posted');
      run.desk.settle(id, decision.actor.name);
      return { found: false, byPerson: true };
    }
  }
}

async function lookUp<R>(call: Call<R>, ask: () => Promise<Found<R>>): Promise<Found<R> | Trouble> {
  try {
    return await ask();
  } catch (failure) {
    return troubleOf(failure, { ...call, class: 'read' });
  }
}
