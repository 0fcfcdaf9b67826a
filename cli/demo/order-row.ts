import type { ShiftOrder } from '../../practice/shift-orders.js';
import type { ShiftSale } from '../../practice/shift-sales.js';
import { plainOf } from '../output.js';
import type { RunEntry } from '../replies.js';
import { away } from '../times.js';

/** One order of the shift as a person sees it, from the runs that it has. */
export interface OrderRow {
  kind: 'production' | 'sales';
  orderNo: string;
  plant: string;
  state: string;
  /** Made, or shipped. */
  done: string;
  wanted: string;
  /** What it waits for, or what is wrong; who carries it while it goes well. */
  note: string;
  /** The run that a person must look after. */
  stuck?: RunEntry;
  /** Its runs have ended. */
  ended: boolean;
}

/** From its two runs. */
export function productionRow({ orderNo, plant, quantity }: ShiftOrder, runs: readonly RunEntry[]): OrderRow {
  const own = runs.filter((run) => run.key === orderNo && run.plant === plant);
  const order = own.find(({ process }) => process === 'order-to-production');
  const postings = own.find(({ process }) => process === 'production-to-inventory');
  const progress = postings?.progress ?? order?.progress;
  return {
    ...troubleOf([postings, order]),
    kind: 'production',
    orderNo,
    plant,
    state: order?.state ?? 'NOT RELEASED',
    done: progress?.yield ?? '0',
    wanted: quantity,
    ended: order?.condition === 'DONE' && (postings?.condition ?? 'DONE') === 'DONE',
  };
}

/** From its own run and those of its deliveries. */
export function salesRow(
  { salesOrderNo, plant, quantity }: ShiftSale,
  runs: readonly RunEntry[],
  deliveryNos: readonly string[],
): OrderRow {
  const order = runs.find(({ process, key }) => process === 'ship-to-cash' && key === salesOrderNo);
  const deliveries = runs.filter(({ process, key }) => process === 'outbound-delivery' && deliveryNos.includes(key));
  const live = deliveries.find(({ condition }) => condition !== 'DONE');
  const trouble = troubleOf([...deliveries, order]);
  return {
    ...trouble,
    kind: 'sales',
    orderNo: salesOrderNo,
    plant,
    state: trouble.stuck?.state ?? live?.state ?? order?.state ?? 'NOT RELEASED',
    done: order?.fulfilment?.shipped ?? '0',
    wanted: quantity,
    note: trouble.note || (live ? carrierOf(live) : ''),
    ended: order?.condition === 'DONE' && live === undefined,
  };
}

function troubleOf(runs: (RunEntry | undefined)[]): Pick<OrderRow, 'note' | 'stuck'> {
  const known = runs.filter((run) => run !== undefined);
  const stuck = known.find(({ condition }) => condition === 'EXCEPTION');
  const note = stuck ? noteOf(stuck) : known.map(noteOf).find((one) => one !== '');
  return { note: note ?? '', ...(stuck && { stuck }) };
}

const carrierOf = ({ freight }: RunEntry): string =>
  freight?.carrier && freight.cost ? `${freight.carrier}, ${freight.cost.amount} ${freight.cost.currency}` : '';

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
