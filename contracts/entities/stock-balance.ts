import type { Quantity } from '../quantity.js';
import type { StockStatus } from './documents.js';

/** Stock of an item at one place, as one system has it now. */
export interface StockBalance {
  location: string;
  lot?: string;
  /** Held apart as too much, or for the supplier to fetch: it is there, and not in the books. */
  status: StockStatus | 'IN_TRANSIT' | 'EXCESS_HOLD' | 'RETURN';
  quantity: Quantity;
}
