import type { DocumentRef } from '../../contracts/entities/documents.js';
import type { UsageDecision } from '../../contracts/entities/inspection.js';
import type { Item } from '../../contracts/entities/item.js';
import type { PurchaseOrder, PurchaseOrderLine } from '../../contracts/entities/purchase-order.js';
import type { SupplierNotice } from '../../contracts/entities/supplier-notice.js';
import type { WarehouseReceipt } from '../../contracts/entities/warehouse-receipt.js';
import { runId } from '../../contracts/ids.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import type { InboundReport, inboundDelivery } from '../../contracts/processes/inbound-delivery.js';
import type { Impact } from '../../contracts/view.js';
import { decimal, minus, sum } from '../../decisions/arithmetic.js';
import { fulfilmentOf } from '../../decisions/fulfilment.js';
import { purchaseValue } from '../../decisions/purchase-order.js';
import type { ReceiptLine } from '../../decisions/receipt-plan.js';
import type { openRun } from '../kit/index.js';
import { tell } from '../kit/peers.js';

export type Kit = ReturnType<typeof openRun<typeof inboundDelivery>>;

/** Stock that was posted into quality stock, until it is decided what it may be used for. */
export interface Inspected {
  inspectionNo: string;
  line: ReceiptLine;
  requestedAt: string;
  decision?: UsageDecision;
  /** Another one that was not taken for it. */
  refused?: UsageDecision;
}

/** More than the order allows: it lies apart in the warehouse until the buyer has decided. */
export interface Excess {
  id: string;
  receiptId: string;
  line: ReceiptLine;
  settled: boolean;
}

/** What the run of an inbound delivery knows, shared by the parts of its process. */
export interface About {
  readonly kit: Kit;
  readonly policy: PlantPolicy;
  readonly company: string;
  readonly plant: string;
  readonly inboundDeliveryNo: string;
  readonly purchaseOrderNo: string;
  /** Nothing where nobody had announced it. */
  readonly notice: SupplierNotice | undefined;
  order: PurchaseOrder;
  readonly items: Record<string, Item>;
  receipt?: WarehouseReceipt;
  /** What stands in the books, by count; none where nothing of it was to be posted. */
  readonly posted: Map<string, ReceiptLine[]>;
  readonly documents: Map<string, DocumentRef[]>;
  readonly inspections: Inspected[];
  readonly excess: Excess[];
  /** Counted goods that the order has nothing like, by count. */
  readonly unordered: Map<string, string>;
  /** All of it is counted, and what was too much decided. */
  isReceived: boolean;
  /** How many advices the supplier was sent, and of which counts the last one was. */
  advices: number;
  advised: string;
  refused?: string;
}

/** Of this plant. */
export const linesHere = ({ order, plant }: Pick<About, 'order' | 'plant'>): PurchaseOrderLine[] =>
  order.lines.filter((line) => line.plant === plant && !line.deleted);

export const lineOf = ({ order }: Pick<About, 'order'>, line: string): PurchaseOrderLine | undefined =>
  order.lines.find((one) => one.line === line);

/** What these goods are worth at the order's price, while they are not in the books. */
export function atStake(about: Pick<About, 'order'>, lines: readonly ReceiptLine[]): Impact {
  const values = lines.map((line) => {
    const of = lineOf(about, line.purchaseOrderLine);
    return of && purchaseValue(of, line.quantity);
  });
  const known = values.filter((value) => value !== undefined);
  const [first] = known;
  return {
    orders: [about.order.purchaseOrderNo],
    ...(lines.length === 1 && lines[0] && { quantity: lines[0].quantity }),
    ...(first && {
      inventoryMisstatement: {
        amount: decimal(sum(...known.map(({ amount }) => amount))).toFixed(2),
        currency: first.currency,
      },
    }),
    confidence: known.length === values.length ? 'EXACT' : 'ESTIMATED',
  };
}

/** By line of the order: what was announced, and what this delivery has brought into the books. */
function standing({ order, notice, posted, plant }: About): InboundReport['lines'] {
  const lines = [...posted.values()].flat();
  return order.lines
    .filter((line) => line.plant === plant)
    .map(({ line, quantity: { uom } }) => {
      const announced = (notice?.lines ?? []).filter((one) => one.purchaseOrderLine === line);
      const received = lines.filter((one) => one.purchaseOrderLine === line);
      return {
        purchaseOrderLine: line,
        announced: { value: sum(...announced.map(({ quantity }) => quantity.value)), uom },
        received: { value: sum(...received.map(({ quantity }) => quantity.value)), uom },
      };
    })
    .filter(({ announced, received }) => !decimal(announced.value).isZero() || !decimal(received.value).isZero());
}

export const orderRunOf = ({ company, purchaseOrderNo }: Pick<About, 'company' | 'purchaseOrderNo'>): string =>
  runId({ process: 'procure-to-receive', company, plant: '-', key: purchaseOrderNo });

/** Tells the order's run how the delivery stands; one that has none tells nobody. */
export async function report(about: About, progress: InboundReport['progress']): Promise<void> {
  const { kit, inboundDeliveryNo, plant, refused } = about;
  const word = { runId: kit.run.id, inboundDeliveryNo, plant, progress, lines: standing(about) };
  await tell(orderRunOf(about), { type: 'inbound', report: { ...word, ...(refused !== undefined && { refused }) } });
}

export const hasArrived = ({ receipt }: Pick<About, 'receipt'>): boolean =>
  receipt !== undefined && receipt.status !== 'EXPECTED' && receipt.status !== 'CANCELLED';

export function progressOf(about: About): InboundReport['progress'] {
  if (about.isReceived) return 'RECEIVED';
  return hasArrived(about) ? 'ARRIVED' : 'OPEN';
}

/** How much of what was announced has come. */
export function showFulfilment(about: About): void {
  const lines = standing(about).map(({ announced, received }) => ({
    ordered: decimal(announced.value).isZero() ? received : announced,
    picked: received.value,
    shipped: received.value,
  }));
  if (lines.length > 0) about.kit.show({ fulfilment: fulfilmentOf(lines) });
}

/** What a corrected count or a return takes from what had been brought. */
export const negative = (lines: readonly ReceiptLine[]): ReceiptLine[] =>
  lines.map((line) => ({ ...line, quantity: { ...line.quantity, value: minus('0', line.quantity.value) } }));
