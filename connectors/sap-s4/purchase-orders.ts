import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { PurchaseOrder, PurchaseOrderLine } from '../../contracts/entities/purchase-order.js';
import type { Erp } from '../../contracts/ports.js';
import { fieldsOf } from './entities.js';
import { type Inspected, inspectedItems } from './inspected-items.js';
import { entity, services } from './odata.js';
import { rejected } from './preconditions.js';
import { purchaseOrder, purchaseOrderItem, purchaseScheduleLine } from './purchase-entities.js';
import { type Received, receivedBy } from './received-quantities.js';
import type { SapSession } from './session.js';
import { dayOf, instantOfStamp } from './times.js';

export type SapPurchaseOrder = z.infer<typeof purchaseOrder>;
export type SapPurchaseItem = z.infer<typeof purchaseOrderItem>;

/** Being written, in release, released in part, rejected. */
const NOT_RELEASED = ['01', '03', '04', '08'];
/** Of a line, or of the whole order; a line that is only locked may come again. */
const DELETED = 'L';

const ITEMS = 'to_PurchaseOrderItem';
const SCHEDULE = `${ITEMS}/to_ScheduleLine`;
const ownFields = (shape: z.ZodObject): string[] => fieldsOf(shape).filter((name) => !name.startsWith('to_'));
const fields = {
  $select: [
    ...ownFields(purchaseOrder),
    ...ownFields(purchaseOrderItem).map((field) => `${ITEMS}/${field}`),
    ...fieldsOf(purchaseScheduleLine).map((field) => `${SCHEDULE}/${field}`),
  ].join(','),
  $expand: `${ITEMS},${SCHEDULE}`,
};

export const readSapPurchaseOrder = (
  sap: SapSession,
  purchaseOrderNo: string,
  signal: AbortSignal,
): Promise<SapPurchaseOrder | null> =>
  sap.read(services.purchaseOrder, entity('A_PurchaseOrder', purchaseOrderNo), fields, purchaseOrder, signal);

/** @throws ConnectorError B-REJECTED when there is none */
export async function existingPurchaseOrder(
  sap: SapSession,
  purchaseOrderNo: string,
  signal: AbortSignal,
): Promise<SapPurchaseOrder> {
  const found = await readSapPurchaseOrder(sap, purchaseOrderNo, signal);
  if (found) return found;
  throw rejected(sap.system, `there is no purchase order ${purchaseOrderNo}`);
}

export const readPurchaseOrder =
  (sap: SapSession): Erp['readPurchaseOrder'] =>
  async ({ purchaseOrderNo }, { signal }) => {
    const order = await readSapPurchaseOrder(sap, purchaseOrderNo, signal);
    if (!order) return null;
    const items = order.to_PurchaseOrderItem.filter(isReceived);
    const [received, inspected] = await Promise.all([
      receivedBy(sap, order.PurchaseOrder, items, signal),
      inspectedItems(sap, items, signal),
    ]);
    return canonical(sap, order, { items, received, inspected });
  };

/** Services pad the number of an item differently; a line must be the same one everywhere. */
export const purchaseLineOf = (item: string): string => item.padStart(5, '0');

/** Services, limits and what goes back to the supplier by an item of its own are not received into stock. */
const isReceived = (item: SapPurchaseItem): boolean =>
  item.Material !== '' && item.GoodsReceiptIsExpected && !item.IsReturnsItem;

interface Read {
  items: SapPurchaseItem[];
  received: Received;
  inspected: Inspected;
}

function canonical(sap: SapSession, order: SapPurchaseOrder, { items, received, inspected }: Read): PurchaseOrder {
  const { ReleaseIsNotCompleted, PurchasingCompletenessStatus: isIncomplete, PurchasingProcessingStatus } = order;
  return {
    company: order.CompanyCode || sap.config.companyCode,
    purchaseOrderNo: order.PurchaseOrder,
    sourceVersion: instantOfStamp(order.LastChangeDateTime),
    supplier: order.Supplier,
    released: !ReleaseIsNotCompleted && !isIncomplete && !NOT_RELEASED.includes(PurchasingProcessingStatus),
    lines: items.map((item) => ({
      ...lineOf(item, received(item)),
      inspected: inspected(item),
      deleted: [order, item].some((one) => one.PurchasingDocumentDeletionCode === DELETED),
    })),
  };
}

function lineOf(item: SapPurchaseItem, received: Decimal): Omit<PurchaseOrderLine, 'inspected' | 'deleted'> {
  const uom = item.PurchaseOrderQuantityUnit;
  return {
    line: purchaseLineOf(item.PurchaseOrderItem),
    plant: item.Plant,
    location: item.StorageLocation,
    item: item.Material,
    quantity: { value: item.OrderQuantity, uom },
    received: { value: received.toFixed(), uom },
    ...priceOf(item),
    ...(!item.UnlimitedOverdeliveryIsAllowed && { overTolerancePct: item.OverdelivTolrtdLmtRatioInPct || '0' }),
    underTolerancePct: item.UnderdelivTolrtdLmtRatioInPct || '0',
    deliveryDate: deliveryDateOf(item, received),
    deliveryComplete: item.IsCompletelyDelivered,
  };
}

/** Priced in another unit than ordered in, both sides are multiplied, so that nothing is lost by a division. */
function priceOf(item: SapPurchaseItem): Pick<PurchaseOrderLine, 'netPrice' | 'priceUnit'> {
  const { NetPriceAmount: amount, DocumentCurrency: currency } = item;
  const times = orOne(item.OrderPriceUnitToOrderUnitNmrtr);
  const per = orOne(item.OrdPriceUnitToOrderUnitDnmntr);
  const unit = orOne(item.NetPriceQuantity);
  if (times.eq(per)) return { netPrice: { amount, currency }, priceUnit: unit.toFixed() };
  const multiplied = new Decimal(amount).times(times).toFixed();
  return { netPrice: { amount: multiplied, currency }, priceUnit: unit.times(per).toFixed() };
}

/** Zero is what SAP shows where none is kept. */
const orOne = (value: string): Decimal => (new Decimal(value).isZero() ? new Decimal(1) : new Decimal(value));

/** Of the first part that has not come; the last one's once all has. */
function deliveryDateOf({ to_ScheduleLine }: SapPurchaseItem, received: Decimal): string {
  const schedule = to_ScheduleLine
    .map((one) => ({ day: dayOf(one.ScheduleLineDeliveryDate), quantity: one.ScheduleLineOrderQuantity }))
    .filter(({ day }) => day !== '')
    .sort((a, b) => a.day.localeCompare(b.day));
  let due = new Decimal(0);
  const next = schedule.find(({ quantity }) => {
    due = due.plus(quantity);
    return due.gt(received);
  });
  return (next ?? schedule.at(-1))?.day ?? '';
}
