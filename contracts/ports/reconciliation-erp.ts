import type { StockSnapshot } from '../entities/stock-snapshot.js';
import type { Read } from './calls.js';

/** What inventory reconciliation needs of an ERP. */
export interface ReconciliationErp {
  /**
   * The plant's stock as of an instant that has passed, in these storage locations. Where the system cannot look back, and
   * nothing brings its stock back to the instant, it is of now and says so.
   */
  readStockAsOf: Read<{ plant: string; asOf: string; locations: string[] }, StockSnapshot>;
}
