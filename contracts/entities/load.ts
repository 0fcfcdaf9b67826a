import type { Money, Quantity } from '../quantity.js';
import type { DocumentRef } from './documents.js';

/** Freight for a delivery, as the transport system has it. */
export interface Load {
  loadId: string;
  status: 'PLANNED' | 'TENDERED' | 'BOOKED' | 'PICKED_UP' | 'DELIVERED' | 'CANCELLED';
  tenders: Tender[];
  /** Everything that travels on it; its cost is shared by weight. */
  deliveries: { deliveryNo: string; weight: Quantity }[];
  documents: DocumentRef[];
}

export interface Rate {
  carrier: string;
  mode: string;
  cost: Money;
  transitDays: number;
}

/** An offer to a carrier. Only OPEN can become ACCEPTED; of one load at most one offer is ACCEPTED. */
export interface Tender {
  tenderId: string;
  round: number;
  carrier: string;
  cost: Money;
  expiresAt: string;
  status: TenderStatus;
  reason?: string;
  documents: DocumentRef[];
}

export type TenderStatus = 'OPEN' | 'ACCEPTED' | 'DECLINED' | 'EXPIRED' | 'WITHDRAWN';

/** What happened on the way. The code is one of the milestones, or any other word of the carrier. */
export interface TrackingEvent {
  code: Milestone | 'ETA_CHANGED' | 'EXCEPTION' | 'OTHER';
  stop: string;
  /** Of a load that several deliveries share: the one that it is about; absent where it is about all. */
  deliveryNo?: string;
  /** When it happened, and when it became known; instants. */
  eventAt: string;
  recordedAt: string;
  eta?: string;
  text?: string;
  proof?: ProofOfDelivery;
}

/** In the order of a journey. */
export type Milestone = 'PICKED_UP' | 'DEPARTED' | 'ON_BOARD' | 'ARRIVED' | 'DELIVERED' | 'UNLOADED';

export interface ProofOfDelivery {
  signedBy?: string;
  /** By delivery line; absent where everything was taken. */
  lines?: { line: string; accepted: Quantity; damaged?: Quantity }[];
}
