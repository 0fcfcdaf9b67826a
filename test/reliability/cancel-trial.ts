import { isDeepStrictEqual } from 'node:util';
import type { TestPlant } from '../setup/plant.js';
import { Course, shown } from './cancel-course.js';
import type { Moment } from './cancel-gate.js';
import { type Boundary, nameOf, type Recorded, wronglyUndone } from './cancel-record.js';
import type { Trade } from './cancel-trade.js';

/** Where, when and on which of its runs an order is cancelled. */
export interface Case {
  scenario: string;
  boundary: Boundary;
  moment: Moment;
  /** The part that the cancel is asked of. */
  at: string;
}

/** What the same order looks like when nobody cancels it. */
export interface Reference {
  scenario: string;
  records: Recorded[];
  standing: object;
}

export interface Result {
  end: 'all done' | 'all undone' | 'ended by decision' | 'parked';
  records: Recorded[];
  /** Where its runs stand. */
  shown: string;
}

/** Reads that events have caused run together now and then: then the order does not come to the last of them. */
const ATTEMPTS = 12;
const ASKS = 60;
const REACHED_MS = 40_000;
/** The world goes on a moment after the cancel was asked for. */
const PAUSE_MS = 300;

export const titleOf = ({ scenario, boundary, moment, at }: Case): string =>
  `${scenario}, ${nameOf(boundary)}, ${moment}${at === boundary.part ? '' : `, of the ${at}`}`;

/** An order that nobody cancels. @throws Error when it does not end */
export async function follow(trade: Trade, scenario: string): Promise<Reference> {
  const course = new Course(trade, scenario);
  await course.begin();
  try {
    const { how, views } = await course.ended();
    if (how !== 'done') throw new Error(`${scenario} has come to rest: ${shown(views)}`);
    return { scenario, records: await course.records(), standing: trade.standing(course.orderNo) };
  } finally {
    course.stop();
  }
}

/** Cancels an order there, and sees what has become of it. @throws Error with everything that is wrong */
export async function cancelThere(trade: Trade, one: Case, reference: Reference): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryThere(trade, one, reference);
    if (result) return result;
    if (attempt === ATTEMPTS) throw new Error(`${titleOf(one)} was never reached`);
  }
}

/** @returns nothing where the order ended without coming there */
async function tryThere(trade: Trade, one: Case, reference: Reference): Promise<Result | undefined> {
  const course = new Course(trade, one.scenario);
  const { orderNo } = course;
  const { step, nth, part } = one.boundary;
  const isOf = (runId: string): boolean => trade.runsOf(orderNo).get(part) === runId;
  const trap = trade.gate.set({ isOf, step, nth, moment: one.moment });
  await course.begin();
  try {
    const ends = course.ended();
    ends.catch(() => undefined);
    const isThere = await Promise.race([trap.struck, ends.then(() => undefined), later(REACHED_MS)]);
    if (isThere === undefined) return undefined;
    course.paused = true;
    const asked = await press(trade.plant, trade.runsOf(orderNo).get(one.at) ?? '');
    trap.open();
    await later(PAUSE_MS);
    course.paused = false;
    const { how, views } = await ends;
    const outcome = await outcomeOf(trade.plant, asked);
    const records = await course.records();
    return judge(trade, one, reference, { orderNo, how, outcome, records, shown: shown(views) });
  } finally {
    trap.remove();
    course.stop();
  }
}

const later = (ms: number): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, ms, undefined));

export interface Asked {
  run: string;
  /** Undefined where it was refused at once. */
  actionId?: string;
  refusal?: string;
}

