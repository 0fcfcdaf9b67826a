import type { EngineeringChange, OpenOrder } from '../entities/engineering-change.js';
import type { Read } from './calls.js';

/** The part of an ERP that engineering changes need: it owns them, and knows what they touch. */
export interface ChangeOwner {
  /** Null when the owner does not know it. */
  readEngineeringChange: Read<{ changeNo: string }, EngineeringChange | null>;
  /** Production orders of the item that are neither completed nor deleted. */
  findOpenOrders: Read<{ plant: string; item: string }, OpenOrder[]>;
}
