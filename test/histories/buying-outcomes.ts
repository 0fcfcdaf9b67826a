import type { InboundDeliveryState } from '../../contracts/processes/inbound-delivery.js';
import type { ProcureToReceiveState } from '../../contracts/processes/procure-to-receive.js';
import type { Outcome } from './outcomes.js';

const open = { state: 'OPEN', condition: 'WAITING' } as const;
const asked = { state: 'OPEN', condition: 'EXCEPTION' } as const;
const closed = { state: 'CLOSED', condition: 'DONE' } as const;
const cancelled = { state: 'CANCELLED', condition: 'DONE' } as const;

export const procureToReceive = {
  'received': closed,
  'awaiting-a-notice': open,
  'partly-received': { state: 'PARTIALLY_RECEIVED', condition: 'WAITING' },
  'fully-received': { state: 'FULLY_RECEIVED', condition: 'WAITING' },
  'order-unknown': asked,
  'unanswered-then-accepted': open,
  'rejected-then-gone-on': open,
  'changed': open,
  'notice-unmatched': asked,
  'notice-taken-in-part': open,
  'notice-rejected': open,
  'announced-anew': open,
  'unannounced-over-plants': asked,
  'unannounced': { state: 'FULLY_RECEIVED', condition: 'WAITING' },
  'cancelled': cancelled,
  'cancel-decided': { state: 'CANCEL_DECISION', condition: 'EXCEPTION' },
  'cancelled-goods-kept': closed,
  'cancelled-goods-returned': cancelled,
} as const satisfies Record<string, Outcome<ProcureToReceiveState>>;

const putaway = { state: 'PUTAWAY', condition: 'WAITING' } as const;
const complete = { state: 'COMPLETE', condition: 'DONE' } as const;
const compensated = { state: 'COMPENSATED', condition: 'DONE' } as const;

export const inboundDelivery = {
  'put-away': complete,
  'announced': { state: 'NOTIFIED_WMS', condition: 'WAITING' },
  'late': { state: 'NOTIFIED_WMS', condition: 'EXCEPTION' },
  'arrived': { state: 'ARRIVED', condition: 'WAITING' },
  'receiving': { state: 'RECEIVING', condition: 'WAITING' },
  'reply-lost': putaway,
  'too-much': { state: 'EXCESS_DECISION', condition: 'EXCEPTION' },
  'too-much-accepted': putaway,
  'too-much-returned': putaway,
  'too-much-free': putaway,
  'unordered-returned': putaway,
  'lot-missing': { state: 'POSTING_GR', condition: 'EXCEPTION' },
  'unit-unknown': { state: 'POSTING_GR', condition: 'EXCEPTION' },
  'count-mended': putaway,
  'in-inspection': { state: 'IN_INSPECTION', condition: 'WAITING' },
  'decision-late': { state: 'IN_INSPECTION', condition: 'EXCEPTION' },
  'decision-wrong': { state: 'IN_INSPECTION', condition: 'EXCEPTION' },
  'decided': putaway,
  'decided-otherwise': putaway,
  'putaway-late': { state: 'PUTAWAY', condition: 'EXCEPTION' },
  'putaway-seen': complete,
  'called-off': compensated,
  'brought-back': compensated,
  'brought-back-as-seen': compensated,
  'used': { state: 'CANCEL_DECISION', condition: 'EXCEPTION' },
  'used-then-kept': { state: 'COMPENSATED_PARTIAL', condition: 'DONE' },
} as const satisfies Record<string, Outcome<InboundDeliveryState>>;
