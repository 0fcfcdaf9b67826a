import type { ErrorCode } from '../../contracts/errors.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { now } from './desk.js';
import type { Run } from './run.js';

export interface WaitOptions<P> {
  /** What is awaited, in business words. */
  what: string;
  from: string;
  /** Looks for the answer where it should come from: now and then, ever more seldom, and when a person asks. */
  probe?: { everyMs: number; look: () => Promise<P | undefined> };
  /** When a person should know that it is late; the run goes on waiting. Milliseconds since 1970. */
  overdue?: { at: number; code: ErrorCode; text: string };
}

/** Waits until `ready`. @returns what the probe found, if that was first */
export async function waitUntil<P = never>(
  run: Run,
  ready: () => boolean,
  options: WaitOptions<P>,
): Promise<P | undefined> {
  const { what, from, probe, overdue } = options;
  const id = `wait for ${what}`;
  const since = now();
  let probeAt = probe && Date.now() + probe.everyMs;
  let late = false;
  let fruitless = 0;
  for (;;) {
    await run.boundary();
    if (ready()) return over(run, id, undefined);
    const lateAt = late ? undefined : overdue?.at;
    await run.rest(
      {
        condition: late ? 'EXCEPTION' : 'WAITING',
        waitingFor: { what, from, since, ...(overdue && { expectedBy: new Date(overdue.at).toISOString() }) },
      },
      () => ready() || run.cancelDue || asked(run, id),
      earlier(probeAt, lateAt),
    );
    if (ready() || run.cancelDue) continue;
    if (overdue && !late && Date.now() >= overdue.at) {
      late = true;
      run.raise(
        id,
        what,
        { code: overdue.code, text: overdue.text },
        { actions: probe ? ['retry', 'reassign'] : ['reassign'] },
      );
    }
    if (!probe) {
      answer(run, id, 'failed-again', `${what} has not come yet`);
      continue;
    }
    if (!asked(run, id) && Date.now() < (probeAt ?? Infinity)) continue;
    const found = await probe.look();
    if (found !== undefined) return over(run, id, found);
    fruitless += 1;
    probeAt = Date.now() + recheckAfter(probe.everyMs, fruitless);
    answer(run, id, 'failed-again', `${from} has no answer yet`);
  }
}

export interface Pause {
  what: string;
  from: string;
  /** Milliseconds since 1970; without it, only what is awaited ends the wait. */
  until?: number;
  expectedBy?: string;
}

/**
 * Waits for something, or until it is time to look for it; that it is late is the process's own matter. Where several
 * parts of a run wait, a retry has each of them look.
 */
export async function pause(run: Run, ready: () => boolean, { what, from, until, expectedBy }: Pause): Promise<void> {
  await run.boundary();
  const waitingFor = { what, from, since: now(), ...(expectedBy !== undefined && { expectedBy }) };
  const { retries } = run.desk;
  const isRetried = () => run.desk.retries > retries && run.situation.condition !== 'RETRYING';
  await run.rest({ condition: 'WAITING', waitingFor }, () => ready() || run.cancelDue || isRetried(), until);
  if (isRetried()) {
    delete run.desk.asked.retry;
    run.desk.answer('retry', 'done', `${from} is asked now`);
  }
  await run.boundary();
}

const asked = (run: Run, id: string): boolean => run.desk.hasDecision(id) || isRetryAsked(run);

/** A retry is for the call that is being repeated, where another part of the run has one. */
const isRetryAsked = ({ desk, situation }: Run): boolean =>
  desk.asked.retry !== undefined && situation.condition !== 'RETRYING';

function answer(run: Run, id: string, outcome: 'done' | 'failed-again', text: string): void {
  run.desk.decision(id);
  delete run.desk.asked.retry;
  run.desk.answer(id, outcome, text);
  run.desk.answer('retry', outcome, text);
}

function over<P>(run: Run, id: string, found: P): P {
  answer(run, id, 'done', 'the answer is there');
  run.desk.settle(id, 'the answer');
  return found;
}

const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
