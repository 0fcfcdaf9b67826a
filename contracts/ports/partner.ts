import type { ShipNotice } from '../entities/ship-notice.js';
import type { Posted, Posting } from './calls.js';

/** A trading partner: what is sent cannot be taken back, only replaced. */
export interface Partner {
  /** Delivered when the partner's side has taken it; the same key is the same message there. */
  sendShipNotice: Posting<ShipNotice, Posted>;
}
