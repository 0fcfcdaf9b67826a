import type { Load, Tender } from '../../contracts/entities/load.js';
import type { OutboundDelivery } from '../../contracts/entities/outbound-delivery.js';
import type { SalesOrder } from '../../contracts/entities/sales-order.js';
import type { WarehouseOrder } from '../../contracts/entities/warehouse-order.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import type { DeliveryReport, outboundDelivery } from '../../contracts/processes/outbound-delivery.js';
import type { Money } from '../../contracts/quantity.js';
import { sum } from '../../decisions/arithmetic.js';
import { fulfilmentOf } from '../../decisions/fulfilment.js';
import type { OrderLineQuantity } from '../../decisions/open-lines.js';
import { pickedOf } from '../../decisions/picking.js';
import type { openRun } from '../kit/index.js';
import { tell } from '../kit/peers.js';

export type Kit = ReturnType<typeof openRun<typeof outboundDelivery>>;

/** What the run of a delivery knows, shared by the parts of its process. */
export interface About {
  readonly kit: Kit;
  readonly policy: PlantPolicy;
  readonly plant: string;
  readonly deliveryNo: string;
  readonly orderRun: (salesOrderNo: string) => string;
  order: SalesOrder;
  /** Without the lines that bring nothing any more. */
  delivery: OutboundDelivery;
  /** Lines of the order that it was to bring, with their units: also those of which nothing is left. */
  readonly orderLines: Map<string, string>;
  warehouse?: WarehouseOrder;
  /** Version of the warehouse order; each change of quantities is another one. */
  version: number;
  /** What the order wants of it now, until that is carried out. */
  change?: OrderLineQuantity[] | undefined;
  /** The warehouse has yet to be told the quantities. */
  releaseDue: boolean;
  /** What is being brought back, by the picked quantity at which it is back. */
  unpicking?: { line: string; until: string }[];
  unpicks: number;
  /** How many notices the customer was sent, cancellations included. */
  notices: number;
  load?: Load;
  booked?: Tender;
  /** Freight is settled: a carrier is booked, or it is not ours to book. */
  freightSettled: boolean;
  freightAsks: boolean;
  packed: boolean;
  shippedAt?: string;
  issuedAt?: string;
  /** What is not done again where it goes on after a cancel that came too late. */
  readonly done: Set<string>;
  /** The goods are not here any more. */
  departed: boolean;
  /** The order wants none of it: its cancel is the answer to a change. */
  unwanted?: true;
  /** It is coming back by a returns order: nobody waits for its delivery or its bill any more. */
  returned: boolean;
  /** What the customer took, where that is billed and not what was shipped. */
  acceptedLines?: OrderLineQuantity[];
  billingDocumentNo?: string;
  billed?: { billingDocumentNo: string; net: Money };
  refused?: NonNullable<DeliveryReport['refused']>;
}

export async function once({ done }: About, what: string, part: () => Promise<void>): Promise<void> {
  if (done.has(what)) return;
  await part();
  done.add(what);
}

/** Tells the sales order how its delivery stands; one that came without an order's run tells nobody. */
export async function report(about: About, progress: DeliveryReport['progress']): Promise<void> {
  const { kit, delivery, plant, deliveryNo, billed, refused, orderLines } = about;
  for (const { salesOrderLine, quantity } of delivery.lines) orderLines.set(salesOrderLine, quantity.uom);
  const lines = [...orderLines].map(([salesOrderLine, uom]) => {
    const parts = delivery.lines.filter((one) => one.salesOrderLine === salesOrderLine);
    const value = sum(...parts.map(({ quantity }) => quantity.value));
    // Once it has left, it is what has left.
    return { salesOrderLine, quantity: { value, uom }, shipped: { value: about.shippedAt ? value : '0', uom } };
  });
  await tell(about.orderRun(delivery.salesOrderNo), {
    type: 'delivery',
    report: {
      runId: kit.run.id,
      deliveryNo,
      plant,
      progress,
      lines,
      ...(billed && { billed: billed.net }),
      ...(refused && { refused }),
    },
  });
}

/** Tells the order why what it asked for was not possible. */
export async function refuse(about: About, what: 'cancel' | 'change', why: string): Promise<void> {
  about.refused = { what, why };
  await report(about, progressOf(about));
}

export function progressOf({ billed, issuedAt }: About): DeliveryReport['progress'] {
  if (billed) return 'BILLED';
  return issuedAt ? 'SHIPPED' : 'OPEN';
}

export function showFulfilment({ kit, delivery, warehouse, shippedAt }: About): void {
  const lines = delivery.lines.map(({ line, quantity: ordered }) => {
    const picked = shippedAt ? ordered.value : pickedOf(warehouse, line);
    return { ordered, picked, shipped: shippedAt ? picked : '0' };
  });
  kit.show({ fulfilment: fulfilmentOf(lines) });
}
