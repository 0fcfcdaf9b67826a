import type { ShipNotice } from '../../contracts/entities/ship-notice.js';

/** CloudEvents 1.0 in structured mode, as a customer receives it. */
export interface ShipNoticeEvent {
  specversion: '1.0';
  /** That of the webhook: whoever looks at the event alone sees a double too. */
  id: string;
  source: string;
  type: 'headrace.ship-notice.v1';
  /** The delivery's number. */
  subject: string;
  /** Rises per subject; a text that sorts as its number does (CloudEvents extension `sequence`). */
  sequence: string;
  datacontenttype: 'application/json';
  data: ShipNotice;
}

const SEQUENCE_DIGITS = 10;

/** The same bytes whenever it is sent: there is no time in it that is not the notice's own. */
export const shipNoticeEvent = (id: string, source: string, notice: ShipNotice): ShipNoticeEvent => ({
  specversion: '1.0',
  id,
  source,
  type: 'headrace.ship-notice.v1',
  subject: notice.deliveryNo,
  sequence: String(notice.sequence).padStart(SEQUENCE_DIGITS, '0'),
  datacontenttype: 'application/json',
  data: notice,
});
