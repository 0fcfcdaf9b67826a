import type { Quantity } from '../quantity.js';

/** Stock of an item at one place, as one system has it now. */
export interface StockBalance {
  location: string;
  lot?: string;
  status: 'UNRESTRICTED' | 'QUALITY' | 'BLOCKED' | 'IN_TRANSIT';
  quantity: Quantity;
}
