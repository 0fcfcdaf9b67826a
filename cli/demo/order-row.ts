import type { ShiftOrder } from '../../practice/shift-orders.js';
import { plainOf } from '../output.js';
import { away } from '../times.js';
import type { RunEntry } from '../replies.js';

/** One order of the shift as a person sees it, from the two runs that it has. */
export interface OrderRow {
  orderNo: string;
  plant: string;
  state: string;
  yield: string;
  planned: string;
  /** What it waits for, or what is wrong; empty while it goes well. */
  note: string;
  /** The run that a person must look after. */
  stuck?: RunEntry;
  /** Its runs have ended. */
  ended: boolean;
}

export function rowOf({ orderNo, plant, quantity }: ShiftOrder, runs: readonly RunEntry[]): OrderRow {
  const own = runs.filter((run) => run.key === orderNo && run.plant === plant);
  const order = own.find(({ process }) => process === 'order-to-production');
  const postings = own.find(({ process }) => process === 'production-to-inventory');
  const progress = postings?.progress ?? order?.progress;
  const troubled = [postings, order].filter((run) => run !== undefined);
  const stuck = troubled.find(({ condition }) => condition === 'EXCEPTION');
  return {
    orderNo,
    plant,
    state: order?.state ?? 'NOT RELEASED',
    yield: progress?.yield ?? '0',
    planned: quantity,
    note: troubled.map(noteOf).find((note) => note !== '') ?? '',
    ...(stuck && { stuck }),
    ended: order?.condition === 'DONE' && (postings?.condition ?? 'DONE') === 'DONE',
  };
}

function noteOf({ condition, exceptions, blockedOn, nextTryAt }: RunEntry): string {
  const [exception] = exceptions;
  switch (condition) {
    case 'EXCEPTION':
      return exception ? `needs ${exception.owner}: ${plainOf(exception.text)}` : 'needs a person';
    case 'UNKNOWN_OUTCOME':
      return 'looks up whether it was posted';
    case 'RETRYING':
      return `waits for ${blockedOn ?? 'a system'}${nextTryAt ? `, next try ${soon(nextTryAt)}` : ''}`;
    case 'ON_HOLD':
      return 'on hold';
    case 'RUNNING':
    case 'WAITING':
    case 'COMPENSATING':
    case 'DONE':
      return '';
  }
}

const soon = (instant: string): string => (Date.parse(instant) > Date.now() ? away(instant) : 'now');
