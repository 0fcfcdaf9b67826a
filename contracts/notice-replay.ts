import type { ShipNotice } from './entities/ship-notice.js';
import type { ErrorCode } from './errors.js';
import type { PlantPolicy } from './policy.js';

/** The workflow that sends notices again, and the query that tells how far it is. */
export const noticeReplay = { workflow: 'noticeReplay', query: 'replayed' } as const;

/** At most so many in one replay. */
export const REPLAYED_MAX = 200;

/** Of a notice whose receiver cannot be reached: about a day, at a quarter of an hour between tries. */
export const TRIES_MAX = 100;

export interface NoticeReplayInput {
  notices: NoticeToReplay[];
  /** After so many tries a notice is given up. */
  tries: number;
  /** By plant, as it is when the replay begins. */
  policies: Record<string, Pick<PlantPolicy, 'plant' | 'systems' | 'calls' | 'retry'>>;
}

export interface NoticeToReplay {
  /** The store's number of it. */
  seq: number;
  /** The one that it was first sent under. */
  key: string;
  message: ShipNotice;
}

/**
 * `sent`: the partner's side has taken it, once more · `refused`: it said no, or we cannot send there · `given-up`:
 * it could not be reached for too long, or an earlier notice of the same delivery could not.
 */
export interface ReplayedNotice {
  seq: number;
  plant: string;
  deliveryNo: string;
  sequence: number;
  result: 'pending' | 'sent' | 'refused' | 'given-up';
  /** Why it is not sent, or not yet. */
  code?: ErrorCode;
  text?: string;
}
