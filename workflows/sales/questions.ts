import type { SalesOrder } from '../../contracts/entities/sales-order.js';
import type { Trouble } from '../../contracts/errors.js';
import type { ShipToCashInput } from '../../contracts/processes/ship-to-cash.js';
import { holdOf } from '../../decisions/holds.js';
import { openLines, type OrderLineQuantity, stillOwed, unconfirmed } from '../../decisions/open-lines.js';
import { atRisk } from '../delivery/checks.js';
import type { OpenQuestion } from '../kit/questions.js';
import type { DeliveryBook } from './delivery-book.js';

/** What stands of the order when its deliveries have been looked at. */
export interface Standing {
  order: SalesOrder;
  book: DeliveryBook;
  plants: ShipToCashInput['plants'];
  /** Why the ERP did not make a delivery, by plant. */
  refusals: ReadonlyMap<string, Trouble>;
  /** Why the ERP has kept lines that were to be rejected. */
  whyKept?: string;
}

/** Everything of the order that a person can settle now. */
export function openQuestions(standing: Standing): OpenQuestion[] {
  return [
    ...cancelledDelivery(standing),
    ...refusedChange(standing),
    ...heldBack(standing),
    ...unservedPlants(standing),
    ...refusedDeliveries(standing),
  ];
}

/** Its goods are still owed; whether they still are wanted is for a person to say. */
function cancelledDelivery({ order, book, whyKept }: Standing): OpenQuestion[] {
  const cancelled = book.unsettledCancel;
  if (!cancelled) return [];
  const { deliveryNo, lines } = cancelled;
  const question = {
    code: 'B-DELIVERY-CANCELLED' as const,
    text: `delivery ${deliveryNo} was cancelled${whyKept === undefined ? '' : `; its lines stay: ${whyKept}`}`,
  };
  const about = { step: 'create delivery', decision: 'delivery cancelled', impact: atRisk(order, lines) };
  return [{ id: `cancelled ${deliveryNo}`, question, ...about }];
}

/** domain: after goods issue a change is refused. */
function refusedChange({ book }: Standing): OpenQuestion[] {
  const refused = book.unsettledRefusal;
  if (!refused) return [];
  const { deliveryNo } = refused;
  const question = { code: 'B-CHANGE-TOO-LATE' as const, text: `delivery ${deliveryNo}: ${refused.refused?.why}` };
  return [{ id: `change ${deliveryNo}`, question, step: 'read order', decision: 'change too late' }];
}

/** The ERP is the judge; and what it has confirmed nothing of cannot be delivered. */
function heldBack({ order, book }: Standing): OpenQuestion[] {
  const open = openLines(order, book.all);
  const owed = stillOwed(order, book.all);
  const hold = open.size > 0 ? holdOf(order) : undefined;
  const isNothingConfirmed = open.size === 0 && book.areClosed && owed.length > 0;
  if (!hold && !isNothingConfirmed) return [];
  const lines = unconfirmed(order);
  const text = `the ERP has not confirmed what line ${(lines.length > 0 ? lines : owed.map(({ salesOrderLine }) => salesOrderLine)).join(', ')} still wants`;
  const { code, text: why } = hold ?? { code: 'B-NOT-CONFIRMED' as const, text };
  return [{ id: 'hold', question: { code, text: why }, step: 'read order', impact: atRisk(order, owed) }];
}

function unservedPlants({ order, book, plants }: Standing): OpenQuestion[] {
  return [...openLines(order, book.all)].flatMap(([plant, lines]) => {
    if (plants[plant]) return [];
    const text = `plant ${plant} is none that this order was begun with: deliver it from another plant, or not at all`;
    const question = { code: 'C-MAPPING' as const, text };
    return [
      { id: `plant ${plant}`, question, step: 'create delivery', decision: 'plant', impact: atRisk(order, lines) },
    ];
  });
}

function refusedDeliveries({ order, book, refusals }: Standing): OpenQuestion[] {
  const open: Map<string, OrderLineQuantity[]> = openLines(order, book.all);
  return [...refusals].flatMap(([plant, { code, text, upstream }]) => {
    const lines = open.get(plant);
    if (!lines) return [];
    const question = { code, text, ...(upstream && { upstream }) };
    return [{ id: `delivery of ${plant}`, question, step: 'create delivery', impact: atRisk(order, lines) }];
  });
}
