import type { Load, ProofOfDelivery, TenderStatus } from '../../../contracts/entities/load.js';
import type { Money, Quantity } from '../../../contracts/quantity.js';
import { Refusal } from '../../../practice/rest-counterpart.js';
import type { Stop, TenderBody } from './bodies.js';

/** An offer as the TMS keeps it. */
export interface PracticeTender extends TenderBody {
  tenderId: string;
  loadId: string;
  status: TenderStatus;
  reason?: string;
  /** Of the POST that made it. */
  idempotencyKey: string;
  /** All that was done to it, the oldest first; with the key, where it came from outside. */
  changes: { kind: TenderChange; key?: string }[];
}

export type TenderChange = 'OFFERED' | 'ACCEPTED' | 'DECLINED' | 'EXPIRED' | 'WITHDRAWN' | 'ACCEPTANCE_REFUSED';

/** A line of the tracking list; positions stand in it too. */
export interface PracticeTracking {
  code: string;
  stop: string;
  /** Left out where it is about all of the load. */
  deliveryNo?: string;
  eventAt: string;
  recordedAt: string;
  eta?: string;
  text?: string;
  proof?: ProofOfDelivery;
}

export interface Carried {
  plant: string;
  deliveryNo: string;
  weight: Quantity;
}

export interface PracticeLoad {
  loadId: string;
  status: Load['status'];
  deliveries: Carried[];
  pickup: Stop;
  delivery: Stop;
  tenders: PracticeTender[];
  events: PracticeTracking[];
  cancellationFee?: Money;
  /** Of the POST that made it. */
  idempotencyKey: string;
  changes: { kind: 'PLAN' | 'CONSOLIDATE' | 'TAKE_OFF' | 'CANCEL'; key?: string }[];
}

/** Once the goods are on the truck, nothing is planned, offered or cancelled any more. */
export const hasLeft = ({ status }: PracticeLoad): boolean => status === 'PICKED_UP' || status === 'DELIVERED';

export const mayStillBe = ({ status }: PracticeTender): boolean => status === 'OPEN' || status === 'ACCEPTED';

/** What a load is, as long as it stands and has not left, follows from its offers. */
export function restate(load: PracticeLoad): void {
  if (hasLeft(load) || load.status === 'CANCELLED') return;
  const is = (status: TenderStatus): boolean => load.tenders.some((tender) => tender.status === status);
  load.status = is('ACCEPTED') ? 'BOOKED' : is('OPEN') ? 'TENDERED' : 'PLANNED';
}

/** What others see of it: not what was taken from whom. */
export const shown = (load: PracticeLoad) => ({
  ...load,
  tenders: load.tenders.map(shownTender),
  events: undefined,
  changes: undefined,
});

export const shownTender = (tender: PracticeTender) => ({ ...tender, changes: undefined });

export const unknownLoad = (loadId: string): Refusal => new Refusal(404, 'LOAD_UNKNOWN', `There is no load ${loadId}`);