/** As a person does it, who has read what it will undo; asked again under the same key while nobody answers. */
export async function press({ call }: TestPlant, run: string): Promise<Asked> {
  for (let attempt = 1; ; attempt += 1) {
    const plan = await call('GET', `/v1/runs/${run}/cancel-plan`, undefined, { as: 'supervisor' });
    const { revision } = plan.body;
    const request = { action: 'cancel', reasonCode: 'TEST', text: 'not wanted any more', expectedRevision: revision };
    const how = { as: 'supervisor', key: `cancel-${run.replaceAll('/', '-')}-${revision}` };
    const { status, body } = await call('POST', `/v1/runs/${run}/actions`, request, how);
    if (status === 202) return { run, actionId: body.actionId };
    const isToBeAskedAgain = status >= 500 || body.code === 'STALE_REVISION';
    if (!isToBeAskedAgain || attempt === ASKS) return { run, refusal: `${status} ${body.code} ${body.detail}` };
    if (status >= 500) await later(PAUSE_MS);
  }
}

async function outcomeOf({ call }: TestPlant, { run, actionId, refusal }: Asked): Promise<string> {
  if (actionId === undefined) return `refused: ${refusal}`;
  const { body } = await call('GET', `/v1/runs/${run}/actions/${actionId}?wait=10`);
  return body.state;
}

interface Seen {
  orderNo: string;
  how: 'done' | 'parked';
  outcome: string;
  records: Recorded[];
  shown: string;
}

function judge(trade: Trade, one: Case, reference: Reference, seen: Seen): Result {
  const { orderNo, how, outcome, records } = seen;
  const end = endOf(one, seen);
  const wrong = [...trade.doubled(orderNo)];
  if (how === 'parked') {
    if (!/"undoable":\["/.test(seen.shown)) wrong.push('it is parked, and does not say what is left');
  } else if (end === 'all undone' || end === 'ended by decision') {
    const cancelled = records.map(({ part }) => part).filter((part) => isUndone(stateOf(records, part)));
    wrong.push(...trade.leftOver(orderNo, end, cancelled));
    wrong.push(...undoing(trade, one, reference, records));
  } else if (end === 'all done') {
    const { standing } = reference;
    const stands = trade.standing(orderNo);
    if (!isDeepStrictEqual(stands, standing))
      wrong.push(`it stands ${JSON.stringify(stands)}, without a cancel ${JSON.stringify(standing)}`);
  }
  if (end === undefined || wrong.length > 0)
    throw new Error(`${titleOf(one)}, order ${orderNo}: the cancel is ${outcome}; ${wrong.join('; ')}; ${seen.shown}`);
  return { end, records, shown: seen.shown };
}

/** Undefined where the answer to the cancel does not fit to how it ended. */
function endOf({ at }: Case, { how, outcome, records }: Seen): Result['end'] | undefined {
  if (how === 'parked') return 'parked';
  const state = stateOf(records, at);
  if (isUndone(state)) return outcome === 'done' ? 'all undone' : undefined;
  if (isDone(state) && /superseded|refused/.test(outcome))
    return records.some(({ part }) => isUndone(stateOf(records, part))) ? 'ended by decision' : 'all done';
  if (isDone(state)) return undefined;
  return 'ended by decision';
}

const isUndone = (state: string | undefined): boolean => state === 'CANCELLED' || state === 'COMPENSATED';
const isDone = (state: string | undefined): boolean => state === 'CLOSED' || state === 'COMPLETE';

const stateOf = (records: readonly Recorded[], part: string): string | undefined => {
  const facts = records.find((one) => one.part === part)?.timeline ?? [];
  return facts.flatMap((fact) => (fact.type === 'ended' ? [fact.state] : [])).at(-1);
};

function undoing(trade: Trade, { boundary }: Case, { records: others }: Reference, records: Recorded[]): string[] {
  return records
    .filter(({ part }) => isUndone(stateOf(records, part)))
    .flatMap((record) => {
      const contract = trade.contracts.find(({ process }) => process === record.process);
      if (!contract) return [];
      const held = boundary.part === record.part ? boundary.step : undefined;
      const announced = others.filter(({ process }) => process === record.process).flatMap((other) => other.announced);
      return wronglyUndone(contract, record, held, announced);
    });
}
