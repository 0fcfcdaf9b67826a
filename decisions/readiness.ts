import type { SalesOrder } from '../contracts/entities/sales-order.js';
import type { RevenueTrigger } from './incoterms.js';
import { hasReached, reachedAt, type Whereabouts } from './tracking.js';

export interface Condition {
  name: string;
  met: boolean;
  evidence?: string;
}

export interface Evidence {
  issuedAt: string;
  trigger: RevenueTrigger;
  whereabouts: Whereabouts;
  /** The carrier that took it at our gate was the customer's: what it loaded is picked up. */
  handedOver: boolean;
  /** A person has seen a document that proves the delivery. */
  proven?: string;
}

/** What must be met before it is billed; goods issue is not revenue (domain: invoice readiness). */
export function readiness(order: SalesOrder, evidence: Evidence): Condition[] {
  const { issuedAt, proven, whereabouts } = evidence;
  const triggered = triggeredAt(evidence);
  const signer = whereabouts.proof?.signedBy ?? proven;
  return [
    { name: 'goods issue posted', met: true, evidence: issuedAt },
    {
      name: `${evidence.trigger.toLowerCase().replace('_', ' ')} (${order.incoterms.code})`,
      met: triggered !== undefined,
      ...(triggered !== undefined && { evidence: triggered }),
    },
    {
      name: 'no billing block',
      met: order.billingBlock === undefined,
      ...(order.billingBlock !== undefined && { evidence: order.billingBlock }),
    },
    { name: 'price complete', met: order.lines.every(({ netPrice }) => netPrice.amount !== '') },
    ...(order.signatureRequired
      ? [
          {
            name: 'signed by the consignee',
            met: signer !== undefined,
            ...(signer !== undefined && { evidence: signer }),
          },
        ]
      : []),
  ];
}

/** When the term's own evidence came; the other conditions are worth a question only then. */
export function triggeredAt({ trigger, whereabouts, handedOver, issuedAt, proven }: Evidence): string | undefined {
  if (trigger === 'GOODS_ISSUE') return issuedAt;
  if (hasReached(whereabouts, trigger)) return reachedAt(whereabouts, trigger);
  if (handedOver && trigger === 'PICKED_UP') return issuedAt;
  return proven;
}
