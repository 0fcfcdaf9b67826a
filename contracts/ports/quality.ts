import type { Inspection } from '../entities/inspection.js';
import type { Quantity } from '../quantity.js';
import type { Posted, Posting, Read } from './calls.js';

export interface InspectionRequest {
  plant: string;
  /** Ours: one inspection for a counted line. */
  inspectionNo: string;
  inboundDeliveryNo: string;
  item: string;
  lot?: string;
  supplier: string;
  quantity: Quantity;
}

/** Decides what received stock may be used for. */
export interface Quality {
  requestInspection: Posting<InspectionRequest, Posted>;
  /** Null when there is none. */
  readInspection: Read<{ plant: string; inspectionNo: string }, Inspection | null>;
}
