import { type NewOrder, pumpOrder } from '../../connectors/sap-s4/practice/index.js';

/** Released, and scheduled so far ahead that no deadline of its schedule strikes in a test. */
export const farAhead = (orderNo: string, quantity?: string, differing: Partial<NewOrder> = {}): NewOrder =>
  pumpOrder(orderNo, quantity, {
    scheduledStart: '2028-03-10T06:00:00',
    scheduledEnd: '2028-03-12T14:00:00',
    released: true,
    ...differing,
  });
