import type { Load, Rate, Tender } from '../entities/load.js';
import type { TrackingEvent } from '../entities/load.js';
import type { Money, Quantity } from '../quantity.js';
import type { Posted, Posting, Read } from './calls.js';
import type { DeliveryRef } from './sales-erp.js';

export interface LoadPlan extends DeliveryRef {
  weight: Quantity;
  /** Instants with the zone of the place: a window without one means nothing to a carrier. */
  pickup: StopWindow;
  delivery: StopWindow;
}

export interface StopWindow {
  place: string;
  zone: string;
  from: string;
  until: string;
}

export interface TenderOffer {
  loadId: string;
  /** From 1; one carrier is asked once a round. */
  round: number;
  carrier: string;
  cost: Money;
  expiresAt: string;
}

/** Transport truth: who carries it, and where it is. */
export interface Transport {
  /** One load for a delivery, however often it is asked for. */
  planLoad: Posting<LoadPlan, Load>;
  readLoad: Read<{ loadId: string }, Load | null>;
  /** The load that was planned for a delivery, whatever became of the reply. */
  findLoad: Read<DeliveryRef, Load | null>;
  /** What carriers would take for it, in no order. */
  readRates: Read<{ loadId: string }, Rate[]>;
  /** Offers the load to one carrier. `B-TENDER-OPEN` while another offer may still be accepted. */
  tender: Posting<TenderOffer, Tender>;
  /** The answer says how the offer stands now: a carrier may have accepted before it was withdrawn. */
  withdrawTender: Posting<{ loadId: string; tenderId: string }, Tender>;
  /** A load that was never made counts as cancelled; of a shared one, only this delivery's part is. A fee may be due. What was picked up: `B-DEPARTED`. */
  cancelLoad: Posting<DeliveryRef & { loadId: string; reason: string }, Posted & { fee?: Money }>;
  /** The full list, in no order: pushed events may be missing, doubled or late. */
  readTracking: Read<{ loadId: string }, TrackingEvent[]>;
}
